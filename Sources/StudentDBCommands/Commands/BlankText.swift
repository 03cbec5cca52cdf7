extension String {
  /// Whether there is nothing in it but spaces.
  var isBlank: Bool { allSatisfy(\.isWhitespace) }
}
