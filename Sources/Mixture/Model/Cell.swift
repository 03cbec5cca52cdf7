/// Students of one stratum who share height and recorded gender, and how many they are.
///
/// Heights are recorded to a finite resolution, so a school of ten thousand has some hundred
/// cells. Everything that is estimated depends on the students through their cells alone.
package struct Cell: Hashable, Sendable {
  /// The height in centimetres.
  package let height: Double

  /// The index of the recorded or decided gender; `nil` where nobody knows it.
  package let label: Int?

  /// Whether the gender was missing until a person decided it.
  ///
  /// Such a student is known, and still one of those who had it missing: among them, and not among
  /// the recorded, does the student count where the two have shares of their own. Without a label,
  /// the decision was to accept what a model had said, and teaches nothing: the student counts as
  /// one without a gender, but has no need of a proposal.
  package let isDecided: Bool

  /// How many students the cell stands for.
  package let count: Int

  /// A cell of `count` students.
  ///
  /// ``Evidence`` checks the values when it takes the cell in.
  package init(height: Double, label: Int?, isDecided: Bool = false, count: Int = 1) {
    self.height = height
    self.label = label
    self.isDecided = isDecided
    self.count = count
  }
}
