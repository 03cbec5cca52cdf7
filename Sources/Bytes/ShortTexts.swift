/// Words of a command line that the user may copy into a shell.
package enum ShellWord {
  /// A command line of some words, each quoted if sh needs it.
  package static func line(_ words: [String]) -> String {
    words.map(quoted).joined(separator: " ")
  }

  /// One word, in single quotes unless it has only letters, digits and safe characters.
  package static func quoted(_ word: String) -> String {
    let isPlain =
      !word.isEmpty
      && word.unicodeScalars.allSatisfy { scalar in
        scalar.isASCII
          ? scalar.properties.isAlphabetic || scalar.properties.numericType != nil
            || "/._-+:=@%,".unicodeScalars.contains(scalar)
          : scalar.properties.isAlphabetic
      }
    guard !isPlain else { return word }
    return "'"
      + word.split(separator: "'", omittingEmptySubsequences: false)
      .joined(separator: "'\\''") + "'"
  }
}

extension String {
  /// A number with leading zeros to a minimum number of digits.
  package func zeroPadded(to length: Int) -> String {
    String(repeating: "0", count: max(0, length - utf8.count)) + self
  }
}

extension BinaryInteger {
  /// The number with leading zeros to a minimum number of digits; for numbers from 0 on.
  package func zeroPadded(to length: Int) -> String { String(self).zeroPadded(to: length) }
}
