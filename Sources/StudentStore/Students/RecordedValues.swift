/// A student's recorded gender.
package enum RecordedGender: Equatable, Sendable {
  /// From a file or a correction: a word of an open vocabulary.
  case recorded(String)
  /// Missing: the only case that may be inferred or decided.
  case missing
  /// The person was asked and did not say.
  case declined
  /// The school asked that it not be inferred.
  case doNotInfer
  /// The cell has an unknown word; it needs a correction, and nothing is inferred.
  case inDoubt

  /// The word for the status.
  package var status: String { absence ?? "recorded" }

  /// Why no gender is recorded, as in the column `gender_absence`; nil if one is.
  package var absence: String? {
    switch self {
    case .recorded: nil
    case .missing: "missing"
    case .declined: "declined"
    case .doNotInfer: "do_not_infer"
    case .inDoubt: "in_doubt"
    }
  }

  /// The gender, if recorded.
  package var word: String? {
    if case .recorded(let word) = self { word } else { nil }
  }

  init(absence: String?, word: String?) throws(StoreError) {
    switch (absence, word) {
    case (nil, let word?): self = .recorded(word)
    case ("missing", nil): self = .missing
    case ("declined", nil): self = .declined
    case ("do_not_infer", nil): self = .doNotInfer
    case ("in_doubt", nil): self = .inDoubt
    default:
      throw .malformed(
        table: "student",
        detail: "a gender and the reason for its absence contradict each other"
      )
    }
  }
}

/// A student's recorded height.
package enum RecordedHeight: Equatable, Sendable {
  /// In centimetres, between 50 and 260.
  case measured(centimetres: Double)
  /// The cell is empty or says that it is not known.
  case missing
  /// The cell has several readings, or is outside 50 to 260 cm.
  case doubt

  /// The height, if not in doubt.
  package var centimetres: Double? {
    if case .measured(let centimetres) = self { centimetres } else { nil }
  }

  /// The word in the column `height_problem`.
  package var problem: String? {
    switch self {
    case .measured: nil
    case .missing: "missing"
    case .doubt: "doubt"
    }
  }

  init(centimetres: Double?, problem: String?) throws(StoreError) {
    switch (centimetres, problem) {
    case (let centimetres?, nil): self = .measured(centimetres: centimetres)
    case (nil, "missing"): self = .missing
    case (nil, "doubt"): self = .doubt
    default: throw .malformed(table: "student", detail: "a height has neither value nor problem")
    }
  }
}

extension StudentRecord {
  package typealias RecordedGender = StudentStore.RecordedGender
  package typealias RecordedHeight = StudentStore.RecordedHeight
}

extension Student {
  /// The status of the gender in a word; for a row that is not a person, and for a student who left,
  /// the word for that, and so for the second row of a child.
  package var status: String {
    isNoPerson
      ? Self.noPerson : sameAs != nil ? Self.merged : hasLeft ? Self.left : gender.status
  }

  /// Whether the row is that of a person who is in the school and has no other row.
  package var counts: Bool { !isNoPerson && !hasLeft && sameAs == nil }

  /// The word for the second row of a child.
  package static var merged: String { "merged" }

  /// The word for a student who left.
  package static var left: String { "left" }

  /// The word for a row that is not a person.
  package static var noPerson: String { "not_a_person" }
}
