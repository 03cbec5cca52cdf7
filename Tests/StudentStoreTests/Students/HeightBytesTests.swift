import Testing

@testable import StudentStore

struct HeightBytesTests {
  @Test func `a height is written as Swift writes the number`() {
    var bytes: [UInt8] = [1, 2, 3]
    let tenths = (0...100_100).map { Double($0) / 10 }
    let others = [
      -0.0, -1, 0.05, 172.25, 172.30000000000001, 1e16, 1e300, .infinity, .greatestFiniteMagnitude,
      170.10000000000002, 169.99999999999997,
    ]
    for height in tenths + others {
      bytes.overwrite(withHeight: height)
      #expect(String(decoding: bytes, as: UTF8.self) == "\(height)")
    }
  }
}
