import RosterReading
import StudentStore

/// The spellings of a school's classes and grades, to find those that differ only in case, spaces
/// and invisible characters.
struct GroupSpellings {
  /// The students with one spelling.
  private struct Spelling {
    let group: String
    let firstStudent: Int64
    let firstName: String
    var count = 1
  }

  private var spellings: [Spelling] = []
  private var places: [String: Int] = [:]
  /// The bytes of the previous class; lists are mostly sorted by class.
  private var last: (bytes: [UInt8], place: Int)?

  /// Adds a student; one without a group is skipped.
  mutating func append(
    _ student: Int64,
    name: borrowing Span<UInt8>,
    group: borrowing Span<UInt8>
  ) {
    guard !group.isEmpty else { return }
    if let last, last.bytes.count == group.count,
      group.indices.allSatisfy({ group[$0] == last.bytes[$0] })
    {
      spellings[last.place].count += 1
      return
    }
    let text = String(copying: group)
    if let place = places[text] {
      spellings[place].count += 1
      last = (Array(text.utf8), place)
      return
    }
    last = (Array(text.utf8), spellings.count)
    places[text] = spellings.count
    spellings.append(
      Spelling(group: text, firstStudent: student, firstName: String(copying: name))
    )
  }

  /// A doubt for each spelling but the most frequent of those that look alike.
  var doubts: [Doubt] {
    let alike = Dictionary(grouping: spellings) { spelling in
      VisibleText.of(spelling.group).lowercased().filter { !$0.isWhitespace }
    }
    return alike.values.flatMap { alike -> [Doubt] in
      let sorted = alike.sorted { ($1.count, $0.firstStudent) < ($0.count, $1.firstStudent) }
      guard let usual = sorted.first else { return [] }
      return sorted.dropFirst().map { spelling in
        Doubt(
          .lookAlikeGroup,
          of: spelling.firstStudent,
          name: spelling.firstName,
          group: spelling.group,
          otherGroup: usual.group,
          .lookAlikeGroup(
            spelling.group,
            students: spelling.count,
            usual: usual.group,
            usualStudents: usual.count
          )
        )
      }
    }
  }
}
