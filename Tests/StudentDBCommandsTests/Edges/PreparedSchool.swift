import Testing

/// A school with a run, made once for all tests that only need a file to begin with.
enum PreparedSchool {
  static let bytes = Result { () -> [UInt8] in
    let world = try TestWorld.imputed()
    return try #require(world.database)
  }
}

extension TestWorld {
  /// A world with such a school, and a further list to import.
  static func imputedOnce() throws -> TestWorld {
    let world = try TestWorld(["more.csv": "id,name,gender,height\n900,Zoe,F,165\n"])
    try world.write(try PreparedSchool.bytes.get(), to: "school.studentdb")
    return world
  }
}
