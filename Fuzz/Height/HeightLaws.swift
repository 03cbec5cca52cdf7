import RosterReading

/// What has to hold for every column of cells there is.
///
/// Each law is stated at its function. Together they are the claim that a height is what the cell
/// says, or a doubt, and never a guess.
func checkInput(_ bytes: [UInt8]) {
  var laws = HeightLaws(HeightInput(bytes))
  laws.check()
}

struct HeightLaws {
  private var input: HeightInput
  private let decision: HeightDecision

  init(_ input: HeightInput) {
    self.input = input
    decision = input.decision(of: input.cells, decimal: input.decimal)
  }

  /// Checks the cells always, of the laws about columns one, so that an input stays quick.
  mutating func check() {
    for cell in input.cells {
      let reading = HeightGrammar.reading(of: cell.span)
      let outcome = decision.centimetres(for: cell.span)
      checkSense(of: outcome, cell)
      checkNumbers(reading, outcome, cell)
      checkSpaces(around: cell, reading)
      checkCapitals(cell, reading)
    }
    switch input.generator.number(below: 3) {
    case 0: checkOrder()
    case 1: checkSigns()
    default: checkUnits()
    }
  }

  /// Heights are those of people, meanings are finite, and both come from digits that are there.
  private func checkSense(of outcome: HeightOutcome, _ cell: [UInt8]) {
    switch outcome {
    case .none, .unreadable: break
    case .value(let centimetres):
      require((50...260).contains(centimetres), "\(shown(cell)) is \(centimetres) cm")
      let plain = plainDigits(cell)
      // The second bytes of ¼, ½ and ¾ in UTF-8.
      let hasDigit = plain.contains { isDigit($0) || (0xBC...0xBE).contains($0) }
      require(hasDigit, "\(shown(cell)) has no digit and is a height")
      checkForm(of: plain)
    case .doubt(let meanings):
      for meaning in meanings {
        require(
          meaning.centimetres.isFinite && meaning.centimetres >= 0 && !meaning.words.isEmpty,
          "\(shown(cell)) may mean \(meaning)"
        )
      }
    }
  }

  /// Nothing is a value that other programs' numbers would allow: hexadecimal digits, `nan`, `inf`,
  /// exponents, signs, grouped thousands, digits around a NUL.
  private func checkForm(of cell: [UInt8]) {
    var signs = 0
    var previous: UInt8 = 0x20
    for (index, byte) in cell.enumerated() {
      let next = index + 1 < cell.count ? cell[index + 1] : 0x20
      require(byte >= 0x20 || byte == 9, "\(shown(cell)) holds a control character and is a value")
      if isDigit(byte) {
        require(previous != 0x2B, "\(shown(cell)) has a plus sign and is a value")
      } else if byte == 0x2E || byte == 0x2C {
        let isAmongDigits = isDigit(previous) && isDigit(next)
        signs += isAmongDigits ? 1 : 0
        let isAbbreviation = byte == 0x2E && !isDigit(previous)
        require(isAmongDigits || isAbbreviation, "\(shown(cell)) has a sign at \(index)")
        require(signs < 2, "\(shown(cell)) groups its digits and is a value")
      } else {
        signs = 0
        let small = byte | 0x20
        require(
          !(isDigit(previous) && isDigit(next) && (small == 0x65 || small == 0x78)),
          "\(shown(cell)) has an exponent or a hexadecimal digit and is a value"
        )
      }
      previous = byte
    }
    let text = String(decoding: cell.map { $0 | 0x20 }, as: UTF8.self)
    require(!text.contains("nan") && !text.contains("inf"), "\(shown(cell)) is a value")
  }

  /// A bare number with another decimal sign than its column's is a doubt.
  ///
  /// `1,81` among `1.72` is never 181. So is every number among feet and inches, unless the user
  /// named that unit.
  private func checkNumbers(_ reading: HeightReading, _ outcome: HeightOutcome, _ cell: [UInt8]) {
    guard case .number(let number) = reading else { return }
    let plain = plainDigits(cell)
    let commas = plain.contains(0x2C)
    let points = plain.contains(0x2E)
    require(
      number.decimalSign == (commas ? .comma : points ? .point : nil),
      "\(shown(cell)) has the decimal sign \(String(describing: number.decimalSign))"
    )
    let isOther = commas && decision.decimal != .comma || points && decision.decimal != .point
    let isFeet = decision.unit == .feetAndInches && decision.basis != .given
    guard isOther || decision.unit == nil || isFeet else { return }
    guard case .doubt = outcome else {
      require(false, "\(shown(cell)) is \(outcome) in a column with \(decision)")
      return
    }
  }

  /// Spaces around a cell change nothing, and no more do other kinds of space where they fit in.
  private mutating func checkSpaces(around cell: [UInt8], _ reading: HeightReading) {
    let spaces: [[UInt8]] = [[0x20], [0x20, 0x20], [9], [0xC2, 0xA0]]
    let kind = input.generator.number(below: cell.count <= 10 ? 4 : 2)
    let padded = spaces[kind] + cell + spaces[kind]
    let again = HeightGrammar.reading(of: padded.span)
    require(again == reading, "\(shown(cell)) is \(reading), \(shown(padded)) is \(again)")
  }

