import Bytes
import Migrations
import SQLite

/// Compares a file's schema with the one that the migrations create.
///
/// Building that one takes some milliseconds, so a digest is compared first.
struct SchemaCheck {
  private(set) var differences: [SchemaDifference] = []
  let objectCount: Int
  let builtIn: StoredSchema

  /// Compares the schemas.
  ///
  /// `version`: the file's version. `migrations`: the scripts that the program knows.
  init(
    _ connection: Connection,
    version: Int = Migration.all.count,
    _ migrations: [Migration] = Migration.all
  ) throws {
    builtIn =
      version == Migration.all.count
      ? try Self.newest.get() : try .builtIn(upTo: version, of: migrations)
    let stored = try StoredSchema(connection)
    objectCount = stored.objects.count
    var left = stored.objects
    var wanted: [StoredSchema.Object] = []
    for object in builtIn.objects {
      if let place = left.firstIndex(of: object) {
        left.remove(at: place)
      } else {
        wanted.append(object)
      }
    }
    for object in wanted.sorted(by: Self.byName) {
      let place = left.firstIndex { $0.type == object.type && $0.name == object.name }
      let impostor = left.first { $0.name == object.name }
      if let place {
        left.remove(at: place)
        differences.append(.init(object, .changed))
      } else if let impostor, ["table", "view"].contains(object.type) {
        differences.append(.init(object, .another(type: impostor.type)))
      } else {
        differences.append(.init(object, .missing))
      }
    }
    let names = Set(builtIn.objects.map { [$0.type, $0.name] })
    for object in left.sorted(by: Self.byName) {
      let isKnown = names.contains([object.type, object.name])
      let kind: SchemaDifference.Kind =
        isKnown ? .repeated : Self.isMadeByAnalyze(object) ? .analyzed : .foreign
      differences.append(.init(object, kind))
    }
  }

  /// Whether the migrations make a table of this name.
  func hasTable(_ name: String) -> Bool {
    builtIn.objects.contains { $0.type == "table" && $0.name == name }
  }

  /// The schema from the migrations: equal for every file, and computed once.
  private static let newest = Result { try StoredSchema.builtIn(upTo: Migration.all.count) }

  private static func byName(_ left: StoredSchema.Object, _ right: StoredSchema.Object) -> Bool {
    (left.name, left.type) < (right.name, right.type)
  }

  private static func isMadeByAnalyze(_ object: StoredSchema.Object) -> Bool {
    object.type == "table"
      && object.definition.map(analyzed.contains) ?? false
  }

  /// The tables of ANALYZE, as SQLite creates them.
  private static let analyzed: Set = [
    "CREATE TABLE sqlite_stat1(tbl,idx,stat)",
    "CREATE TABLE sqlite_stat4(tbl,idx,neq,nlt,ndlt,sample)",
  ]
}

/// One table, index, trigger or view that differs from the migrations.
package struct SchemaDifference: Equatable, Sendable {
  enum Kind: Equatable, Sendable {
    case missing
    case changed
    /// Something else has its name.
    case another(type: String)
    /// It is listed more than once.
    case repeated
    case foreign
    /// A table with the statistics of ANALYZE.
    case analyzed
  }

  let type: String
  let name: String
  let kind: Kind

  init(_ object: StoredSchema.Object, _ kind: Kind) {
    type = object.type
    name = object.name
    self.kind = kind
  }

  /// The difference, without the name.
  var message: String {
    switch kind {
    case .missing: "it is missing: it was dropped"
    case .changed: "its definition was changed"
    case .another(let type): "it is missing: a \(type) has its name"
    case .repeated: "it is there more than once"
    case .foreign: "it does not belong to studentdb"
    case .analyzed: "it was made by ANALYZE; DROP TABLE \(name) removes it"
    }
  }

  /// Whether it does not affect the stored rows: a trigger or a view.
  var isWithoutRows: Bool {
    if case .another = kind { return false }
    return type == "trigger" || type == "view"
  }

  var failure: Verification.Failure { .init(table: type, key: name, message: message) }
}

extension [SchemaDifference] {
  /// The first few, for a message.
  package var words: String {
    let shown = prefix(3).map { "\($0.type) \($0.name): \($0.message)" }
    let rest = count - shown.count
    return shown.joined(separator: "; ") + (rest > 0 ? "; and \(rest) more" : "")
  }

  /// The command that repairs the file if only ANALYZE was run on it.
  package func commandAfterAnalyze(path: String) -> String? {
    guard !isEmpty, allSatisfy({ $0.kind == .analyzed }) else { return nil }
    let statements = map { "DROP TABLE \($0.name)" }.joined(separator: "; ")
    return ShellWord.line(["sqlite3", path, statements])
  }
}
