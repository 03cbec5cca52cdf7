import Report
import Testing

@testable import StudentDBCommands

@Suite struct TextTableTests {
  @Test func `numbers stand to the right, wide and combining letters take their width`() {
    var table = TextTable(["name", "cm"], rightAligned: [1])
    table.append(["e\u{301}va", "9"])
    table.append(["\u{6771}", "172"])
    #expect(table.lines == ["name   cm", "e\u{301}va     9", "\u{6771}    172"])
  }

  @Test func `a row of a damaged file with too few or too many cells is shown as far as it goes`() {
    var table = TextTable(["a", "b"])
    table.append(["1"])
    table.append(["1", "2", "3"])
    table.append([])
    #expect(table.lines == ["a  b", "1", "1  2", ""])
  }
}
