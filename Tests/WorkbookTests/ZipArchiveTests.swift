import Foundation
import TestSupport
import Testing
import Workbook

struct ZipArchiveTests {
  @Test func `an archive lists its entries in order, with their sizes`() throws {
    let builder = ZipBuilder([.init("users.csv", "a,b\n"), .init("empty/", ""), .init("x", "yz")])
    try withFile(builder.bytes(), name: "oneroster.zip") { path in
      let archive = try ZipArchive(path: path)
      #expect(archive.name == "oneroster.zip")
      #expect(archive.entries.map(\.name) == ["users.csv", "empty/", "x"])
      #expect(archive.entries.map(\.size) == [4, 0, 2])
      #expect(archive.entries.map(\.compressedSize) == [4, 0, 2])
    }
  }

  @Test(arguments: [false, true])
  func `entries are read as they were packed`(hasDataDescriptors: Bool) throws {
    var deflated = Deflated()
    deflated.append("the start;")
    deflated.appendRuns(3)
    deflated.append("the end", isLast: true)
    var builder = ZipBuilder([
      .init("empty", ""), .init("stored", "s"), .init("d", deflated: deflated),
    ])
    builder.hasDataDescriptors = hasDataDescriptors
    builder.comment = Array("a comment".utf8)
    try withFile(builder.bytes()) { path in
      let archive = try ZipArchive(path: path)
      let all = try archive.entries.map { try contents(of: $0, in: archive) }
      #expect(all[0].isEmpty)
      #expect(all[1] == Array("s".utf8))
      let middle = String(repeating: "A", count: 3 << 16)
      #expect(String(decoding: all[2], as: UTF8.self) == "the start;\(middle)the end")
    }
  }

  @Test func `zip64 is read where minizip knows it, and refused by name where it does not`() throws
  {
    var builder = ZipBuilder([.init("a", "1"), .init("b", "2")])
    builder.isZip64 = true
    try withFile(builder.bytes()) { path in
      let kind = try refusal {
        let archive = try ZipArchive(path: path)
        let all = try archive.entries.map { try contents(of: $0, in: archive) }
        #expect(all == [Array("1".utf8), Array("2".utf8)])
      }?.kind
      #expect(kind == nil || kind == .zip64(name: "a"))
    }
  }

  @Test func `a long entry comes in pieces, and other entries can be read in between`() throws {
    var generator = SeededGenerator(seed: 7)
    let long = (0..<300_000).map { _ in UInt8.random(in: 0...255, using: &generator) }
    let builder = ZipBuilder([.init("long", long), .init("short", "short")])
    try withFile(builder.bytes()) { path in
      let archive = try ZipArchive(path: path)
      let reader = try archive.reader(of: try #require(archive.entry(named: "long")))
      var bytes: [UInt8] = []
      var pieces = 0
      while case let piece = try reader.next(), !piece.isEmpty {
        bytes += piece
        pieces += 1
        let other = try #require(archive.entry(named: "short"))
        #expect(try contents(of: other, in: archive) == Array("short".utf8))
      }
      #expect(bytes == long)
      #expect(pieces >= 4)
      #expect(try reader.next().isEmpty)
    }
  }

  @Test func `names are found whatever the case of their letters and the slant of their slashes`()
    throws
  {
    let builder = ZipBuilder([.init("XL\\Workbook.xml", "1"), .init("Ä.csv", "2")])
    try withFile(builder.bytes()) { path in
      let archive = try ZipArchive(path: path)
      #expect(archive.entry(named: "xl/workbook.xml")?.name == "XL\\Workbook.xml")
      #expect(archive.entry(named: "/xl/workbook.xml") != nil)
      #expect(archive.entry(named: "Ä.CSV") != nil)
      #expect(archive.entry(named: "workbook.xml") == nil)
    }
  }

  @Test func `names that look like paths lead nowhere`() throws {
    let folder = try TemporaryFolder()
    let builder = ZipBuilder([.init("../escaped", "x"), .init("/tmp/escaped-\(folder.path)", "x")])
    let path = try folder.file("a.zip", builder.bytes())
    let archive = try ZipArchive(path: path)
    for entry in archive.entries {
      #expect(try contents(of: entry, in: archive) == Array("x".utf8))
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["a.zip"])
    #expect(!FileManager.default.fileExists(atPath: "\(folder.path)/../escaped"))
  }

  @Test func `no file stays open behind an archive, whether it was read or refused`() throws {
    let good = ZipBuilder([.init("a", "b")]).bytes()
    let before = try openFiles()
    for _ in 0..<20 {
      _ = try refusal(ofArchive: good, reading: "a")
      _ = try refusal(ofArchive: Array(good.dropLast()))
      _ = try refusal(ofArchive: Array("PK\u{3}\u{4} and no more".utf8))
      _ = try refusal(ofArchive: Array("no archive".utf8))
    }
    // Other tests run beside this one; eighty lost descriptors would show.
    #expect(try openFiles() < before + 40)
  }

  private func openFiles() throws -> Int {
    try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count
  }
}
