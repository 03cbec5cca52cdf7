import Terminal
import Testing

/// What is sent to paint a frame.
struct FrameTests {
  private func painted(_ frame: Frame, rows: Int) -> String {
    String(decoding: frame.bytes(rows: rows), as: UTF8.self)
      .replacing("\u{1B}", with: "^")
  }

  @Test func `every line is put at its place, and the rest of the screen erased`() {
    #expect(
      painted(Frame(lines: ["one", "two"]), rows: 3)
        == "^[?25l^[1;1Hone^[K^[2;1Htwo^[K^[3;1H^[K"
    )
  }

  @Test func `the cursor shows only where somebody writes`() {
    let frame = Frame(lines: ["c "], cursor: .init(row: 0, column: 2))
    #expect(painted(frame, rows: 1) == "^[?25l^[1;1Hc ^[K^[1;3H^[?25h")
  }

  @Test func `lines beyond the screen are not sent`() {
    #expect(painted(Frame(lines: ["one", "two"]), rows: 1) == "^[?25l^[1;1Hone^[K")
    #expect(painted(Frame(lines: ["one"]), rows: 0) == "^[?25l")
  }

  @Test func `a line that reaches the last column keeps its last character`() {
    // What is erased after it would be the character that the cursor stands on.
    #expect(
      painted(Frame(lines: ["full", "one"], full: [0]), rows: 2)
        == "^[?25l^[1;1H^[Kfull^[2;1Hone^[K"
    )
  }
}
