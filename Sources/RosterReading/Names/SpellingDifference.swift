
/// In what two spellings of a name differ, the slightest thing that explains it.
package enum SpellingDifference: String {
  case letterCase = "in capital and small letters"
  case invisible = "in characters that cannot be seen"
  case joints = "in spaces, hyphens or dots"
  case accents = "in accents"
  case alphabets = "in letters of another alphabet that look the same"

  /// - Precondition: the names have the same skeleton.
  package init(between first: String, and second: String) {
    let steps: [(SpellingDifference, (String) -> String)] = [
      (.letterCase, { $0.lowercased() }),
      (.invisible, { $0.without(NameMarks.isInvisible) }),
      (.joints, { $0.without(NameMarks.isJoint) }),
      (.accents, { $0.withBaseLetters }),
    ]
    var (left, right) = (first, second)
    for (difference, step) in steps {
      (left, right) = (step(left), step(right))
      if left == right {
        self = difference
        return
      }
    }
    self = .alphabets
  }
}

extension String {
  fileprivate func without(_ isLeftOut: (Unicode.Scalar) -> Bool) -> String {
    String(String.UnicodeScalarView(unicodeScalars.filter { !isLeftOut($0) }))
  }

  fileprivate var withBaseLetters: String {
    String(
      String.UnicodeScalarView(
        unicodeScalars.filter { !NameMarks.isAccent($0) }.flatMap { scalar -> [Unicode.Scalar] in
          switch scalar {
          case "ß": ["s", "s"]
          case "æ": ["a", "e"]
          case "œ": ["o", "e"]
          default: [baseLetters[scalar] ?? scalar]
          }
        }
      )
    )
  }
}
