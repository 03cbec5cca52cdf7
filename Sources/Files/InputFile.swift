import Glibc

/// A file that is read piece by piece: a list, a model, a pipe or the standard input.
package final class InputFile {
  /// Its name in messages.
  private let name: String
  private let descriptor: Int32
  private static let pieceLength = 1 << 18

  /// Opens a file.
  ///
  /// - Parameters:
  ///   - path: Where it is.
  ///   - name: What messages call it.
  /// - Throws: `FileError.unreadable`, for a folder too.
  package init(path: String, name: String) throws(FileError) {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .unreadable(name: name, code: errno) }
    self.name = name
    self.descriptor = descriptor
  }

  private init(standardInput name: String) {
    self.name = name
    descriptor = STDIN_FILENO
  }

  /// The standard input.
  package static var standardInput: InputFile { InputFile(standardInput: "standard input") }

  deinit {
    if descriptor != STDIN_FILENO { _ = close(descriptor) }
  }

  /// The next piece, of at most a quarter of a mebibyte; empty at the end.
  package func next() throws(FileError) -> [UInt8] {
    while true {
      var code: Int32 = 0
      let piece = unsafe [UInt8](unsafeUninitializedCapacity: Self.pieceLength) { buffer, count in
        let taken = unsafe read(descriptor, buffer.baseAddress, Self.pieceLength)
        code = taken < 0 ? errno : 0
        count = max(taken, 0)
      }
      switch code {
      case 0: return piece
      case EINTR: continue
      case EAGAIN:
        var watched = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        _ = unsafe poll(&watched, 1, -1)
      default: throw .unreadable(name: name, code: code)
      }
    }
  }

  /// All remaining bytes.
  ///
  /// Reading stops at the limit, so that an endless pipe or device ends with a message.
  ///
  /// - Throws: `FileError.tooLong` if there are more than the limit.
  package func rest(upTo limit: Int) throws(FileError) -> [UInt8] {
    var bytes: [UInt8] = []
    while true {
      let piece = try next()
      guard !piece.isEmpty else { return bytes }
      bytes += piece
      guard bytes.count <= limit else { throw .tooLong(name: name, limit: limit) }
    }
  }
}
