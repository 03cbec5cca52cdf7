/// Reads inputs, one in hexadecimal on each line, and answers each with one line of JSON: what the
/// program makes of it, for another program to compare with what it makes of it itself.
@main
enum Replay {
  static func main() {
    while let line = readLine() { print(answer(to: bytes(ofHexadecimal: line))) }
  }

  private static func bytes(ofHexadecimal line: String) -> [UInt8] {
    let digits = line.utf8.map { UInt8($0 > 0x39 ? $0 &- 0x57 : $0 &- 0x30) }
    return stride(from: 0, to: digits.count - 1, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
  }
}

/// The bytes in hexadecimal, for they may be no text.
func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
  let digits = Array("0123456789abcdef".utf8)
  return String(
    decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] },
    as: UTF8.self
  )
}
