import TestSupport
import Testing

@testable import Workbook

struct XMLReaderTests {
  @Test(arguments: [
    ("<x/>", "<x></x>"),
    ("<x></x >", "<x></x>"),
    ("<x a='1' b = \"2\"/>", "<x a=1 b=2></x>"),
    ("<?xml version=\"1.0\"?>\n<!-- c -->\n<x>t</x>\n<!-- d --><?p q?>\n", "<x>t</x>"),
    ("<x>1<y>2</y>3<z/>4</x>", "<x>1<y>2</y>3<z></z>4</x>"),
    ("<x>&lt;&amp;&gt;&quot;&apos;&#65;&#x42;&#x1F600;</x>", "<x><&>\"'AB😀</x>"),
    ("<x a='&lt;&amp;&#10;\t\n'/>", "<x a=<&\n  ></x>"),
    ("<x><![CDATA[<y>&amp;]]]]><![CDATA[>]]></x>", "<x><y>&amp;]]></x>"),
    ("<x>a<!-- <y> & -->b<?php ?>c</x>", "<x>abc</x>"),
    ("<x>\r\na\rb\nc\r\r\n</x>", "<x>\na\nb\nc\n\n</x>"),
    ("<x a='>'>></x>", "<x a=>>></x>"),
    ("<p:x xmlns:p='u'><p:y a='1'/></p:x>", "<x><y a=1></y></x>"),
    ("<größe>ä€😀</größe>", "<größe>ä€😀</größe>"),
  ])
  func `a document is read as what it says`(document: String, expected: String) throws {
    #expect(try events(document) == expected)
  }

  @Test(arguments: [
    "", " ", "x", "<x", "<x>", "<x></y>", "<x><y></x></y>", "</x>", "<x/><y/>", "<x/>t", "t<x/>",
    "<x a/>", "<x a=1/>", "<x a='1/>", "<x a='1'b='2'/>", "<x a='1' a='2'/>", "<x a='<'/>", "<1/>",
    "<-x/>", "< x/>", "<x 1='2'/>", "<x>&</x>", "<x>&amp</x>", "<x>&unknown;</x>", "<x>&#0;</x>",
    "<x>&#x1F;</x>", "<x>&#xD800;</x>", "<x>&#x110000;</x>", "<x>&#+65;</x>", "<x>&#;</x>",
    "<x>&#xFFFE;</x>", "<x a='&b;'/>", "<x><!-- </x>", "<x><![CDATA[ </x>", "<x><! </x>", "<?x",
    "<p:x/>", "<x><p:y xmlns:p='u'/><p:z/></x>", "<![CDATA[x]]>", "<x/><![CDATA[x]]>",
    "<x>\u{1}</x>",
    "<x>\u{0}</x>", "<x/ >", "<x></x a='1'>", "<x&y/>", "<x/y/>",
    "<x><!-- a -- b --></x>", "<x>]]></x>",
  ])
  func `a document with a fault is refused with its place`(document: String) throws {
    guard case .invalidXML(let place, let detail) = try refusal(ofXML: document) else {
      Issue.record("read, or refused otherwise: \(document)")
      return
    }
    #expect(place.part == "part.xml" && place.line == 1 && place.byte <= document.utf8.count)
    #expect(!detail.isEmpty)
  }

  @Test func `a fault is placed in its line`() throws {
    let kind = try refusal(ofXML: "<x>\n<y>\r\n\n<z></y></x>")
    let place = WorkbookError.XMLPlace(part: "part.xml", line: 4, byte: 15)
    #expect(kind == .invalidXML(place, detail: "mismatched tag"))
    let byte = try refusal { _ = try events(Array("<x>\n\n".utf8) + [0x41, 0xFF]) }?.kind
    let second = WorkbookError.XMLPlace(part: "part.xml", line: 3, byte: 6)
    #expect(byte == .invalidXML(second, detail: "not well-formed (invalid token)"))
  }

  @Test func `a place far into a part is counted from its start`() throws {
    let kind = try refusal(ofXML: "<x>" + String(repeating: "0123456789\n", count: 20_000) + "</y>")
    let place = WorkbookError.XMLPlace(part: "part.xml", line: 20_001, byte: 220_005)
    #expect(kind == .invalidXML(place, detail: "mismatched tag"))
  }

  @Test func `wherever a document is cut into pieces, it reads the same`() throws {
    let document =
      "<x a='&amp;' b=\"ä\"><!--c--><y>é€😀&#x1F600;&lt;</y>\r\n<![CDATA[]]]]>z<?p?>\r</x>"
    let expected = try events(document)
    // Pieces are 65,536 bytes long: a comment in front moves the document over the first seam.
    for shift in 0...document.utf8.count {
      let filling = String(repeating: "c", count: 65_536 - 7 - shift)
      #expect(try events("<!--\(filling)-->" + document) == expected, "shift \(shift)")
    }
  }

  @Test func `UTF-16 is read in both orders, with and without its mark`() throws {
    let document = "<?xml version=\"1.0\" encoding=\"UTF-16\"?>\r\n<x a='€'>😀ä</x>"
    let units = Array(document.utf16)
    let little = units.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] as [UInt8] }
    let big = units.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] as [UInt8] }
    for bytes in [[0xFF, 0xFE] + little, [0xFE, 0xFF] + big, little, big] as [[UInt8]] {
      #expect(try events(bytes) == "<x a=€>😀ä</x>")
      #expect(try refusal { _ = try events(bytes.dropLast()) } != nil)
    }
    #expect(try events([0xEF, 0xBB, 0xBF] + Array("<x/>".utf8)) == "<x></x>")
    for half in [0xD800, 0xDC00] {
      let bytes = [0xFF, 0xFE, 0x3C, 0, 0x78, 0, 0x3E, 0, 0, UInt8(half >> 8), 0x3C, 0] as [UInt8]
      #expect(try refusal { _ = try events(bytes) } != nil)
    }
  }

  @Test(arguments: ["windows-1252", "ISO-8859-1", "utf-7", "UTF-16"])
  func `another encoding is refused by its name`(name: String) throws {
    let kind = try refusal(ofXML: "<?xml version='1.0' encoding='\(name)'?><x/>")
    #expect(kind == .encoding(part: "part.xml", found: name))
  }
}
