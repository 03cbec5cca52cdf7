/// What the styles of a workbook say about its numbers: which of them are dates.
struct CellStyles: Sendable {
  /// Excel has 64,000 styles at most.
  private static let most = 100_000

  /// The format of each style, by its number; nil for those that show no date.
  private var formats: [DateFormat?] = []

  /// No styles: every number is a number.
  init() {}

  /// Reads the part with the styles.
  init(reading xml: consuming XMLReader) throws(WorkbookError) {
    var codes: [Int: DateFormat?] = [:]
    var numbers: [Int] = []
    try xml.readRoot("styleSheet")
    while try xml.nextChild(of: 1) {
      switch xml.element {
      case "numFmts":
        while try xml.nextChild(of: 2) {
          guard xml.element == "numFmt", let number = try xml.number("numFmtId"),
            let code = try xml.attribute("formatCode")
          else { continue }
          codes[number] = .some(DateFormat(code: code))
          guard codes.count <= Self.most else { throw xml.beyond(.list(of: "styles", Self.most)) }
        }
      case "cellXfs":
        while try xml.nextChild(of: 2) {
          guard xml.element == "xf" else { continue }
          numbers.append(try xml.number("numFmtId") ?? 0)
          guard numbers.count <= Self.most else { throw xml.beyond(.list(of: "styles", Self.most)) }
        }
      default: continue
      }
    }
    try xml.readToEnd()
    formats = numbers.map { number in
      if let known = codes[number] { known } else { DateFormat(builtIn: number) }
    }
  }

  /// How the cells of a style show a number as a date; nil where they do not.
  subscript(style: Int) -> DateFormat? { formats.indices.contains(style) ? formats[style] : nil }
}
