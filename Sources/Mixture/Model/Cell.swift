/// Students of one stratum who share height and recorded gender, and how many they are.
///
/// Heights are recorded to a finite resolution, so a school of ten thousand has some hundred
/// cells. Everything that is estimated depends on the students through their cells alone.
package struct Cell: Hashable, Sendable {
  /// The height in centimetres.
  package let height: Double

  /// The index of the recorded gender; `nil` where the school does not know it.
  package let label: Int?

  /// How many students the cell stands for.
  package let count: Int

  /// A cell of `count` students.
  ///
  /// ``Evidence`` checks the values when it takes the cell in.
  package init(height: Double, label: Int?, count: Int = 1) {
    self.height = height
    self.label = label
    self.count = count
  }
}
