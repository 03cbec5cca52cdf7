import Mixture
import Report

extension Phrase {
  /// A text with its capital letter and its full stop, made safe to show.
  func sentence(_ language: Language) -> String {
    let text = SafeText.shown(self(language))
    return text.prefix(1).uppercased() + text.dropFirst() + "."
  }
}

/// Numbers as a language writes them.
extension Language {
  /// A height.
  func centimetres(_ height: Double) -> String { fixed(height, 1) + "\u{A0}cm" }

  /// A share of students with its interval.
  func share(_ share: Double, _ interval: ConfidenceInterval) -> String {
    let (low, high) = (percent(interval.lower), percent(interval.upper))
    return switch self {
    case .english: "\(percent(share)) (95 % interval \(low) to \(high))"
    case .german: "\(percent(share)) (95-%-Intervall \(low) bis \(high))"
    }
  }

  /// Words with commas and an "and" before the last.
  func list(_ words: [String]) -> String {
    guard let last = words.last, words.count > 1 else { return words.first ?? "" }
    let and = self == .german ? " und " : " and "
    return words.dropLast().joined(separator: ", ") + and + last
  }

  /// A moment of the trail, in UTC: `2026-09-01 07:30`.
  func moment(_ iso: String) -> String {
    iso.prefix(16).replacing("T", with: " ") + " UTC"
  }
}
