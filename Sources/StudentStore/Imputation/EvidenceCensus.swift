/// The heights and recorded genders of the whole school, counted: all that the model sees of it.
package struct EvidenceCensus: Equatable, Sendable {
  /// The students with one height and one recorded gender, or with one height and none.
  package struct Cell: Equatable, Sendable {
    /// In centimetres.
    package let height: Double
    /// The recorded gender; nil where it is missing.
    package let gender: String?
    /// How many students.
    package let count: Int
  }

  /// In order of height, then missing before recorded, then gender.
  package let cells: [Cell]
  /// Students whose gender is missing and who cannot be inferred, by reason.
  package let notInferable: [String: Int]

  /// Students whose gender is missing and whose height is known.
  var missingCount: Int {
    cells.reduce(0) { $0 + ($1.gender == nil ? $1.count : 0) }
  }

  /// What the run was fitted to: SHA-256 over the cells in canonical bytes.
  package var digest: Digest {
    var canonical = CanonicalBytes(reserving: cells.count * 40)
    canonical.append("studentdb evidence 1")
    for cell in cells {
      canonical.append(cell.height)
      canonical.append(.optional(cell.gender))
      canonical.append(Int64(cell.count))
    }
    return Digest(of: canonical.bytes)
  }
}
