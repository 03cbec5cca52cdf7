import Glibc

/// One input of the fuzzer: a workbook.
///
/// An input that begins with `PK` is the file itself. Any other is what stands in the parts of a
/// workbook whose archive is right, so that the fuzzer reaches what is behind the archive: the rows of
/// the sheet, the texts that sheets share, and the styles, each ended by a line of a single `%`.
struct WorkbookInput {
  let file: [UInt8]

  init(_ input: [UInt8]) {
    if input.starts(with: [0x50, 0x4B]) {
      file = input
      return
    }
    let parts = Self.parts(input)
    var workbook = TestWorkbook(rows: parts[0])
    if parts.count > 1, !parts[1].isEmpty { workbook.sharedTexts = parts[1] }
    if parts.count > 2, !parts[2].isEmpty { workbook.styles = parts[2] }
    file = workbook.bytes
  }

  private static func parts(_ input: [UInt8]) -> [String] {
    var parts: [[UInt8]] = [[]]
    for line in input.split(separator: 0x0A, omittingEmptySubsequences: false) {
      if line == [0x25], parts.count < 3 {
        parts.append([])
      } else {
        if parts[parts.count - 1].isEmpty == false { parts[parts.count - 1].append(0x0A) }
        parts[parts.count - 1] += line
      }
    }
    return parts.map { String(decoding: $0, as: UTF8.self) }
  }

  /// Where the file stands while it is read: in memory, where the system has such a folder.
  static let path: String = {
    let folder = unsafe access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp"
    return "\(folder)/studentdb-fuzz-\(getpid()).xlsx"
  }()

  /// Puts the file there.
  func write() {
    let descriptor = unsafe open(Self.path, O_CREAT | O_TRUNC | O_WRONLY, 0o600)
    require(descriptor >= 0, "the file cannot be made")
    _ = unsafe file.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) }
    _ = close(descriptor)
  }
}
