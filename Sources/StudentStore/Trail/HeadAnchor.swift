/// A place outside the database where the head of the trail is kept after every act.
///
/// Noted there, a head shows what the file alone cannot: that the newest entries were taken away,
/// or the whole history was written anew.
package protocol HeadAnchor: Sendable {
  /// Makes sure, before an act, that its head can be kept.
  ///
  /// - Throws: if it cannot; then the act does not begin.
  func open(for database: String) throws -> OpenAnchor
}

/// An anchor that is ready for the head of one act.
package struct OpenAnchor {
  /// Its name in messages.
  package let name: String
  /// The head kept last; nil for the first one.
  package let newest: TrailHead?
  /// Keeps a head, durably.
  package let keep: (AnchorLine) throws -> Void

  package init(name: String, newest: TrailHead?, keep: @escaping (AnchorLine) throws -> Void) {
    self.name = name
    self.newest = newest
    self.keep = keep
  }
}

/// A line of an anchor: a head, when it was made, and by which kind of act.
package struct AnchorLine: Equatable, Sendable {
  package let head: TrailHead
  package let text: String

  init(_ head: TrailHead, kind: TrailKind, time: String) {
    self.head = head
    text = "\(head.description) \(time) \(kind.rawValue)"
  }

  /// Reads a line; nil for anything else.
  package init?(reading text: String) {
    let words = text.split(separator: " ", omittingEmptySubsequences: false)
    guard words.count == 3, let head = TrailHead(reading: String(words[0])), head.sequence > 0
    else { return nil }
    self.head = head
    self.text = text
  }
}

extension SchoolDatabase {
  /// Opens the anchor of an act before it; nil where there is none, or nothing to keep.
  func openAnchor(_ context: WorkContext, mode: Mode) throws -> OpenAnchor? {
    guard case .keep = mode, let path, let anchor = context.anchor else { return nil }
    return try anchor.open(for: path)
  }

  /// Whether the database still has the head that its anchor kept last.
  ///
  /// It is asked inside the transaction of an act, so that no act is kept in a file from which
  /// entries were taken.
  func check(_ anchor: OpenAnchor?) throws {
    guard let anchor, let newest = anchor.newest else { return }
    let trail = Trail(connection: connection)
    guard try !trail.contains(newest) else { return }
    throw StoreError.otherAnchor(
      name: anchor.name,
      kept: newest,
      isShorter: try trail.head().sequence < newest.sequence
    )
  }

  /// Keeps the head of a completed act.
  ///
  /// The creation of a file is not anchored: the next entry covers it, and a file in which nothing
  /// was stored is removed again.
  func keep(_ entry: TrailHead?, of kind: TrailKind, time: String, in anchor: OpenAnchor?) throws {
    guard let entry, entry.sequence > 1, let anchor else { return }
    do {
      try anchor.keep(AnchorLine(entry, kind: kind, time: time))
    } catch {
      throw StoreError.notAnchored(entry, kind, detail: "\(error)")
    }
  }
}
