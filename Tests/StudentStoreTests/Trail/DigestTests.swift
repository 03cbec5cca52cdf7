import Testing

@testable import StudentStore

@Suite struct DigestTests {
  // The examples of FIPS 180-4.
  private static let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
  private static let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"

  @Test func `it is SHA-256`() {
    #expect(Digest(of: []).hexadecimal == Self.empty)
    #expect(Digest(of: Array("abc".utf8)).hexadecimal == Self.abc)
  }

  @Test func `pieces give the digest of the whole, however they are cut`() {
    for first in 0...3 {
      for second in first...3 {
        let bytes = Array("abc".utf8)
        var running = RunningDigest()
        running.update(Array(bytes[..<first]))
        running.update(Array(bytes[first..<second]))
        running.update(Array(bytes[second...]))
        #expect(running.digest().hexadecimal == Self.abc)
      }
    }
  }

  @Test func `hexadecimal digits read back in either case`() {
    #expect(Digest(hexadecimal: Self.abc) == Digest(of: Array("abc".utf8)))
    #expect(Digest(hexadecimal: Self.abc.uppercased()) == Digest(of: Array("abc".utf8)))
  }

  @Test func `anything but 64 hexadecimal digits is refused`() {
    let tooShort = String(Self.abc.dropLast())
    for text in [
      "", tooShort, tooShort + "g", tooShort + " ", Self.abc + "0", Self.abc + "00",
      tooShort + "é", "0x" + Self.abc.dropFirst(2),
    ] {
      #expect(Digest(hexadecimal: text) == nil, "\(text)")
    }
    #expect(Digest(reading: [UInt8](repeating: 0, count: 31)) == nil)
    #expect(Digest(reading: [UInt8](repeating: 0, count: 33)) == nil)
  }
}
