import Foundation
import StudentDBCommands

extension TestWorld {
  /// The files of a school with a run and a decision, and of all that its commands read; made once.
  private static let preparedFiles: [String: [UInt8]] = {
    guard let world = try? TestWorld.imputed() else { return [:] }
    _ = world.run("model", "export", "r1", "-o", "model.json")
    _ = world.run("review", "decide", "22", "--accept")
    _ = world.run("review", "export", "todo.csv", "--no-sample")
    // The sheet again, with an answer in the column of decisions.
    let lines = (world.text("todo.csv") ?? "").split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    let filled = lines.map { cells in
      var cells = cells
      if cells.first == "21", let column = lines[0].firstIndex(of: "decision") {
        cells[column] = "female"
      }
      return cells.joined(separator: ",")
    }
    try? world.write(filled.joined(separator: "\n") + "\n", to: "filled.csv")
    let further = [
      "more.csv": "id,name,gender,height,group\n401,New,F,161,7a\n402,Odd,F\n",
      "growth.csv": "age,gender,mean_cm,sd_cm\n12,F,152,7\n12,M,152,7\n", "there": "there\n",
    ]
    for (name, text) in further { try? world.write(text, to: name) }
    try? world.write(world.database ?? [], to: "other.studentdb.bak")
    return Dictionary(uniqueKeysWithValues: world.contents.map { ($0, world.bytes($0) ?? []) })
  }()

  /// A world of its own with these files.
  static func prepared() throws -> TestWorld {
    let world = try TestWorld()
    for (name, bytes) in preparedFiles { try world.write(bytes, to: name) }
    return world
  }
}
