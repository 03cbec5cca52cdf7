import Report
import RosterReading
import Workflows

extension Doubt {
  /// The doubt as the commands word it.
  var message: String { finding.phrase.english }
}

extension ListNote {
  /// The note as the commands word it.
  var words: String { phrase.english }
}
