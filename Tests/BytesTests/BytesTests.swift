import Bytes
import Testing

@Suite struct BytesTests {
  @Test(arguments: [[], [7], Array(0...255)] as [[UInt8]])
  func `bytes are appended behind those that are there`(bytes: [UInt8]) {
    let whole = [UInt8](capacity: bytes.count + 2) { output in
      output.append(1)
      output.append(copying: bytes.span)
      output.append(2)
    }
    #expect(whole == [1] + bytes + [2])
  }

  @Test func `a number is appended with its highest byte first`() {
    let bytes = [UInt8](capacity: 16) { output in
      output.append(bigEndian: 0x01 as UInt8)
      output.append(bigEndian: 0x0203 as UInt16)
      output.append(bigEndian: 0x0405_0607 as UInt32)
      output.append(bigEndian: 0x0809_0A0B_0C0D_0E0F as UInt64)
    }
    #expect(bytes == Array(1...15))
  }

  @Test func `the start is written over, and grows where it has to`() {
    var bytes: [UInt8] = []
    bytes.overwriteStart(copying: [UInt8]().span)
    #expect(bytes == [])
    bytes.overwriteStart(copying: ([1, 2, 3] as [UInt8]).span)
    #expect(bytes == [1, 2, 3])
    bytes.overwriteStart(copying: ([9] as [UInt8]).span)
    #expect(bytes == [9, 2, 3])
    bytes.overwriteStart(copying: [UInt8](repeating: 5, count: 100).span)
    #expect(bytes[..<100] == [UInt8](repeating: 5, count: 100)[...])
  }

  @Test func `who keeps a copy keeps what it held`() {
    var bytes: [UInt8] = [1, 2, 3]
    let kept = bytes
    bytes.overwriteStart(copying: ([4, 5] as [UInt8]).span)
    #expect(kept == [1, 2, 3])
    #expect(bytes == [4, 5, 3])
  }
}
