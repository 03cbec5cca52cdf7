/// Finds entries by a hash: eight bytes an entry, and eight to twelve for the table.
///
/// Entries are numbered from 0, in the order in which they are added. The hash stands for what was
/// hashed: of half a million entries two have the same one in a case of 10^8.
struct HashIndex: Sendable {
  /// The hash of each entry.
  private(set) var hashes: [UInt64] = []
  /// The next entry with the same hash, plus 1; 0 at the end.
  private var next: [UInt32] = []
  /// The first entry with a hash, plus 1; 0 for an empty slot.
  private var slots: [UInt32] = []

  var count: Int { hashes.count }

  mutating func append(_ hash: UInt64) {
    hashes.append(hash)
  }

  mutating func append(contentsOf other: HashIndex) {
    hashes += other.hashes
  }

  /// Builds the table, after which entries can be found; called again, it does nothing.
  mutating func close() {
    guard slots.isEmpty else { return }
    precondition(
      hashes.count < UInt32.max,
      "a school has fewer students than a 32-bit number counts"
    )
    var size = 16
    while size < hashes.count + hashes.count / 2 { size *= 2 }
    slots = [UInt32](repeating: 0, count: size)
    next = [UInt32](repeating: 0, count: hashes.count)
    // The last first, so that those of one hash are in order.
    for entry in hashes.indices.reversed() {
      let slot = slot(of: hashes[entry])
      next[entry] = slots[slot]
      slots[slot] = UInt32(entry + 1)
    }
  }

  /// Visits the entries with a hash, in order.
  func forEach(of hash: UInt64, _ visit: (Int) -> Void) {
    guard !slots.isEmpty else { return }
    var entry = slots[slot(of: hash)]
    while entry > 0 {
      visit(Int(entry) - 1)
      entry = next[Int(entry) - 1]
    }
  }

  /// The entry with a hash, if there is exactly one.
  func only(_ hash: UInt64) -> Int? {
    guard !slots.isEmpty else { return nil }
    let entry = Int(slots[slot(of: hash)])
    return entry > 0 && next[entry - 1] == 0 ? entry - 1 : nil
  }

  /// The slot of a hash, or the empty one for it.
  private func slot(of hash: UInt64) -> Int {
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while slots[slot] > 0, hashes[Int(slots[slot]) - 1] != hash {
      slot = (slot + 1) & (slots.count - 1)
    }
    return slot
  }
}
