import Foundation
import TestSupport
import Testing

@testable import Workbook

struct XMLHostileTests {
  /// Nine levels, ten times each: a billion times three letters.
  private static let billionLaughs: String = {
    var type = "<!DOCTYPE x [<!ENTITY l0 \"lol\">"
    for level in 1...9 {
      let inner = String(repeating: "&l\(level - 1);", count: 10)
      type += "<!ENTITY l\(level) \"\(inner)\">"
    }
    return type + "]><x>&l9;</x>"
  }()

  @Test(arguments: [
    billionLaughs, "<!DOCTYPE x SYSTEM \"http://127.0.0.1/x.dtd\"><x/>",
    "<!DOCTYPE x [<!ENTITY f SYSTEM \"file:///etc/passwd\">]><x>&f;</x>",
    "<!DOCTYPE x [<!ENTITY % p SYSTEM \"file:///dev/zero\"> %p;]><x/>", "<!DOCTYPE x><x/>",
  ])
  func `a document type is refused in whatever part it is`(document: String) throws {
    var workbook = TestWorkbook(cells: number("A1", "1"))
    workbook.sharedTexts = ""
    workbook.styles = ""
    for part in workbook.parts.map(\.name) where part != "[Content_Types].xml" {
      for start in ["", "<?xml version=\"1.0\"?>\n<!-- a -->\n"] {
        let kind = try refusal(ofWorkbook: workbook.bytes(replacing: part, with: start + document))
        guard case .documentType(let place) = kind else {
          Issue.record("\(part) was read or refused otherwise: \(String(describing: kind))")
          continue
        }
        #expect(place.part == part && place.line == (start.isEmpty ? 1 : 3))
      }
    }
  }

  @Test func `a document type behind the first element is refused as well`() throws {
    for document in ["<x><!DOCTYPE x></x>", "<x/><!DOCTYPE x>"] {
      guard case .invalidXML = try refusal(ofXML: document) else {
        Issue.record("read, or refused otherwise: \(document)")
        continue
      }
    }
  }

  @Test func `elements may lie in one another as deep as the limit, and no deeper`() throws {
    let depths = [100, 101, 200_000]
    let kinds = try depths.map { depth in
      try refusal(
        ofXML: String(repeating: "<x>", count: depth) + String(repeating: "</x>", count: depth)
      )
    }
    #expect(kinds[0] == nil)
    for kind in kinds[1...] {
      guard case .beyondLimit(.depth(100), _) = kind else {
        Issue.record("\(String(describing: kind))")
        continue
      }
    }
  }

  @Test func `an attribute of ten megabytes is refused in little memory`() throws {
    let kind = try refusal(ofXML: "<x a='\(String(repeating: "y", count: 10_000_000))'/>")
    guard case .beyondLimit(.tag(bytes: 1_048_576), _) = kind else {
      Issue.record("\(String(describing: kind))")
      return
    }
    // One of a million bytes is still read.
    #expect(try refusal(ofXML: "<x a='\(String(repeating: "y", count: 1_000_000))'/>") == nil)
  }

  @Test func `very many attributes or namespaces are refused`() throws {
    let many = (0..<101).map { " a\($0)='1'" }
    #expect(try refusal(ofXML: "<x\(many.dropLast().joined())/>") == nil)
    guard
      case .beyondLimit(.list("attributes in one tag", 100), _) = try refusal(
        ofXML: "<x\(many.joined())/>"
      )
    else {
      Issue.record("101 attributes were read")
      return
    }
    let names = (0..<99).map { " xmlns:n\($0)='u'" }.joined()
    let deep = String(repeating: "<x\(names)>", count: 3) + String(repeating: "</x>", count: 3)
    guard case .beyondLimit(.list("names for namespaces", 256), _) = try refusal(ofXML: deep) else {
      Issue.record("297 namespaces were read")
      return
    }
    // What has been closed does not count.
    let wide = "<x>" + String(repeating: "<x\(names)/>", count: 50) + "</x>"
    #expect(try refusal(ofXML: wide) == nil)
  }

  @Test func `long texts pass in pieces`() throws {
    let long = String(repeating: "0123456789", count: 200_000)
    #expect(try events("<x>\(long)<![CDATA[\(long)]]></x>") == "<x>\(long)\(long)</x>")
  }

  @Test func `a comment or an instruction may be as long as a tag, and no longer`() throws {
    for (start, end) in [("<!--", "-->"), ("<?p ", "?>")] {
      let document = { "<x>\(start)\(String(repeating: "c", count: $0))\(end)</x>" }
      #expect(try refusal(ofXML: document(1_000_000)) == nil)
      guard case .beyondLimit(.tag(bytes: 1_048_576), _) = try refusal(ofXML: document(2_000_000))
      else {
        Issue.record("two million bytes behind \(start) were read")
        continue
      }
    }
  }

  @Test func `a workbook whose part is cut off inside is refused`() throws {
    let workbook = TestWorkbook(cells: inline("A1", "a"))
    let whole = workbook.sheets[0].xml
    // Cut off by the program that wrote it, so that the checksum is right.
    for length in 0..<whole.utf8.count {
      let cut = String(decoding: whole.utf8.prefix(length), as: UTF8.self)
      let bytes = workbook.bytes(replacing: "xl/worksheets/sheet1.xml", with: cut)
      #expect(try refusal(ofWorkbook: bytes) != nil, "\(length)")
    }
  }
}
