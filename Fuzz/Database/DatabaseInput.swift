import Glibc

/// One input of the fuzzer: changes of a small database.
///
/// Each line is a place and what stands there instead: `f03c:00ff` writes two bytes at 0xf03c, `#` cuts
/// the file there, and anything else is written where the line before ended. An input that begins with
/// `SQLite format 3` is the file itself.
struct DatabaseInput {
  static let path: String = {
    let folder = unsafe access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp"
    return "\(folder)/studentdb-fuzz-\(getpid()).studentdb"
  }()

  let file: [UInt8]

  init(_ input: [UInt8], changing base: [UInt8]) {
    guard !input.starts(with: Array("SQLite format 3\0".utf8)) else {
      file = input
      return
    }
    var file = base
    var place = 0
    for line in input.split(separator: 0x0A) {
      var bytes = line[...]
      if let colon = line.firstIndex(of: 0x3A),
        let number = Int(String(decoding: line[..<colon], as: UTF8.self), radix: 16)
      {
        place = Int(number.magnitude % UInt(max(1, file.count)))
        bytes = line[(colon + 1)...]
      }
      if bytes.elementsEqual([0x23]) {
        file.removeSubrange(min(place, file.count)...)
        continue
      }
      for byte in Self.bytes(bytes) where place < file.count {
        file[place] = byte
        place += 1
      }
    }
    self.file = file
  }

  /// Digits in hexadecimal as bytes; what is none stands for itself.
  private static func bytes(_ text: ArraySlice<UInt8>) -> [UInt8] {
    let digits = text.map { byte -> UInt8? in
      switch byte {
      case 0x30...0x39: byte - 0x30
      case 0x61...0x66: byte - 0x57
      default: nil
      }
    }
    guard digits.count % 2 == 0, digits.allSatisfy({ $0 != nil }) else { return Array(text) }
    return stride(from: 0, to: digits.count, by: 2).map {
      (digits[$0] ?? 0) << 4 | (digits[$0 + 1] ?? 0)
    }
  }

  func write() {
    let descriptor = unsafe open(Self.path, O_CREAT | O_TRUNC | O_WRONLY, 0o600)
    require(descriptor >= 0, "the file cannot be made")
    _ = unsafe file.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) }
    _ = close(descriptor)
  }

  /// What is there now.
  static func written() -> [UInt8] {
    let descriptor = unsafe open(path, O_RDONLY)
    guard descriptor >= 0 else { return [] }
    defer { _ = close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: 256 << 10)
    let count = unsafe bytes.withUnsafeMutableBytes {
      unsafe read(descriptor, $0.baseAddress, $0.count)
    }
    return Array(bytes.prefix(max(0, count)))
  }
}
