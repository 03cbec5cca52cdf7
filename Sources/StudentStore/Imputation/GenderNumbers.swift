/// The genders met so far, numbered.
struct GenderNumbers: Sendable {
  private(set) var names: [String] = []
  private var bytes: [[UInt8]] = []

  mutating func number(of gender: borrowing Span<UInt8>) throws(StoreError) -> Int {
    candidates: for index in bytes.indices where bytes[index].count == gender.count {
      for place in gender.indices where bytes[index][place] != gender[place] {
        continue candidates
      }
      return index
    }
    guard names.count < EvidenceCensus.mostGenders else {
      throw .tooManyGenders(most: EvidenceCensus.mostGenders)
    }
    var copy: [UInt8] = []
    for place in gender.indices { copy.append(gender[place]) }
    bytes.append(copy)
    names.append(String(decoding: copy, as: UTF8.self))
    return names.count - 1
  }

  mutating func number(of gender: String) throws(StoreError) -> Int {
    try number(of: gender.utf8.span)
  }
}