  /// Capital letters mean what small ones do.
  private func checkCapitals(_ cell: [UInt8], _ reading: HeightReading) {
    func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) && byte < 0x80 }
    guard cell.contains(where: isLetter) else { return }
    let turned = cell.map { isLetter($0) ? $0 ^ 0x20 : $0 }
    let again = HeightGrammar.reading(of: turned.span)
    require(again == reading, "\(shown(cell)) is \(reading), \(shown(turned)) is \(again)")
  }

  /// The order of the cells has no say in the decision, and counts are those of cells.
  private func checkOrder() {
    let backwards = input.decision(of: input.cells.reversed(), decimal: input.decimal)
    require(decision == backwards, "\(decision), read backwards \(backwards)")
    require(
      decision.bareNumbers <= decision.heights && decision.fitting <= decision.heights
        && decision.heights <= input.cells.count,
      "more cells are counted than there are: \(decision)"
    )
  }

  /// With points for commas and commas for points, everything is as before.
  private func checkSigns() {
    let cells = input.cells
    guard cells.allSatisfy({ haveOnlyDecimalSigns($0) }) else { return }
    let turnedSign: DecimalSign? = input.decimal.map { $0 == .point ? .comma : .point }
    let turned = cells.map { $0.map { $0 == 0x2C ? 0x2E : $0 == 0x2E ? 0x2C : $0 } }
    let again = input.decision(of: turned, decimal: turnedSign)
    require(
      again.unit == decision.unit && again.basis == decision.basis
        && again.fitting == decision.fitting && again.heights == decision.heights
        && (again.decimal == nil) == (decision.decimal == nil)
        && (decision.decimal == nil || again.decimal != decision.decimal),
      "\(decision), with the signs turned \(again)"
    )
    for (cell, other) in zip(cells, turned) {
      let outcome = decision.centimetres(for: cell.span)
      let mirrored = again.centimetres(for: other.span)
      require(
        outcome == mirrored,
        "\(shown(cell)) is \(outcome), \(shown(other)) is \(mirrored)"
      )
    }
  }

  private func haveOnlyDecimalSigns(_ cell: [UInt8]) -> Bool {
    // Wide signs are not turned.
    let hasWideSign = String(decoding: cell, as: UTF8.self).unicodeScalars
      .contains { $0 == "\u{FF0C}" || $0 == "\u{FF0E}" }
    return !hasWideSign
      && cell.indices.allSatisfy { index in
        guard cell[index] == 0x2C || cell[index] == 0x2E else { return true }
        return index > 0 && index + 1 < cell.count && isDigit(cell[index - 1])
          && isDigit(cell[index + 1])
      }
  }
}

extension HeightLaws {
  /// The same height in other units and notations is the same number of centimetres.
  private mutating func checkUnits() {
    let millimetres = 500 + input.generator.number(below: 2101)
    let (centimetres, tenth) = millimetres.quotientAndRemainder(dividingBy: 10)
    let (metres, rest) = millimetres.quotientAndRemainder(dividingBy: 1000)
    let decimals = String(String(rest + 1000).dropFirst())
    let sign = [".", ","][input.generator.number(below: 2)]
    let space = ["", " ", "  ", "\u{A0}"][input.generator.number(below: 4)]
    let inches = 20 + input.generator.number(below: 82)
    let (feet, left) = inches.quotientAndRemainder(dividingBy: 12)
    let metric = Double(millimetres) / 10
    let imperial = Double(inches * 254) / 100
    switch input.generator.number(below: 10) {
    case 0: checkMeasured("\(centimetres)\(sign)\(tenth)\(space)cm", as: metric)
    case 1: checkMeasured("\(metres)\(sign)\(decimals)\(space)m", as: metric)
    case 2: checkMeasured("\(millimetres)\(space)mm", as: metric)
    case 3: checkMeasured("\(metres)m\(space)\(decimals.prefix(2))\(sign)\(tenth)", as: metric)
    case 4: checkMeasured("\(feet)'\(space)\(left)\"", as: imperial)
    case 5: checkMeasured("\(feet)\(space)ft\(space)\(left)\(space)in", as: imperial)
    case 6: checkMeasured("\(feet)’\(left)”", as: imperial)
    case 7: checkMeasured("\(feet)\(space)foot\(space)\(left)", as: imperial)
    case 8: checkMeasured("\(inches)\(space)in", as: imperial)
    default: checkMeasured("\(inches)\"", as: imperial)
    }
  }

  private func checkMeasured(_ text: String, as centimetres: Double) {
    guard case .measured(centimetres, _) = HeightGrammar.reading(of: text) else {
      require(false, "\(text) is \(HeightGrammar.reading(of: text)), not \(centimetres) cm")
      return
    }
  }
}

/// The cell with digits of other scripts and wide characters as those of ASCII, and without the marks
/// that have no width.
private func plainDigits(_ cell: [UInt8]) -> [UInt8] {
  guard cell.contains(where: { $0 >= 0x80 }) else { return cell }
  let marks: [ClosedRange<UInt32>] = [
    0x200B...0x200B, 0x200E...0x200F, 0x061C...0x061C, 0xFEFF...0xFEFF, 0x2066...0x2069,
    0x202A...0x202C,
  ]
  var plain = ""
  for scalar in String(decoding: cell, as: UTF8.self).unicodeScalars {
    if scalar.properties.numericType == .decimal, let value = scalar.properties.numericValue {
      plain += String(Int(value))
    } else if (0xFF01...0xFF5E).contains(scalar.value),
      let narrow = Unicode.Scalar(scalar.value - 0xFEE0)
    {
      plain.unicodeScalars.append(narrow)
    } else if !marks.contains(where: { $0.contains(scalar.value) }) {
      plain.unicodeScalars.append(scalar)
    }
  }
  return Array(plain.utf8)
}

private func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
