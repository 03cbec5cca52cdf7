extension XMLReader {
  /// Reads up to the first element, which has to be the given one of SpreadsheetML.
  mutating func readRoot(_ expected: String) throws(WorkbookError) {
    _ = try next()
    guard element == expected else {
      throw invalid("it begins with <\(name.local)> where a workbook has <\(expected)>")
    }
  }

  /// Goes to the next element directly inside the one at a depth; false where that one has ended.
  ///
  /// What is left of an earlier child is skipped, and so is text between them.
  mutating func nextChild(of parent: Int) throws(WorkbookError) -> Bool {
    while true {
      switch try next() {
      case .start: if depth == parent + 1 { return true }
      case .end: if depth < parent { return false }
      case .text: continue
      case .endOfPart: return false
      }
    }
  }

  /// Reads the element that has just begun to its end, and appends its text.
  ///
  /// False, and in the middle of it, where the buffer would become longer than `longest`.
  mutating func appendText(
    to buffer: inout [UInt8],
    upTo longest: Int
  ) throws(WorkbookError) -> Bool {
    let own = depth
    while true {
      switch try next() {
      case .text:
        guard depth == own else { continue }
        guard buffer.count + text.count <= longest else { return false }
        buffer += text
      case .end: if depth < own { return true }
      case .start: continue
      case .endOfPart: return true
      }
    }
  }

  /// Reads the rest of the part, so that all of it has been checked.
  mutating func readToEnd() throws(WorkbookError) {
    while true {
      if case .endOfPart = try next() { return }
    }
  }
}
