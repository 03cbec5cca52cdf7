import Files
import Report

/// A file that is read whole, such as a model or a table of heights.
enum ShortFile {
  /// The bytes of the file that an argument names; `-` is standard input.
  ///
  /// - Parameters:
  ///   - argument: As typed.
  ///   - limit: The maximum number of bytes.
  ///   - name: The file's name in messages.
  ///   - kind: Its expected kind, with article.
  ///   - environment: The source of relative names and standard input.
  /// - Returns: The bytes.
  /// - Throws: `FileError` if there is no such file; `CommandFailure` if it is longer than the
  ///   limit.
  static func bytes(
    _ argument: String,
    upTo limit: Int,
    name: String,
    kind: String,
    in environment: Environment
  ) throws -> [UInt8] {
    do {
      guard argument == "-" else {
        let path = DatabaseLocation.absolute(argument, in: environment)
        return try InputFile(path: path, name: name).rest(upTo: limit)
      }
      let bytes = try environment.standardInput()
      guard bytes.count <= limit else { throw FileError.tooLong(name: name, limit: limit) }
      return bytes
    } catch FileError.tooLong {
      throw CommandFailure(.data, "\(name): this is too long for \(kind)")
    }
  }
}
