import Terminal
import Testing

/// Writing one line.
struct LineEditorTests {
  private func line(_ keys: Key..., from text: String = "") -> (String, Int) {
    var editor = LineEditor(text)
    for key in keys { _ = editor.take(key) }
    return (editor.text, editor.cursor)
  }

  @Test func `characters stand in the order in which they were pressed`() {
    #expect(line(.character("n"), .character("é"), .character("漢")) == ("né漢", 3))
    #expect(line(.left, .character("x"), from: "ab") == ("axb", 2))
  }

  @Test func `an accent that comes by itself joins its letter, and goes with it`() {
    #expect(line(.character("e"), .character("\u{301}")) == ("e\u{301}", 1))
    #expect(line(.character("e"), .character("\u{301}"), .backspace) == ("", 0))
    #expect(line(.left, .character("\u{301}"), from: "eb") == ("e\u{301}b", 1))
  }

  @Test func `backspace and delete take one character on their side, and none beyond the ends`() {
    #expect(line(.backspace, from: "añ") == ("a", 1))
    #expect(line(.home, .backspace, from: "ab") == ("ab", 0))
    #expect(line(.home, .delete, from: "ab") == ("b", 0))
    #expect(line(.delete, from: "ab") == ("ab", 2))
    #expect(line(.backspace) == ("", 0))
  }

  @Test func `the cursor stays within the line`() {
    #expect(line(.left, .left, .left, from: "ab") == ("ab", 0))
    #expect(line(.right, from: "ab") == ("ab", 2))
    #expect(line(.home, .end, from: "ab") == ("ab", 2))
    #expect(line(.control("a"), .control("f"), from: "ab") == ("ab", 1))
  }

  @Test func `the shells' keys erase a word and the line on either side`() {
    #expect(line(.control("w"), from: "told by ") == ("told ", 5))
    #expect(line(.control("u"), from: "told") == ("", 0))
    #expect(line(.home, .right, .control("k"), from: "told") == ("t", 1))
  }

  @Test func `what is pasted is one line`() {
    #expect(line(.paste("a\nb\tc\u{1B}[31m\u{9B}")) == ("a b c[31m", 9))
  }

  @Test func `Enter gives the line, Escape gives it up`() {
    var editor = LineEditor("told")
    #expect(editor.take(.enter) == .entered("told"))
    #expect(editor.take(.escape) == .cancelled)
    #expect(editor.take(.character("!")) == .editing)
    #expect(editor.take(.pageUp) == .unused)
    #expect(editor.text == "told!")
  }
}
