import Foundation
import Glibc
import TestSupport
import Testing
import Workbook

struct ZipRefusalTests {
  @Test func `what is no archive is refused as that`() throws {
    for bytes in [
      [], ZipBuilder().bytes(), Array("name,height\n".utf8), [0x50, 0x4B], Array("<html>".utf8),
    ] {
      #expect(try refusal(ofArchive: bytes) == .notAnArchive)
    }
  }

  @Test func `what is no file is refused without waiting for it`() throws {
    let folder = try TemporaryFolder()
    let pipe = "\(folder.path)/pipe.xlsx"
    #expect(unsafe mkfifo(pipe, 0o600) == 0)
    let kinds = try [pipe, folder.path, "/dev/null"].map { path in
      try refusal { _ = try ZipArchive(path: path) }?.kind
    }
    let device = WorkbookError.Kind.notAFile(what: "a pipe or a device")
    #expect(kinds == [device, .notAFile(what: "a folder"), device])
  }

  @Test func `a file that is not there is refused with the system's reason`() throws {
    let missing = try refusal { _ = try ZipArchive(path: "/nowhere/school.xlsx") }
    #expect(missing?.kind == .cannotOpen(reason: "No such file or directory"))
    #expect(missing?.file == "school.xlsx")
    let nul = try refusal { _ = try ZipArchive(path: "a\u{0}b") }
    #expect(nul?.kind == .cannotOpen(reason: "the name holds a NUL character"))
  }

  @Test func `an old workbook and a protected one are told apart`() throws {
    let mark: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]
    let name = "EncryptedPackage".utf16.flatMap { [UInt8($0), 0] as [UInt8] }
    #expect(try refusal(ofArchive: mark) == .oldWorkbook)
    #expect(try refusal(ofArchive: mark + Array(repeating: 0x45, count: 200_000)) == .oldWorkbook)
    // Everywhere, across the places where the search goes on to the next bytes as well.
    for place in [0, 1_000, 0xFFF0, 0x10000 - 8, 0x2_0000 - 30] {
      let bytes = mark + Array(repeating: 0x45, count: place) + name + [0, 0]
      #expect(try refusal(ofArchive: bytes) == .passwordProtected, "\(place)")
    }
  }

  @Test func `an encrypted entry is refused when it is asked for`() throws {
    var builder = ZipBuilder([.init("users.csv", "secret")])
    builder.entries[0].flags = 1
    #expect(try refusal(ofArchive: builder.bytes()) == nil)
    let kind = try refusal(ofArchive: builder.bytes(), reading: "users.csv")
    #expect(kind == .encryptedEntry(name: "users.csv"))
  }

  @Test(arguments: [1, 9, 12, 14, 93, 99] as [UInt16])
  func `an unknown compression is refused when it is asked for`(method: UInt16) throws {
    var builder = ZipBuilder([.init("a", "b")])
    builder.entries[0].method = method
    let kind = try refusal(ofArchive: builder.bytes(), reading: "a")
    #expect(kind == .unknownCompression(name: "a", method: Int(method)))
  }

  @Test(arguments: ["a.xml", "A.XML", "/a.xml"])
  func `the same name twice is refused`(second: String) throws {
    let builder = ZipBuilder([.init("a.xml", "1"), .init("b", "2"), .init(second, "3")])
    #expect(try refusal(ofArchive: builder.bytes()) == .duplicateEntry(name: second))
  }

  @Test func `a wrong checksum is found`() throws {
    var deflated = Deflated()
    deflated.append("abc", isLast: true)
    var builder = ZipBuilder([.init("stored", "abc"), .init("deflated", deflated: deflated)])
    for number in 0...1 { builder.entries[number].checksum ^= 1 }
    for name in ["stored", "deflated"] {
      let kind = try refusal(ofArchive: builder.bytes(), reading: name)
      #expect(kind == .damagedEntry(name: name))
    }
  }

  @Test(arguments: [-70_000, -1, 1, 70_000])
  func `an entry of another size than the directory says is damaged`(difference: Int) throws {
    var deflated = Deflated()
    deflated.appendRuns(2)
    deflated.append("", isLast: true)
    var builder = ZipBuilder([.init("d", deflated: deflated)])
    builder.entries[0].claimedSize = deflated.size + difference
    let kind = try refusal(ofArchive: builder.bytes(), reading: "d")
    #expect(kind == .damagedEntry(name: "d"))
  }

  @Test func `sizes that cannot be are refused`() throws {
    var builder = ZipBuilder([.init("a", "b"), .init("c", "d")])
    for size in [0xFFFF_FFFE, 0x7FFF_FFFF] {
      builder.entries[0].claimedSize = size
      let kind = try refusal(ofArchive: builder.bytes())
      #expect(kind == .beyondLimit(.total(bytes: 1 << 30), place: "the archive"))
    }
    builder.entries[0].claimedSize = 0xFFFF_FFFF
    #expect(try refusal(ofArchive: builder.bytes()) == .zip64(name: "a"))
    builder.entries[0].claimedSize = nil
    for size in [2, 100, 0xFFFF_FFFE] {
      builder.entries[0].claimedPackedSize = size
      let kind = try refusal(ofArchive: builder.bytes(), reading: "a")
      #expect(kind == .damagedEntry(name: "a"), "\(size)")
    }
  }

  @Test(arguments: [-1_000_000, -60, -1, 1, 40, 5_000, 1 << 30])
  func `a directory that is elsewhere than the end says is refused`(shift: Int) throws {
    var builder = ZipBuilder([.init("a", "b")])
    builder.directoryShift = shift
    let kind = try refusal(ofArchive: builder.bytes(), reading: "a")
    #expect(kind == .damagedArchive || kind == .damagedEntry(name: "a"))
  }

  @Test(arguments: [-1, 1, 50])
  func `a wrong number of entries is refused or shows fewer`(shift: Int) throws {
    var builder = ZipBuilder([.init("a", "1"), .init("b", "2")])
    builder.countShift = shift
    let kind = try refusal(ofArchive: builder.bytes())
    #expect(shift < 0 ? kind == nil : kind == .damagedArchive)
  }

  @Test func `a file that is replaced while it is read is noticed`() throws {
    let builder = ZipBuilder([.init("a", "1"), .init("b", "2")])
    let folder = try TemporaryFolder()
    let path = try folder.file("a.zip", builder.bytes())
    let archive = try ZipArchive(path: path)
    let reader = try archive.reader(of: archive.entries[0])
    try FileManager.default.removeItem(atPath: path)
    _ = try folder.file("a.zip", builder.bytes())
    // What is open already stays the file that it was.
    #expect(try reader.next() == Array("1".utf8))
    let kind = try refusal { _ = try archive.reader(of: archive.entries[1]) }?.kind
    #expect(kind == .changedMeanwhile)
  }
}
