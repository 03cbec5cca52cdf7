/// What one part of a workbook says about the parts that belong to it.
struct PartRelations {
  /// One of them.
  struct Relation {
    /// The last word of its type's address: "worksheet", "styles" …; the addresses before it differ
    /// between usual and strict workbooks.
    let kind: String
    /// The name of the part in the archive; nil for one outside, which is never looked at.
    let part: String?
  }

  private static let most = 10_000

  private(set) var byID: [String: Relation] = [:]

  /// The first relation of a kind.
  func first(_ kind: String) -> Relation? {
    byID.sorted { $0.key < $1.key }.first { $0.value.kind == kind }?.value
  }

  /// Reads the relations of a part; an empty name stands for the archive as a whole.
  init(reading xml: consuming XMLReader, of part: String) throws(WorkbookError) {
    _ = try xml.next()
    guard xml.name == XMLName(namespace: .packageRelations, local: "Relationships") else {
      throw xml.invalid("it begins with <\(xml.name.local)> where relations of parts were expected")
    }
    while try xml.nextChild(of: 1) {
      guard xml.name == XMLName(namespace: .packageRelations, local: "Relationship"),
        let id = try xml.attribute("Id"), let type = try xml.attribute("Type"),
        let target = try xml.attribute("Target")
      else { continue }
      let isOutside = try xml.attribute("TargetMode") == "External"
      byID[id] = Relation(
        kind: type.split(separator: "/").last.map(String.init) ?? type,
        part: isOutside ? nil : Self.resolve(target, from: part)
      )
      guard byID.count <= Self.most else { throw xml.beyond(.list(of: "relations", Self.most)) }
    }
    try xml.readToEnd()
  }

  /// Where the relations of a part are kept: `xl/_rels/workbook.xml.rels` for `xl/workbook.xml`.
  static func part(for part: String) -> String {
    var folders = part.split(separator: "/").map(String.init)
    let name = folders.popLast() ?? ""
    return (folders + ["_rels", "\(name).rels"]).joined(separator: "/")
  }

  /// The part that a target names: from the root with a slash in front, else from the folder of the
  /// part that it is a target of.
  static func resolve(_ target: String, from part: String) -> String {
    var folders =
      target.hasPrefix("/") ? [] : part.split(separator: "/").dropLast().map(String.init)
    for step in target.split(separator: "/") {
      switch step {
      case ".": continue
      case "..": _ = folders.popLast()
      default: folders.append(String(step))
      }
    }
    return folders.joined(separator: "/")
  }
}
