import Files
import Foundation
import Report
import Testing

@testable import TeacherPage

/// What a browser sends, cut into pieces wherever the network likes.
@Suite struct FormTests {
  @Test func `fields are read as browsers write them`() {
    let fields = FormFields(encoded: "a=1+2&b=%C3%A4%26&c&d=%zz%4&a=3".utf8)
    #expect(fields.pairs.map(\.name) == ["a", "b", "c", "d", "a"])
    #expect(fields.pairs.map(\.value) == ["1 2", "ä&", "", "%zz%4", "3"])
    #expect(fields.all("a") == ["1 2", "3"])
    #expect(fields["c"] == nil)
  }

  @Test func `a form with a file is the same however it is cut`() throws {
    let body = Array(
      ("--b\r\nContent-Disposition: form-data; name=\"x\"\r\n\r\nä\r\n--b \r\n"
        + "\r\n--b\r\nContent-Disposition: form-data; name=\"list\"; filename=\"C:\\a\\k.csv\"\r\n"
        + "Content-Type: text/csv\r\n\r\nname\r\n-\r\n--\r\n--bb\r\n--b--\r\n").utf8
    )
    for length in 1...body.count {
      var reader = MultipartReader(
        boundary: "b",
        folder: NSTemporaryDirectory(),
        limits: PageLimits()
      )
      var rest = body[...]
      #expect(throws: FormBodyError.self) {
        while !rest.isEmpty {
          try reader.read(Array(rest.prefix(length)))
          rest = rest.dropFirst(length)
        }
        try reader.finish()
      }
    }
    let valid = Array(
      ("--b\r\nContent-Disposition: form-data; name=\"x\"\r\n\r\nä\r\n"
        + "--b\r\nContent-Disposition: form-data; name=\"list\"; filename=\"C:\\a\\k.csv\"\r\n"
        + "Content-Type: text/csv\r\n\r\nname\r\n-\r\n--\r\n--a\r\n\r\n--b--\r\n").utf8
    )
    for length in 1...valid.count {
      var reader = MultipartReader(
        boundary: "b",
        folder: NSTemporaryDirectory(),
        limits: PageLimits()
      )
      var rest = valid[...]
      while !rest.isEmpty {
        try reader.read(Array(rest.prefix(length)))
        rest = rest.dropFirst(length)
      }
      try reader.finish()
      #expect(reader.fields["x"] == "ä")
      #expect(reader.files.map(\.name) == ["k.csv"])
      let bytes = try reader.files[0].file.open().rest(upTo: 100)
      #expect(bytes == Array("name\r\n-\r\n--\r\n--a\r\n".utf8))
    }
  }

  @Test func `the language is the one that the browser likes best of those there are`() {
    #expect(Language(accepting: "de-AT,de;q=0.9,en;q=0.5") == .german)
    #expect(Language(accepting: "fr, de;q=0.3, en;q=0.4") == .english)
    #expect(Language(accepting: "en;q=0, de;q=0.1") == .german)
    #expect(Language(accepting: "deu") == .english)
    #expect(Language(accepting: nil) == .english)
  }
}
