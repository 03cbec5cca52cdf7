import Foundation

/// Another way to name the same file.
enum Spelling: String, CaseIterable {
  case plain
  case dotted
  case absolute
  case hardLink
  case symbolicLink
  case linkInFolder

  /// The name by which a file of a world is reached; makes the links that are needed.
  func name(of file: String, in world: TestWorld) throws -> String {
    let manager = FileManager.default
    switch self {
    case .plain: return file
    case .dotted: return "././/./\(file)"
    case .absolute: return world.path(file)
    case .hardLink:
      try? manager.removeItem(atPath: world.path("hard"))
      try manager.linkItem(atPath: world.path(file), toPath: world.path("hard"))
      return "hard"
    case .symbolicLink:
      try? manager.removeItem(atPath: world.path("soft"))
      try manager.createSymbolicLink(atPath: world.path("soft"), withDestinationPath: file)
      return "soft"
    case .linkInFolder:
      try? manager.createSymbolicLink(atPath: world.path("here"), withDestinationPath: ".")
      return "here/\(file)"
    }
  }

  /// Takes away what `name` has made.
  func tidy(_ world: TestWorld) {
    for name in ["hard", "soft"] { try? FileManager.default.removeItem(atPath: world.path(name)) }
  }
}
