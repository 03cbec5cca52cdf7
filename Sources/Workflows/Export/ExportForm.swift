import RosterReading
import StudentStore

/// How the file of an import writes its values: its columns, its words for genders, the unit and the
/// decimal sign of its heights.
struct ExportForm {
  let batch: ImportBatch
  let columns: ImportColumns
  /// The word for each gender.
  private let words: [String: String]
  /// What each word of its column of genders means.
  private let readings: [String: RecordedGender]
  private let heights: HeightDecision
  private let unit: HeightUnit?
  private let dates: BirthDateDecision

  init(_ batch: ImportBatch, in database: SchoolDatabase) throws {
    self.batch = batch
    columns = try ImportColumns(batch)
    unit = batch.heightUnit.flatMap(HeightUnit.init)
    heights = HeightDecision(
      rememberedUnit: unit,
      decimal: batch.decimalSign.flatMap(DecimalSign.init)
    )
    dates = BirthDateDecision(
      remembered: batch.dateForm.flatMap(DateForm.init(pattern:)) ?? .iso,
      today: CalendarDate(iso: batch.importedAt)
    )
    // An export of studentdb explains its genders in columns of its own.
    let isOwnExport = !OwnExport.columns(in: columns.headings).isEmpty
    let read = isOwnExport ? [] : batch.genderReadings
    var words: [String: String] = [:]
    for word in read {
      if let gender = word.reading.word, words[gender] == nil { words[gender] = word.text }
    }
    if words.isEmpty { words = try database.genderWords(of: batch) }
    self.words = words
    readings = Dictionary(
      read.map { ($0.text, $0.reading) },
      uniquingKeysWith: { first, _ in first }
    )
  }

  /// The file's word for a gender.
  func word(for gender: String) -> String { words[gender] ?? gender }

  /// The cell with an aspect of a student.
  ///
  /// `own`: the cell of the file's line about the student, which stays if it says the same; nil where
  /// there is none.
  func text(of aspect: StudentAspect, _ student: Student, own: String?) -> String {
    switch aspect {
    case .gender: return gender(of: student, own: own)
    case .height: return height(of: student, own: own)
    case .age:
      if let own, years(own.utf8.span) == student.ageYears, student.ageYears != nil { return own }
      return student.text(of: .age) ?? blank(own)
    case .birthdate: return birthDate(of: student, own: own)
    default:
      let text = student.text(of: aspect)
      if let own, VisibleText.of(own) == text.map({ VisibleText.of($0) }) ?? "" { return own }
      return text ?? ""
    }
  }

  /// A cell that says that there is no value.
  private func blank(_ own: String?) -> String {
    guard let own, MissingWords.all.contains(folded(own)) else { return "" }
    return own
  }

  private func gender(of student: Student, own: String?) -> String {
    func says(_ text: String) -> Bool {
      let text = trimmed(text)
      // Words that are read alike are in the file, or mean the same in every file.
      guard let reading = readings[text] else { return text == trimmed(student.genderText ?? "") }
      return reading == student.gender
        && (reading != .inDoubt || text == trimmed(student.genderText ?? ""))
    }
    if let own, says(own) { return own }
    switch student.gender {
    case .recorded(let gender):
      if let text = student.genderText, readings[trimmed(text)] == student.gender { return text }
      return words[gender] ?? student.genderText ?? gender
    case .missing: return blank(own ?? student.genderText)
    case .declined, .inDoubt, .doNotInfer: return student.genderText ?? ""
    }
  }

  private func height(of student: Student, own: String?) -> String {
    guard case .measured(let centimetres) = student.height else {
      return student.height == .doubt ? student.heightText ?? "" : blank(own)
    }
    func says(_ text: String) -> Bool { heights.centimetres(for: text) == .value(centimetres) }
    if let own, says(own) { return own }
    if let text = student.writtenText(of: .height), says(text) {
      // A number with a unit of its own belongs into a column of such numbers.
      if case .number = HeightGrammar.reading(of: text.utf8.span) { return text }
      if unit == nil { return text }
      // 5'8" belongs into a column of feet and inches.
      if case .measured(_, .feetAndInches) = HeightGrammar.reading(of: text.utf8.span),
        unit == .feetAndInches
      {
        return text
      }
    }
    return text(of: centimetres)
  }

  private func birthDate(of student: Student, own: String?) -> String {
    guard let day = student.birthDate else {
      return student.lacksBirthDate ? blank(own ?? student.birthText) : student.birthText ?? ""
    }
    func says(_ text: String) -> Bool { dates.date(for: text)?.text == day }
    if let own, says(own) { return own }
    if student.importBatch == batch.id, let text = student.birthText, says(text) { return text }
    // Where the column cannot write the day, the ISO form is one that every column can read.
    let text = CalendarDate(iso: day).map { dates.form.text(of: $0) }
    return text.map(says) == true ? text ?? day : day
  }

  /// A height in the unit of the column.
  private func text(of centimetres: Double) -> String {
    let sign = batch.decimalSign ?? (batch.delimiter == ";" ? "," : ".")
    let hundredths = Int((centimetres * 100).rounded())
    let text =
      switch unit {
      // A column without bare numbers is read as centimetres by their size.
      case .centimetres, nil: plainCentimetres(centimetres)
      case .millimetres: Self.decimal(hundredths, of: 10, atLeast: 0)
      case .metres: Self.decimal(hundredths, of: 10_000, atLeast: 2)
      case .inches: Self.decimal(Int((centimetres / 2.54 * 1e4).rounded()), of: 10_000, atLeast: 0)
      case .feetAndInches: "\(plainCentimetres(centimetres)) cm"
      }
    return sign == "," ? text.replacing(".", with: ",") : text
  }

  /// A number of parts as a decimal fraction, without needless zeros.
  private static func decimal(_ parts: Int, of one: Int, atLeast decimals: Int) -> String {
    let (whole, rest) = parts.quotientAndRemainder(dividingBy: one)
    var digits = "\(one + rest)".dropFirst()
    while digits.count > decimals, digits.last == "0" { digits = digits.dropLast() }
    return digits.isEmpty ? "\(whole)" : "\(whole).\(digits)"
  }
}
