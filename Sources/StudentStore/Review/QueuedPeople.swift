import Bytes

/// Names, ids and classes of many students, as bytes one after the other.
///
/// A text that is kept as `String` takes several times its bytes.
struct QueuedPeople: Sendable {
  /// For each row the id, the class and the name.
  private var bytes: [UInt8] = []
  private var starts: [Int] = []
  /// The lengths of id and class; -1 where there is none.
  private var ids: [Int32] = []
  private var groups: [Int32] = []

  mutating func reserve(_ rows: Int) {
    starts.reserveCapacity(rows)
    ids.reserveCapacity(rows)
    groups.reserveCapacity(rows)
  }

  /// Begins a row; its id, its class and its name follow, in this order.
  mutating func begin() {
    starts.append(bytes.count)
    ids.append(-1)
    groups.append(-1)
  }

  mutating func setID(_ text: borrowing Span<UInt8>) {
    bytes.append(copying: text)
    ids[ids.count - 1] = Int32(text.count)
  }

  mutating func setGroup(_ text: borrowing Span<UInt8>) {
    bytes.append(copying: text)
    groups[groups.count - 1] = Int32(text.count)
  }

  mutating func setName(_ text: borrowing Span<UInt8>) { bytes.append(copying: text) }

  func schoolID(_ row: Int) -> String? { text(starts[row], ids[row]) }

  func group(_ row: Int) -> String? { text(starts[row] + max(0, Int(ids[row])), groups[row]) }

  func name(_ row: Int) -> String {
    let start = starts[row] + max(0, Int(ids[row])) + max(0, Int(groups[row]))
    let end = row + 1 < starts.count ? starts[row + 1] : bytes.count
    return String(decoding: bytes[start..<end], as: UTF8.self)
  }

  private func text(_ start: Int, _ count: Int32) -> String? {
    count < 0 ? nil : String(decoding: bytes[start..<start + Int(count)], as: UTF8.self)
  }
}
