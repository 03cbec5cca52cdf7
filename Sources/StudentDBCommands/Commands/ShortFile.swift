import Foundation
import Report

/// A file that is read whole, such as a model or a table of heights.
enum ShortFile {
  /// The bytes of the file that an argument names; `-` is standard input.
  ///
  /// Reading stops at the limit, so that an endless pipe or device ends in a sentence.
  ///
  /// - Parameters:
  ///   - argument: As it was typed.
  ///   - limit: The most bytes.
  ///   - name: What messages call the file.
  ///   - kind: What it is to be, with its article.
  ///   - environment: Where relative names and standard input come from.
  /// - Returns: The bytes.
  /// - Throws: `CommandFailure` where there is none, or more than the limit.
  static func bytes(
    _ argument: String,
    upTo limit: Int,
    name: String,
    kind: String,
    in environment: Environment
  ) throws -> [UInt8] {
    let tooLong = CommandFailure(.data, "\(name): this is too long for \(kind)")
    guard argument != "-" else {
      let bytes = try environment.standardInput()
      guard bytes.count <= limit else { throw tooLong }
      return bytes
    }
    let path = DatabaseLocation.absolute(argument, in: environment)
    guard let handle = FileHandle(forReadingAtPath: path) else {
      let isThere = FileManager.default.fileExists(atPath: path)
      throw CommandFailure(
        .noInput,
        isThere ? "\(name): you may not read it" : "\(name): there is no such file"
      )
    }
    var bytes: [UInt8] = []
    do {
      while let piece = try handle.read(upToCount: 1 << 16), !piece.isEmpty {
        bytes += piece
        guard bytes.count <= limit else { throw tooLong }
      }
    } catch is CocoaError {
      // A folder opens like a file, and cannot be read.
      throw CommandFailure(.noInput, "\(name): this is a folder, or its disk cannot be read")
    }
    return bytes
  }
}
