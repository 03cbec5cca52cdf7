extension Statement {
  /// Another name of ``forEachRow(_:)``, which reads less like a collection's.
  package mutating func forEach(_ body: (borrowing Row) throws -> Void) throws {
    try forEachRow(body)
  }

  /// Another name of ``forEachRow(binding:body:)``.
  package mutating func forEach(
    binding values: SQLiteValue...,
    body: (borrowing Row) throws -> Void
  ) throws {
    try bind(values)
    try forEachRow(body)
  }
}
