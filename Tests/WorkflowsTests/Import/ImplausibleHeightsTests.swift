import RosterReading
import StudentStore
import TestSupport
import Testing

@testable import Workflows

/// Heights that nobody in their column has, digits of other scripts, and feet written as decimals.
///
/// The centimetres are 2.54 a inch and 30.48 a foot, worked out by hand.
struct ImplausibleHeightsTests {
  /// A column that the cell in question stands in.
  enum Column: String, CaseIterable {
    /// Forty adults, 60 to 74 inches; the middle is 170 cm, the deviation some 8 cm.
    case inches
    /// Forty adults, 153 to 188 cm.
    case centimetres
    /// 1.53 to 1.88.
    case metres
    /// Thirty girls and boys from 100 to 187 cm: classes one to twelve.
    case wholeSchool
    /// Three heights are too few to have a middle.
    case three

    /// More near the middle than far from it, as heights are.
    private static let steps = [
      -7, -6, -5, -5, -4, -4, -4, -3, -3, -3, -3, -2, -2, -2, -2, -1, -1, -1, -1, 0, 0, 0, 0, 1, 1,
      1,
      1, 2, 2, 2, 2, 3, 3, 3, 4, 4, 4, 5, 6, 7,
    ]

    var cells: [String] {
      switch self {
      case .inches: Self.steps.map { "\(67 + $0)" }
      case .centimetres: Self.steps.map { "\(170 + 5 * $0 / 2)" }
      case .metres: Self.steps.map { "1.\(70 + 5 * $0 / 2)" }
      case .wholeSchool: (0..<30).map { "\(100 + 3 * $0)" }
      case .three: ["168", "172", "175"]
      }
    }
  }

  struct Case: CustomTestStringConvertible, Sendable {
    let column: Column
    let cell: String
    /// In centimetres; nil for a doubt.
    let height: Double?
    var keeps = false
    var unit: HeightUnit?

    init(
      _ column: Column,
      _ cell: String,
      _ height: Double?,
      keeps: Bool = false,
      unit: HeightUnit? = nil
    ) {
      self.column = column
      self.cell = cell
      self.height = height
      self.keeps = keeps
      self.unit = unit
    }

    var testDescription: String { "\(cell) among \(column)" }
  }

  static let cases: [Case] = [
    // 56, 86, 221 and 254 cm; an age is as far.
    Case(.inches, "22", nil), Case(.inches, "34", nil), Case(.inches, "87", nil),
    Case(.inches, "100", nil), Case(.inches, "5.8", nil), Case(.inches, "15", nil),
    Case(.inches, "45", nil), Case(.inches, "2004", nil), Case(.inches, "55512", nil),
    Case(.inches, "172", nil), Case(.inches, "55", 139.7), Case(.inches, "80", 203.2),
    Case(.inches, "100 cm", nil), Case(.inches, "3'1\"", nil), Case(.inches, "5'8\"", 172.72),
    Case(.inches, "22", 55.88, keeps: true), Case(.inches, "100", 254, keeps: true),
    Case(.inches, "5.8", nil, keeps: true),
    Case(.centimetres, "57", nil), Case(.centimetres, "95", nil), Case(.centimetres, "68", nil),
    Case(.centimetres, "255", nil), Case(.centimetres, "255 cm", nil),
    Case(.centimetres, "130", 130), Case(.centimetres, "212", 212),
    Case(.centimetres, "6'11", 210.82),
    Case(.centimetres, "57", 57, keeps: true),
    Case(.metres, "0.6", nil), Case(.metres, "2.5", nil), Case(.metres, "1.3", 130),
    // Far from the middle, but the whole column is wide.
    Case(.wholeSchool, "95", 95), Case(.wholeSchool, "205", 205), Case(.wholeSchool, "57", 57),
    Case(.three, "57", 57), Case(.three, "110", 110),
    // Five feet eleven, and so on: as it is written.
    Case(.inches, "5.11", 180.34, unit: .feetAndInches),
    Case(.inches, "5.9", 175.26, unit: .feetAndInches),
    Case(.inches, "5.1", 154.94, unit: .feetAndInches),
    Case(.inches, "5.10", 177.8, unit: .feetAndInches),
    Case(.inches, "5,11", 180.34, unit: .feetAndInches),
    Case(.inches, "6", 182.88, unit: .feetAndInches),
    Case(.inches, "5.12", nil, unit: .feetAndInches),
    Case(.inches, "5.111", nil, unit: .feetAndInches),
    Case(.inches, "5.11", nil),
    // Arabic, Persian, wide and Devanagari digits; ٫ divides decimals in any column.
    Case(.centimetres, "١٧٢", 172), Case(.centimetres, "۱۷۲", 172), Case(.centimetres, "１７２", 172),
    Case(.centimetres, "१७२", 172), Case(.centimetres, "١٧٢٫٥", 172.5),
    Case(.metres, "۱٫۷۲", 172), Case(.metres, "１．７２", 172), Case(.centimetres, "１７２ｃｍ", 172),
    Case(.centimetres, "\u{200F}١٧٢\u{200F}", 172), Case(.centimetres, "٥٧", nil),
  ]

