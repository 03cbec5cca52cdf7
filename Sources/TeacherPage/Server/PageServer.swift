import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import NIOPosix
import Synchronization

/// The page on 127.0.0.1: one school's list, for one person at one machine.
package struct PageServer: Sendable {
  /// The database, which may not exist yet.
  package let path: String
  /// The list to import first; nil where there is none.
  package let list: String?
  /// The port; zero for a free one.
  package let port: Int
  package let context: PageContext
  package let limits: PageLimits

  package init(
    path: String,
    list: String?,
    port: Int,
    context: PageContext,
    limits: PageLimits = PageLimits()
  ) {
    self.path = path
    self.list = list
    self.port = port
    self.context = context
    self.limits = limits
  }

  /// Serves the page until it is told to end, or nobody was there for an hour.
  ///
  /// - Throws: `PageError.portTaken` where the port cannot be used.
  package func run() throws {
    let loop = MultiThreadedEventLoopGroup.singleton.any()
    try loop.makeFutureWithTask { try await serve() }.wait()
  }

  private func serve() async throws {
    let desk = SchoolDesk(path: path, givenList: list, context: context, limits: limits)
    // An unusable file is told at the terminal, before a browser opens.
    try await desk.check()
    let bound = BoundPort()
    let server = Task { await serve(desk, bound: bound) }
    let number: Int
    do {
      number = try await bound.wait()
    } catch let error as IOError {
      throw PageError.portNotAvailable(port: port, code: error.errnoCode)
    }
    // A large school's order is read while the person writes her name.
    async let prepared: Void = desk.prepareReview()
    let launch = try await BrowserLaunch(desk, port: number, context: context)
    while await !desk.isStopping, await desk.idleSeconds < limits.idleSeconds {
      // Once somebody came, or the address is too old, nobody needs the file.
      if await desk.needsNoLaunch { launch.remove() }
      try? await Task.sleep(for: .milliseconds(200))
    }
    await prepared
    launch.remove()
    server.cancel()
    _ = await server.result
  }

  /// Answers until the task is cancelled.
  func serve(_ desk: SchoolDesk, bound: BoundPort) async {
    do {
      try await application(desk, bound: bound).run()
    } catch {
      bound.fail(error)
    }
  }

  /// The server: its limits, and what answers.
  private func application(_ desk: SchoolDesk, bound: BoundPort) -> some ApplicationProtocol {
    // Nothing about a pupil gets into a log, because there is none.
    let logger = Logger(label: "studentdb") { _ in SwiftLogNoOpLogHandler() }
    let decoder = HTTP1Channel.Configuration.DecoderConfiguration(
      maxHeaderFieldSize: limits.headerBytes,
      maxHeaderListSize: limits.headerBytes,
      maxHeaderFieldCount: 100
    )
    return Application(
      responder: PageResponder(desk: desk, bound: bound, limits: limits, outside: context),
      server: .http1(
        configuration: .init(idleTimeout: limits.idle, httpDecoderConfiguration: decoder)
      ),
      configuration: ApplicationConfiguration(
        address: .hostname("127.0.0.1", port: port),
        availableConnectionsDelegate: MaximumAvailableConnections(
          limits.connections,
          logger: logger
        )
      ),
      onServerRunning: { channel in bound.set(channel.localAddress?.port ?? 0) },
      logger: logger
    )
  }
}

/// Why the page cannot be served.
package enum PageError: Error, Equatable {
  case portNotAvailable(port: Int, code: Int32)
}

/// The port that the server got, once it has one.
final class BoundPort: Sendable {
  private let value = Mutex(0)
  private let (stream, continuation) = AsyncThrowingStream<Int, any Error>.makeStream()

  /// The port; zero before there is one.
  var number: Int { value.withLock { $0 } }

  func set(_ port: Int) {
    value.withLock { $0 = port }
    continuation.yield(port)
    continuation.finish()
  }

  func fail(_ error: any Error) { continuation.finish(throwing: error) }

  /// Waits for the port.
  ///
  /// - Throws: why there is none.
  func wait() async throws -> Int {
    for try await port in stream { return port }
    return number
  }
}
