/// What the styles of a workbook say about its numbers: which of them are dates, and which are shown
/// with zeros before them.
struct CellStyles: Sendable {
  /// A format that makes another text of a number than its digits.
  enum Format: Sendable {
    case date(DateFormat)
    case zeros(ZeroFormat)

    init?(code: String) {
      if let date = DateFormat(code: code) {
        self = .date(date)
      } else if let zeros = ZeroFormat(code: code) {
        self = .zeros(zeros)
      } else {
        return nil
      }
    }
  }

  /// Excel has 64,000 styles at most.
  private static let most = 100_000

  /// The format of each style, by its number; nil for those that show a number as it is.
  private var formats: [Format?] = []

  /// No styles: every number is a number.
  init() {}

  /// Reads the part with the styles.
  init(reading xml: consuming XMLReader) throws(WorkbookError) {
    var codes: [Int: Format?] = [:]
    var numbers: [Int] = []
    try xml.readRoot("styleSheet")
    while try xml.nextChild(of: 1) {
      switch xml.element {
      case "numFmts":
        while try xml.nextChild(of: 2) {
          guard xml.element == "numFmt", let number = try xml.number("numFmtId"),
            let code = try xml.attribute("formatCode")
          else { continue }
          codes[number] = .some(Format(code: code))
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
      if let known = codes[number] { known } else { DateFormat(builtIn: number).map { .date($0) } }
    }
  }

  /// How the cells of a style show a number; nil where they show it as it is.
  subscript(style: Int) -> Format? { formats.indices.contains(style) ? formats[style] : nil }
}
