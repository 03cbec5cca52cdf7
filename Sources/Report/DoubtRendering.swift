import Bytes
import RosterReading
import StudentStore
package import Workflows

/// Doubts about the data, for scripts and for people.
package struct DoubtRendering {
  package let report: Answer

  /// The doubts of one code shown to people; scripts get all.
  private static let shownDoubts = 50

  package init(_ doubts: [Doubt]) {
    let byCode = Dictionary(grouping: doubts, by: \.code)
    var table = TextTable(
      ["doubt", "student", "name", "why"],
      rightAligned: [1],
      meaning: { column, _ in column == 0 ? .warning : nil }
    )
    var sums: [String] = []
    for code in DoubtCode.allCases {
      guard let found = byCode[code] else { continue }
      for doubt in found.prefix(Self.shownDoubts) {
        table.append([code.rawValue, "\(doubt.student)", doubt.name, doubt.finding.phrase.english])
      }
      if found.count > Self.shownDoubts {
        table.append(["", "", "", "and \(found.count - Self.shownDoubts) more of \(code.rawValue)"])
      }
      sums.append("\(found.count) \(code.rawValue)")
    }
    var text = table.isEmpty ? [] : table.styledLines
    if let first = doubts.first {
      text.append(
        StyledLine("\(Numbers.count(doubts.count, "doubt")): \(sums.joined(separator: ", ")).")
      )
      text.append(StyledLine("Next: " + Self.next(first)))
    } else {
      text.append("No doubts.")
    }
    report = Answer(
      json: .array(doubts.map(Self.json)),
      text: text,
      status: doubts.isEmpty ? .done : .some
    )
  }

  private static func json(_ doubt: Doubt) -> JSONValue {
    .object([
      .init("code", .text(doubt.code.rawValue)),
      .init("student", .integer(doubt.student)),
      .init("message", .text(doubt.finding.phrase.english)),
      .init("readings", .array(readings(doubt))),
    ])
  }

  private static func readings(_ doubt: Doubt) -> [JSONValue] {
    if let word = doubt.word {
      return [
        .object([
          .init("word", .text(word.text)), .init("students", .count(word.students)),
          .init("gender", .optional(word.likely?.meaning)),
          .init("nearest", .optional(word.likely?.word)),
        ])
      ]
    }
    if doubt.code == .possibleSameStudent, let partner = doubt.partner {
      return [.object([.init("student", .integer(partner))])]
    }
    return doubt.readings.map {
      .object([.init("height_cm", .number($0.centimetres)), .init("words", .text($0.words))])
    }
  }

  /// The command that settles a doubt.
  private static func next(_ doubt: Doubt) -> String {
    if let word = doubt.word {
      let pair = ShellWord.quoted(
        GenderWordOption.argument([(word.text, word.likely?.meaning ?? "GENDER")])
      )
      return "studentdb correct --word \(pair) -m WHY"
    }
    if let partner = doubt.partner {
      let joining =
        "studentdb same number:\(partner) number:\(doubt.student) -m WHY, if they are one child"
      return doubt.code == .duplicateStudent
        ? joining + "; else studentdb correct number:\(doubt.student) --id ID -m WHY" : joining
    }
    let flag =
      switch doubt.code {
      case .unitDoubt, .implausibleHeight: "--height HEIGHT"
      case .birthdateDoubt: "--birthdate DATE"
      case .duplicateStudent: "--id ID"
      case .contradictoryGender, .genderChanged, .suspiciousRecorded, .unknownGenderWord:
        "--gender GENDER"
      case .lookAlikeName, .idReused, .possibleSameStudent: "--name NAME"
      case .lookAlikeGroup: "--group GROUP"
      case .notAPerson: "--person"
      }
    return "studentdb correct number:\(doubt.student) \(flag) -m WHY"
  }
}
