/// The content of one height cell by itself, before its column is known.
package enum HeightReading: Sendable, Equatable {
  /// Nothing, or one of the words for it.
  case empty
  /// A bare number; its unit has to come from the column.
  case number(HeightNumber)
  /// A height with its unit.
  case measured(centimetres: Double, unit: HeightUnit)
  /// A height with the given readings.
  case ambiguous([HeightMeaning])
  /// Not a height.
  case unreadable
}

/// One reading of a doubtful height.
package struct HeightMeaning: Sendable, Equatable {
  /// The height in centimetres.
  package let centimetres: Double
  /// How the cell was read.
  package let notation: Notation

  /// How a cell can be read.
  package enum Notation: Sendable, Equatable {
    /// A number of a unit.
    case number(String, HeightUnit)
    case feetAndInches(feet: String, inches: String)
    case metresAndCentimetres(metres: String, centimetres: String)
    /// As it is written, with a unit of its own.
    case asWritten(HeightUnit)
    /// As it was taken, whatever was written.
    case asTaken
  }

  package init(centimetres: Double, _ notation: Notation) {
    self.centimetres = centimetres
    self.notation = notation
  }

  /// How the cell was read: "5 feet 11 inches".
  package var words: String {
    switch notation {
    case .number(let text, let unit): "\(text) \(unit.words)"
    case .feetAndInches(let feet, let inches):
      "\(feet) \(feet == "1" ? "foot" : "feet") \(inches) \(inches == "1" ? "inch" : "inches")"
    case .metresAndCentimetres(let metres, let centimetres): "\(metres) metre \(centimetres) cm"
    case .asWritten(let unit): "as written, in \(unit.words)"
    case .asTaken: "\(plainCentimetres(centimetres)) cm, as taken"
    }
  }

  /// Whether it is a number of centimetres.
  package var isInCentimetres: Bool {
    if case .number(_, .centimetres) = notation { true } else { false }
  }

  /// Whether the reading says no more than the height in centimetres does.
  package var isPlain: Bool {
    switch notation {
    case .number(let text, .centimetres): text == plainCentimetres(centimetres)
    case .asWritten: true
    case .number, .feetAndInches, .metresAndCentimetres, .asTaken: false
    }
  }
}

/// Parses single heights.
///
/// Bare numbers are most frequent and are parsed without a string; everything else goes through
/// `HeightNotation`.
package enum HeightGrammar {
  /// The maximum length; longer text is never a height.
  static let maximumBytes = 48

  /// Reads the height in the UTF-8 bytes of a cell.
  ///
  /// - Complexity: O(*n*) in its bytes, of which it looks at no more than a few dozen.
  package static func reading(of cell: borrowing Span<UInt8>) -> HeightReading {
    var start = 0
    var end = cell.count
    while start < end, cell[start] == 0x20 { start += 1 }
    while start < end, cell[end - 1] == 0x20 { end -= 1 }
    guard start < end else { return .empty }
    if let (number, next) = HeightNumber.read(cell, from: start, to: end), next == end {
      return .number(number)
    }
    guard end - start <= maximumBytes else { return .unreadable }
    let text = cell.extracting(start..<end)
    if MissingWords.contain(text) { return .empty }
    return HeightNotation(text)?.reading() ?? .unreadable
  }

  /// Reads the height in a text.
  package static func reading(of text: String) -> HeightReading {
    reading(of: text.utf8.span)
  }
}

/// A height with marks and words, cut into numbers, units and signs.
///
/// Typography is normalised first (see `HeightText`), and a fraction such as `8 1/2` becomes one
/// number, so that few patterns remain.
struct HeightNotation {
  private enum Token {
    /// A number, and how many digits it has before its decimals: `07` is not `7` behind metres.
    case number(HeightNumber, wholeDigits: Int)
    case unit(HeightUnit)
    case dash
    case slash
  }

  private var tokens: [Token] = []