  @Test(arguments: cases)
  func `a cell is its column's, or a doubt`(test: Case) throws {
    let school = try TestSchool()
    // Heights in feet and inches beside numbers that somebody says are those.
    let cells =
      test.unit == .feetAndInches ? (0..<40).map { "5'\($0 % 12)\"" } : test.column.cells
    let rows = (cells + [test.cell]).enumerated().map { "S\($0.offset),\(quoted($0.element))\n" }
    try school.import("name,height\n" + rows.joined()) {
      $0.keepsImplausible = test.keeps
      $0.heightUnit = test.unit
    }
    let student = try #require(try school.students().last)
    #expect(student.height == test.height.map { .measured(centimetres: $0) } ?? .doubt)
    guard test.height == nil else { return }
    // Whoever checks gets to know it, with the cell as it stands.
    #expect(student.heightText == test.cell)
    let doubts = try CheckWorkflow(school.database).run([.unitDoubt, .implausibleHeight])
    #expect(doubts.contains { $0.student == student.id && $0.message.contains(test.cell) })
  }

  private func quoted(_ cell: String) -> String {
    "\"\(cell.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\""))\""
  }

  @Test func `of a thousand heights that people wrote themselves none is converted wrongly`() throws
  {
    var generator = SeededGenerator(seed: 12)
    var cells: [(text: String, truth: Double?)] = []
    for number in 0..<960 {
      // Women around 64 inches, men around 70: the mean of six uniform numbers is near normal.
      let spread = (0..<6).map { _ in Double.random(in: -1...1, using: &generator) }.reduce(0, +)
      let inches = ((number % 2 == 0 ? 64 : 70) + spread * 2).rounded()
      let centimetres = inches * 2.54
      let (feet, rest) = Int(inches).quotientAndRemainder(dividingBy: 12)
      let text =
        switch number % 40 {
        case 0: "\(feet)'\(rest)\""
        case 1: "\(feet) ft \(rest)"
        case 2: "\(Int(inches)) inches"
        case 3: "\(Int(centimetres.rounded())) cm"
        case 4: "\(Int(centimetres.rounded()))"
        case 5: "\(feet).\(rest)"
        case 6: "\(Int(inches)).0"
        default: "\(Int(inches))"
        }
      cells.append((text, centimetres))
    }
    let nobodys = [
      "22", "34", "87", "100", "5.8", "12", "14", "15", "16", "17", "18", "19", "21", "23", "25",
      "29", "31", "38", "45", "48", "1998", "2001", "2005", "2010", "5551234", "4711", "0171",
      "555", "90210", "99", "0", "1", "3", "110", "120", "300", "500", "9999", "88", "93",
    ]
    for text in nobodys {
      cells.insert((text, nil), at: Int.random(in: 0...cells.count, using: &generator))
    }
    #expect(nobodys.count == 40 && cells.count == 1000)
    let school = try TestSchool()
    let rows = cells.enumerated().map { "S\($0.offset),\(quoted($0.element.text))\n" }
    let report = try school.import("name,height\n" + rows.joined())
    var read = 0
    var wrong: [String] = []
    for student in try school.students() {
      guard case .measured(let centimetres) = student.height else { continue }
      read += 1
      let cell = cells[Int(student.name.dropFirst()) ?? 0]
      // Whole centimetres are written for whole inches.
      if let truth = cell.truth, (centimetres - truth).magnitude <= 0.5 { continue }
      wrong.append("\(cell.text) became \(centimetres) cm")
    }
    #expect(wrong == [])
    #expect(read >= 800)
    #expect(report.batch.counts.doubts + report.batch.counts.rejected + read == 1000)
  }

  @Test func `a column that is sorted by age is judged as a whole`() throws {
    // The beginning that is looked at first has the small ones only: 100 to 129 cm.
    let school = try TestSchool()
    let note = String(repeating: "x", count: 200)
    var text = "name,height,note\n"
    for number in 0..<4000 { text += "S\(number),\(100 + number * 90 / 4000),\(note)\n" }
    let bytes = Array(text.utf8)
    let source = RosterSource(name: "class.csv", byteCount: bytes.count) {
      PieceReader(bytes: bytes, length: 1 << 16)
    }
    var options = ImportOptions()
    options.heightUnit = .centimetres
    options.absent = [.gender]
    let report = try ImportWorkflow(school.database, context: school.context)
      .run(source, options: options)
    #expect(report.batch.counts.doubts == 0)
    #expect(report.batch.counts.added == 4000)
  }

  @Test(
    arguments: [
      ("14", 14.0, nil), ("14,5", 14.5, nil), ("١٤", 14, nil), ("１４", 14, nil), ("NA", nil, nil),
      ("", nil, nil), ("3", 3, nil), ("25", 25, nil),
      ("fourteen", nil, "1 age cannot be read as years, kept as text: line 3 \"fourteen\""),
      ("14y", nil, "1 age cannot be read as years, kept as text: line 3 \"14y\""),
      ("2011", nil, "1 age cannot be read as years, kept as text: line 3 \"2011\""),
      ("41", 41, "1 age outside 3 to 25 years, a pupil's age; kept, correct what is wrong: line 3"),
      ("2", 2, "1 age outside 3 to 25 years"),
    ] as [(String, Double?, String?)]
  )
  func `an age that is no pupil's has a line`(cell: String, years: Double?, line: String?) throws {
    let school = try TestSchool()
    let report = try school.import("name;gender;height;Alter\nA;F;160;15\nB;M;170;\(cell)\n")
    #expect(try school.students().map(\.ageYears) == [15, years])
    #expect(report.notes.count == (line == nil ? 0 : 1))
    #expect(
      report.notes.first?.words.contains("column \"Alter\": " + (line ?? "")) ?? (line == nil)
    )
  }
}
