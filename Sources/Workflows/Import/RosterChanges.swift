import RosterReading
package import StudentStore

/// One value of one student that a file changed.
package struct RosterChange: Equatable, Sendable {
  package let student: Int64
  package let name: String
  /// The line of the file; nil for a student who is not in it.
  package let line: Int64?
  /// The name of a field, or the heading of a column that studentdb only keeps.
  package let field: String
  package let isHeading: Bool
  /// Nil where there was, or is, nothing.
  package let old: String?
  package let new: String?

  /// Whether a recorded gender was changed or removed.
  package var isOfRecordedGender: Bool {
    !isHeading && field == StudentAspect.gender.rawValue && old != nil
  }
}

/// What a file changed of known students, the first of it in detail.
package struct RosterChanges: Sendable {
  /// A changed cell of a column that studentdb only keeps.
  struct Cell {
    let heading: String
    let old: String
    let new: String
  }

  /// The most changes in a report; the counts include all.
  package static let listed = 20_000

  /// The changes in the order of lines; those of recorded genders also beyond the limit.
  package private(set) var changes: [RosterChange] = []
  /// The number of changes, those not listed included.
  package private(set) var count = 0
  /// Students who had left and are in the file again.
  package private(set) var returned = 0
  /// Empty cells in columns for which a value is known, which stays.
  package private(set) var keptBlanks = 0
  /// The words for genders in lines that were set aside.
  private(set) var discounted: [String: Int] = [:]

  /// The most changes to list.
  private let limit: Int

  package init(limit: Int = Self.listed) {
    self.limit = limit
  }

  /// Counts a line about a student.
  mutating func count(from before: Student, to after: Student, others: [Cell], line: Int64?) {
    if before.hasLeft, !after.hasLeft { returned += 1 }
    for aspect in StudentAspect.allCases where before.isShown(otherwiseThan: after, aspect) {
      append(
        RosterChange(
          student: after.id,
          name: after.name,
          line: line,
          field: aspect.rawValue,
          isHeading: false,
          old: before.shown(aspect),
          new: after.shown(aspect)
        )
      )
    }
    for cell in others {
      append(
        RosterChange(
          student: after.id,
          name: after.name,
          line: line,
          field: cell.heading,
          isHeading: true,
          old: cell.old.isEmpty ? nil : cell.old,
          new: cell.new.isEmpty ? nil : cell.new
        )
      )
    }
  }

  private mutating func append(_ change: RosterChange) {
    count += 1
    if changes.count < limit || change.isOfRecordedGender { changes.append(change) }
  }

  /// Counts the empty cells of a line that say nothing.
  mutating func count(blanks: [StudentAspect], of student: Student) {
    keptBlanks += blanks.count { student.canLose($0) }
  }

  /// Notes that a line's gender is not counted among the words of the file.
  mutating func discount(_ line: Student) {
    discounted[line.genderText ?? "", default: 0] += 1
  }
}

extension Student {
  /// The value of an aspect in a word or two; nil where there is none.
  package func shown(_ aspect: StudentAspect) -> String? {
    switch aspect {
    case .person: return isNoPerson ? "not a person" : nil
    case .left: return hasLeft ? "left" : nil
    case .same: return sameAs.map { "same as student \($0)" }
    case .gender:
      switch gender {
      case .recorded(let word): return word
      case .missing: return nil
      case .inDoubt: return "in doubt (\(genderText ?? ""))"
      case .declined, .doNotInfer: return gender.status
      }
    case .height:
      switch height {
      case .measured(let centimetres): return "\(plainCentimetres(centimetres)) cm"
      case .missing: return nil
      case .doubt: return "in doubt (\(heightText ?? ""))"
      }
    default: return text(of: aspect)
    }
  }

  fileprivate func isShown(otherwiseThan other: Student, _ aspect: StudentAspect) -> Bool {
    shown(aspect) != other.shown(aspect)
  }
}
