import Foundation
import TestSupport

/// Lists of students that many tests need.
enum Rosters {
  /// Twenty students with genders, two whose gender is missing and one who declined.
  ///
  /// The heights lie apart, so that a run passes its gate and is sure of both.
  static let small: String = {
    var lines = ["id,name,gender,height,group"]
    for number in 1...10 {
      // Both classes have both: a class of boys is taller for that alone.
      let group = number.isMultiple(of: 2) ? "7b" : "7a"
      lines.append("\(100 + number),Girl \(number),F,\(156 + number),\(group)")
      lines.append("\(200 + number),Boy \(number),M,\(170 + number),\(group)")
    }
    lines += ["301,Kim,,160,7a", "302,Robin,,176,7b", "303,Sam,prefer not to say,168,7a"]
    return lines.joined(separator: "\n") + "\n"
  }()

  /// The example that ships with the program.
  static func school() throws -> String {
    let root = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    return try String(
      contentsOf: root.appendingPathComponent("Examples/edmond-school.csv"),
      encoding: .utf8
    )
  }
}

extension TestWorld {
  /// A world whose database holds a list and a run over it, with the options given.
  static func imputed(
    _ roster: String = Rosters.small,
    _ options: String...
  ) throws -> TestWorld {
    let world = try TestWorld(["class.csv": roster])
    _ = world.run("import", "class.csv")
    _ = world.run(["impute"] + options)
    return world
  }
}
