import Foundation
import Report

/// The drawings that were looked at, as files in the folder of this name.
///
/// After a change that is meant: `UPDATE=1 swift test --filter "DrawingTests|ReportFigureTests"`, and look at the
/// difference.
enum Drawings {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Drawings")

  /// Whether a drawing is the one that was looked at.
  static func isAsLookedAt(_ drawing: HTML, _ name: String) throws -> Bool {
    let ending = drawing.text.hasPrefix("<svg") ? ".svg" : ".html"
    let file = folder.appendingPathComponent(name + ending)
    if ProcessInfo.processInfo.environment["UPDATE"] == "1" {
      try drawing.text.write(to: file, atomically: true, encoding: .utf8)
    }
    return drawing.text == (try? String(contentsOf: file, encoding: .utf8))
  }
}
