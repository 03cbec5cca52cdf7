import RosterReading
import StudentStore

/// Keys of sixteen bytes per student, which find the names that need a closer look.
///
/// A key is a hash: students with the same key are compared, and those who differ are dropped.
struct NameKeys {
  /// Keys with their students.
  struct Table {
    private struct Entry {
      let key: UInt64
      let student: Int64
    }

    private var entries: [Entry] = []

    mutating func append(_ key: UInt64, student: Int64) {
      entries.append(Entry(key: key, student: student))
    }

    mutating func sort() {
      entries.sort { $0.key < $1.key }
    }

    /// Visits the students of each shared key.
    ///
    /// Must be sorted.
    func forEachRun(_ visit: ([Int64]) throws -> Void) rethrows {
      var start = 0
      while start < entries.count {
        var end = start + 1
        while end < entries.count, entries[end].key == entries[start].key { end += 1 }
        if end - start > 1 { try visit(entries[start..<end].map(\.student)) }
        start = end
      }
    }
  }

  /// By name and group.
  private(set) var inGroup = Table()
  /// By name, age and height, for students with both.
  private(set) var byBody = Table()

  /// Adds a student; a name without letters is not compared.
  mutating func append(
    _ student: SchoolDatabase.CheckedStudent,
    name: borrowing Span<UInt8>,
    group: borrowing Span<UInt8>
  ) {
    var hash = Hash()
    var hasLetters = false
    NameSkeleton.forEachLetter(of: name) { letter in
      hash.combine(UInt64(letter))
      hasLetters = true
    }
    guard hasLetters else { return }
    if let age = student.ageYears, let height = student.height {
      var body = hash
      body.combine(age.bitPattern)
      body.combine(height.bitPattern)
      byBody.append(body.value, student: student.id)
    }
    // No letter has this number, so it separates a name from its group.
    hash.combine(.max)
    for index in group.indices { hash.combine(UInt64(group[index])) }
    inGroup.append(hash.value, student: student.id)
  }

  mutating func sort() {
    inGroup.sort()
    byBody.sort()
  }

  /// FNV-1a over words, with the bits mixed at the end.
  private struct Hash {
    private var state: UInt64 = 0xCBF2_9CE4_8422_2325

    @inline(__always)
    mutating func combine(_ word: UInt64) {
      state = (state ^ word) &* 0x100_0000_01B3
      state ^= state >> 29
    }

    var value: UInt64 { state }
  }
}