  /// Splits the text into tokens; nil if it contains something that no height has.
  init?(_ text: borrowing Span<UInt8>) {
    guard let plain = HeightText.plain(text) else { return nil }
    let bytes = plain.bytes.span
    var index = 0
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: " "):
        index += 1
      case UInt8(ascii: "-"):
        tokens.append(.dash)
        index += 1
      case UInt8(ascii: "/"):
        tokens.append(.slash)
        index += 1
      case UInt8(ascii: "\""):
        tokens.append(.unit(.inches))
        index += 1
      case UInt8(ascii: "'"):
        let isDouble = index + 1 < bytes.count && bytes[index + 1] == bytes[index]
        tokens.append(.unit(isDouble ? .inches : .feetAndInches))
        index += isDouble ? 2 : 1
      case UInt8(ascii: "a")...UInt8(ascii: "z"):
        let start = index
        while index < bytes.count, bytes[index] >= 0x61, bytes[index] <= 0x7A { index += 1 }
        let word = String(decoding: plain.bytes[start..<index], as: UTF8.self)
        guard let unit = HeightText.units[word] else { return nil }
        tokens.append(.unit(unit))
        // "5 ft. 8 in."
        if index < bytes.count, bytes[index] == UInt8(ascii: ".") { index += 1 }
      default:
        guard let (read, next) = HeightNumber.read(bytes, from: index, to: bytes.count) else {
          return nil
        }
        let number = plain.hasCertainSign ? read.withCertainSign : read
        // Not from the number, which keeps only some decimals.
        let wholeEnd = plain.bytes[index..<next].firstIndex { $0 == 0x2E || $0 == 0x2C } ?? next
        tokens.append(.number(number, wholeDigits: wholeEnd - index))
        index = next
      }
      joinFraction()
    }
  }

  /// The meaning of the notation; nil if it is not a height.
  func reading() -> HeightReading? {
    guard case .number(let first, _)? = tokens.first else { return nil }
    var rest = tokens.dropFirst()
    switch rest.popFirst() {
    case nil:
      return .number(first)
    case .unit(let unit)? where rest.isEmpty:
      if unit == .feetAndInches && first.scale > 0 { return .ambiguous(first.meaningsInFeet) }
      return .measured(centimetres: first.centimetres(as: unit), unit: unit)
    case .unit(.feetAndInches)?:
      if case .dash? = rest.first { rest.removeFirst() }
      guard let (inches, digits, _) = Self.number(rest, mark: .inches), digits <= 2 else {
        return nil
      }
      return Self.feet(first, inches)
    case .unit(.metres)?:
      guard let (number, digits, isMarked) = Self.number(rest, mark: .centimetres) else {
        return nil
      }
      return Self.metres(first, number, wholeDigits: digits, isMarked: isMarked)
    case .dash?:
      guard let (number, digits, _) = Self.number(rest, mark: .inches) else { return nil }
      return Self.pair(first, number, wholeDigits: digits)
    case .number(let second, let digits)? where rest.isEmpty:
      return Self.pair(first, second, wholeDigits: digits)
    default:
      return nil
    }
  }

  /// The number, if the tokens are one number and perhaps one mark.
  private static func number(
    _ tokens: ArraySlice<Token>,
    mark: HeightUnit
  ) -> (number: HeightNumber, wholeDigits: Int, isMarked: Bool)? {
    guard case .number(let number, let digits)? = tokens.first else { return nil }
    if tokens.count == 1 { return (number, digits, false) }
    guard tokens.count == 2, case .unit(mark)? = tokens.last else { return nil }
    return (number, digits, true)
  }

  /// Combines `8 1/2` or `1/2` into one number once its last token is read.
  private mutating func joinFraction() {
    guard tokens.count >= 3, case .number(let below, _) = tokens[tokens.count - 1],
      case .slash = tokens[tokens.count - 2],
      case .number(let above, _) = tokens[tokens.count - 3],
      let part = HeightNumber.fraction(above, over: below)
    else { return }
    tokens.removeLast(3)
    if case .number(let whole, let digits)? = tokens.last, let sum = whole.adding(part) {
      tokens[tokens.count - 1] = .number(sum, wholeDigits: digits)
    } else {
      tokens.append(.number(part, wholeDigits: 1))
    }
  }
}

extension HeightNotation {
  private static func feet(_ feet: HeightNumber, _ inches: HeightNumber) -> HeightReading? {
    guard feet.scale == 0 else { return nil }
    let centimetres = HeightNumber.centimetres(feet: feet.mantissa, inches: inches)
    guard inches.value >= 12 else {
      return .measured(centimetres: centimetres, unit: .feetAndInches)
    }
    // Twelve inches are a foot, so something else is meant.
    return .ambiguous([feet.meaning(withInches: inches)])
  }

  private static func metres(
    _ metres: HeightNumber,
    _ rest: HeightNumber,
    wholeDigits: Int,
    isMarked: Bool
  ) -> HeightReading? {
    guard metres.scale == 0, metres.mantissa < 1000, wholeDigits <= 2 else { return nil }
    let whole = metres.mantissa * HeightUnit.metres.hundredthsOfCentimetre
    let centimetres = HeightNumber.centimetres(
      hundredths: rest.scaled(whole) + rest.mantissa * 100,
      scale: rest.scale
    )
    if wholeDigits == 2 || isMarked { return .measured(centimetres: centimetres, unit: .metres) }
    guard rest.scale == 0 else { return nil }
    let tenths = HeightNumber.centimetres(hundredths: whole + rest.mantissa * 1000, scale: 0)
    return .ambiguous([
      HeightMeaning(centimetres: tenths, .number("\(metres.text).\(rest.text)", .metres)),
      HeightMeaning(
        centimetres: centimetres,
        .metresAndCentimetres(metres: metres.text, centimetres: rest.text)
      ),
    ])
  }

  /// Two numbers with only a dash or a space between them: `5-11`, `1 72`.
  private static func pair(
    _ first: HeightNumber,
    _ second: HeightNumber,
    wholeDigits: Int
  ) -> HeightReading? {
    guard first.scale == 0, second.scale == 0 || wholeDigits == 1 else { return nil }
    if HeightUnit.fitting(first.value) == .feetAndInches, second.value < 12 {
      return .ambiguous([first.meaning(withInches: second)])
    }
    if first.mantissa == 1 || first.mantissa == 2, wholeDigits == 2 {
      let centimetres = Double(first.mantissa * 100 + second.mantissa)
      return .ambiguous([
        HeightMeaning(
          centimetres: centimetres,
          .metresAndCentimetres(metres: first.text, centimetres: second.text)
        )
      ])
    }
    return nil
  }
}
