/// What one cell of a column of genders says.
package enum GenderReading: Sendable, Equatable {
  /// Nothing, or one of the words for it.
  case missing
  /// The person declined to say, and is left alone.
  case declined
  /// A gender: `female` or `male` in whatever language, a further one as it is written.
  case gender(String)
  /// A word that nobody knows, as it is written: a slip, a note, or a gender that has to be named.
  case unknown(String)
  /// A number or a letter that stands for different genders in different files; only the user can
  /// tell.
  ///
  /// It is the cell without the spaces around it.
  case refusedCode(String)
}
