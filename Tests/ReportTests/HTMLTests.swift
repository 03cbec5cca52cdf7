import Testing

@testable import Report

struct HTMLTests {
  /// Names that would be markup, run, turn the line or disappear.
  private static let hostile = [
    "<script>alert(1)</script>", "\" onmouseover=\"alert(1)", "' onfocus='alert(1)", "`x`",
    "</title><img src=x onerror=alert(1)>", "&lt;b&gt;", "]]><!--", "a\u{202E}b", "a\u{0}b",
    "\u{1B}[31mred",
    "zero\u{200B}width", "line\u{2028}break", "<svg/onload=alert(1)>",
  ]

  @Test(arguments: hostile)
  func `a hostile name is text in content and in an attribute`(name: String) {
    let html: HTML = "<p title=\"\(name)\">\(name)</p>"
    let inside = html.text.dropFirst("<p title=\"".count).dropLast("</p>".count)
    // What is left of the markup is the end of the attribute and of the tag.
    #expect(inside.filter { $0 == "<" }.isEmpty)
    #expect(inside.filter { $0 == ">" }.count == 1)
    #expect(inside.filter { $0 == "\"" }.count == 1)
    #expect(!inside.contains("'") && !inside.contains("`"))
    #expect(!html.text.unicodeScalars.contains { SafeText.isDangerous($0) })
  }

  @Test func `text is escaped once, and a piece is not escaped again`() {
    let name: HTML = "<b>\("R & D <3")</b>"
    let line: HTML = "<td>\(name)</td>"
    #expect(line.text == "<td><b>R &amp; D &lt;3</b></td>")
    #expect(HTML(text: "a < b").text == "a &lt; b")
    #expect(HTML.isolated("a\u{202E}<i>").text == "<bdi>a&lt;U+202E&gt;&lt;i&gt;</bdi>")
    #expect([name, "x", name].joined().text == name.text + "x" + name.text)
  }

  @Test func `letters of every script stay as they are`() {
    for name in ["Zoë Müller", "Łukasz", "محمد", "李小龍", "नमस्ते", "👩‍👩‍👧", "O\u{2019}Neil"] {
      #expect(HTML(text: name).text == name)
    }
  }

  @Test(arguments: [
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)",
    "\u{1}javascript:alert(1)",
    "java\tscript:alert(1)", "data:text/html,<script>", "vbscript:x", "https://example.org/",
    "//example.org/x", "/\\example.org", "\\\\example.org", "mailto:a@b",
  ])
  func `an address from data leads nowhere else`(address: String) {
    let link: HTML = "<a href=\"\(address)\">x</a>"
    #expect(link.text == "<a href=\"#\">x</a>")
    let form: HTML = "<form formaction='\(address)' ACTION=\"\(address)\">"
    #expect(form.text == "<form formaction='#' ACTION=\"#\">")
  }

  @Test(arguments: ["/review/17", "#students", "?at=0.9", "list?name=a:b", "a/b:c", "review"])
  func `an address on the same page or host is kept`(address: String) {
    let link: HTML = "<a href=\"\(address)\">x</a>"
    #expect(link.text == "<a href=\"\(address)\">x</a>")
  }

  @Test func `a title is no address`() {
    let html: HTML = "<p title=\"\("7b: Maths")\">"
    #expect(html.text == "<p title=\"7b: Maths\">")
  }
}
