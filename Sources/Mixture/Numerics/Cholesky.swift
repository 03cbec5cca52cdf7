/// A symmetric matrix taken apart into L times its transpose, with L lower triangular.
///
/// For the few parameters of a mixture the textbook's algorithm is all that is needed: Golub and
/// Van Loan (2013), section 4.2.
struct Cholesky: Hashable, Sendable {
  /// The number of rows.
  let size: Int

  /// L, row by row.
  private let lower: [Double]

  /// Takes a matrix apart that is given row by row.
  ///
  /// - Returns: nil where the matrix is not positive definite, or so nearly not that rounding
  ///   decides: where a pivot is less than 1e-10 of the diagonal it came from.
  init?(_ matrix: [Double], size: Int) {
    precondition(matrix.count == size * size, "a square matrix has as many rows as columns")
    var lower = [Double](repeating: 0, count: size * size)
    for row in 0..<size {
      for column in 0...row {
        var sum = matrix[row * size + column]
        for k in 0..<column { sum -= lower[row * size + k] * lower[column * size + k] }
        if column < row {
          lower[row * size + column] = sum / lower[column * size + column]
        } else {
          guard sum > 1e-10 * matrix[row * size + row], sum.isFinite else { return nil }
          lower[row * size + row] = sum.squareRoot()
        }
      }
    }
    self.size = size
    self.lower = lower
  }

  /// A matrix that was taken apart before, by its ``rows``; nil where they are none of such a matrix.
  init?(rows: [Double], size: Int) {
    guard size > 0, rows.count == size * (size + 1) / 2, rows.allSatisfy(\.isFinite) else {
      return nil
    }
    var lower = [Double](repeating: 0, count: size * size)
    var next = rows.makeIterator()
    for row in 0..<size {
      for column in 0...row { lower[row * size + column] = next.next() ?? 0 }
      guard lower[row * size + row] > 0 else { return nil }
    }
    self.size = size
    self.lower = lower
  }

  /// The rows of L without its zeros.
  var rows: [Double] {
    (0..<size).flatMap { row in lower[row * size...row * size + row] }
  }

  /// g' A^-1 g, the squared length of L^-1 g: the variance of g' theta where A is the information
  /// about theta.
  func inverseForm(_ g: [Double]) -> Double {
    var solved = g
    var sum = 0.0
    for row in 0..<size {
      for k in 0..<row { solved[row] -= lower[row * size + k] * solved[k] }
      solved[row] /= lower[row * size + row]
      sum += solved[row] * solved[row]
    }
    return sum
  }

  /// The x for which A x is g.
  func solution(of g: [Double]) -> [Double] {
    var solved = g
    for row in 0..<size {
      for k in 0..<row { solved[row] -= lower[row * size + k] * solved[k] }
      solved[row] /= lower[row * size + row]
    }
    for row in (0..<size).reversed() {
      for k in row + 1..<size { solved[row] -= lower[k * size + row] * solved[k] }
      solved[row] /= lower[row * size + row]
    }
    return solved
  }
}
