package import RosterReading

/// What a doubt rests on, with the values that a sentence about it needs.
package enum DoubtFinding: Equatable, Sendable {
  /// A height in doubt, of which a reading is possible.
  case height(text: String, readings: [HeightMeaning])
  /// A height in doubt, of which none is; `unit`: that of the column.
  case impossibleHeight(text: String, readings: [HeightMeaning], unit: HeightUnit?)
  /// A height in doubt for its distance from the others alone.
  case farHeight(text: String, centimetres: Double, others: [HeightMeaning])
  /// A height that was taken, and is rare; `median`: that of the school, where the height is far from it.
  case rareHeight(centimetres: Double, median: Double?, others: [HeightMeaning])
  case birthDate(text: String)
  case unknownWord(Doubt.UnknownWord)
  /// Two students of one name; `ids`: those of both, where both have one.
  case sameName(Namesake, ids: [String])
  /// Namesakes with two genders.
  case twoGenders(own: String, other: String, Namesake)
  /// A name that differs from another's only to a computer; `letter`: the first of another alphabet.
  case lookAlikeName(of: Int64, name: String, SpellingDifference, letter: String?)
  /// One birth date and names that are near.
  case sameBirthDate(as: Int64, name: String, NameRelation)
  /// A later list said another gender.
  case genderChanged(from: String, to: String, importBatch: Int64, line: Int64)
  /// A class that differs from another only in case and spaces.
  case lookAlikeGroup(String, students: Int, usual: String, usualStudents: Int)
  /// A line of a later list gives the id to another name.
  case idReused(id: String, importBatch: Int64, line: Int64)
  case notAPerson
  /// A recorded gender that the height contradicts, according to a run.
  case unlikelyHeight(UnlikelyRecord, contradicting: Contradiction?)
  /// A recorded gender that the name contradicts, according to a run.
  case unlikelyName(UnlikelyRecord, probability: Double, names: [NameCount])

  /// The other student of a pair with one name.
  package struct Namesake: Equatable, Sendable {
    package let student: Int64
    package let group: String?
    /// Whether age and height are the same, too.
    package let isOfOneBody: Bool
  }

  /// How the names of two students with one birth date are related.
  package enum NameRelation: Equatable, Sendable {
    case same
    case oneMoreOrLess
    case anotherOrder
    case anotherLastName
    case similar
  }

  /// A recorded gender that is improbable according to a run.
  package struct UnlikelyRecord: Equatable, Sendable {
    package let gender: String
    package let centimetres: Double?
    package let stratum: String?
    package let run: Int64
  }

  /// What the height says instead; without one it is far from every gender's.
  package struct Contradiction: Equatable, Sendable {
    /// Of the recorded gender.
    package let probability: Double
    package let likelier: String
  }

  /// How many students with a name, or a part of one, have which gender.
  package struct NameCount: Equatable, Sendable {
    package enum Source: Equatable, Sendable {
      case school
      /// The school, by the ending of the name.
      case ending
      case reference
    }

    package let source: Source
    package let text: String
    /// Of each gender that anybody has.
    package let students: [Count]
  }

  package struct Count: Equatable, Sendable {
    package let gender: String
    package let students: Int
  }
}
