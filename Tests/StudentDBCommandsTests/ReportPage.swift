import Foundation
import Testing

/// The page of a report, without reading its code: attributes by pattern.
struct ReportPage {
  let text: String

  func values(_ attribute: String) -> [Double] {
    matches(of: "\(attribute)=\"([^\"]*)\"").compactMap { Double($0) }
  }

  func matches(of pattern: String) -> [String] {
    guard let expression = try? NSRegularExpression(pattern: pattern) else { return [] }
    let whole = NSRange(text.startIndex..., in: text)
    return expression.matches(in: text, range: whole).compactMap { match in
      Range(match.range(at: 1), in: text).map { String(text[$0]) }
    }
  }

  /// The exact numbers of the table with a caption, row by row.
  func table(_ caption: String) -> [[Double]] {
    rows(caption).map { ReportPage(text: $0).values("data-value") }.filter { !$0.isEmpty }
  }

  /// The markup of the rows of the table with a caption, the headings first.
  func rows(_ caption: String) -> [String] {
    guard let start = text.range(of: "<caption>\(caption)</caption>"),
      let end = text.range(of: "</table>", range: start.upperBound..<text.endIndex)
    else { return [] }
    return String(text[start.upperBound..<end.lowerBound]).components(separatedBy: "</tr>")
  }

  /// The section with an id.
  func section(_ id: String) -> ReportPage {
    guard let start = text.range(of: "<section id=\"\(id)\""),
      let end = text.range(of: "</section>", range: start.upperBound..<text.endIndex)
    else { return ReportPage(text: "") }
    return ReportPage(text: String(text[start.upperBound..<end.lowerBound]))
  }
}

extension TestWorld {
  /// The page of a report that is expected to be made.
  func reportPage(_ options: String...) throws -> ReportPage {
    let answer = run(["report", "-o", "report.html", "--force"] + options)
    #expect(answer.status == 0, "\(answer.messages)")
    return ReportPage(text: try String(contentsOfFile: path("report.html"), encoding: .utf8))
  }
}

/// Whether numbers are the same, but for the last digit, which Foundation's JSON reader does not keep.
func isSame(_ first: Double?, _ second: Double?) -> Bool {
  guard let first, let second else { return first == nil && second == nil }
  return abs(first - second) <= 1e-13 * max(abs(first), abs(second))
}

func areSame(_ first: [Double], _ second: [Double]) -> Bool {
  first.count == second.count && zip(first, second).allSatisfy { isSame($0, $1) }
}
