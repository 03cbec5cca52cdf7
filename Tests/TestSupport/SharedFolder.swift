package import Foundation

/// The folder `shared` beside the package, with real data and reference numbers.
///
/// It is not part of the package: tests that read it are enabled only where it ``exists`` and say
/// so where it does not. The place follows from this very file, so that the tests do not depend
/// on the directory they are started in.
package enum SharedFolder {
  /// Whether the folder is there.
  package static var exists: Bool {
    (try? url.resourceValues(forKeys: [.isDirectoryKey]).isDirectory) ?? false
  }

  /// The folder itself; where it is a link, what it leads to.
  package static var url: URL {
    packageRoot.deletingLastPathComponent().appendingPathComponent("shared")
      .resolvingSymlinksInPath()
  }

  /// The absolute path of a file in the folder, whether or not the file is there.
  package static func path(_ relativePath: String) -> String {
    url.appendingPathComponent(relativePath).path
  }

  /// The bytes of a file in the folder.
  ///
  /// - Throws: Foundation's error where the file is missing or unreadable.
  package static func bytes(_ relativePath: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: url.appendingPathComponent(relativePath)))
  }

  /// The text of a file in the folder, which has to be UTF-8.
  ///
  /// - Throws: Foundation's error where the file is missing, unreadable or not UTF-8.
  package static func text(_ relativePath: String) throws -> String {
    try String(contentsOf: url.appendingPathComponent(relativePath), encoding: .utf8)
  }

  /// The package's root: three levels above `Tests/TestSupport/SharedFolder.swift`.
  ///
  /// Links in the path are followed first, so that a test target that is linked into another
  /// package still finds the folder beside its real home.
  package static var packageRoot: URL {
    URL(fileURLWithPath: #filePath)
      .resolvingSymlinksInPath()
      .deletingLastPathComponent()
      .deletingLastPathComponent()
      .deletingLastPathComponent()
  }
}

/// Rosters and reference numbers that are part of the package, in `Tests/Fixtures`.
package enum OwnFixtures {
  /// The text of one of them.
  ///
  /// - Throws: Foundation's error where the file is missing or unreadable.
  package static func text(_ name: String) throws -> String {
    try String(
      contentsOf: SharedFolder.packageRoot.appendingPathComponent("Tests/Fixtures/\(name)"),
      encoding: .utf8
    )
  }
}
