import NIOCore
import NIOPosix

/// Sends bytes to a port of this machine, and takes what comes back until the other side closes.
enum RawClient {
  /// `pause`: how long to wait between the pieces.
  static func exchange(
    _ pieces: [[UInt8]],
    port: Int,
    pause: Duration = .zero,
    patience: Duration = .seconds(20)
  ) async throws -> [UInt8] {
    let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .channelOption(ChannelOptions.allowRemoteHalfClosure, value: true)
      .connect(host: "127.0.0.1", port: port) { channel in
        channel.eventLoop.makeCompletedFuture {
          try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
        }
      }
    let limit = Task {
      try await Task.sleep(for: patience)
      channel.channel.close(promise: nil)
    }
    defer { limit.cancel() }
    return try await channel.executeThenClose { inbound, outbound in
      let writing = Task {
        for piece in pieces {
          try await outbound.write(ByteBuffer(bytes: piece))
          if pause > .zero { try await Task.sleep(for: pause) }
        }
      }
      defer { writing.cancel() }
      var bytes: [UInt8] = []
      do {
        for try await buffer in inbound { bytes += buffer.readableBytesView }
      } catch is IOError {
        // The other side closed before it had read everything.
      }
      return bytes
    }
  }

  static func exchange(_ bytes: [UInt8], port: Int) async throws -> [UInt8] {
    try await exchange([bytes], port: port)
  }
}
