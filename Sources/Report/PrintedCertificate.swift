import FoundationEssentials
package import StudentStore
package import Workflows

/// A certificate that was printed earlier, as text or as JSON, to be compared with the database.
package struct PrintedCertificate {
  /// The signature that it names.
  package let signOff: Int64
  /// The heads that it prints.
  package let heads: [TrailHead]
  /// The printed values that never change, by label or key.
  private let values: [String: String]
  private let isJSON: Bool

  /// The labels of the text whose values stay as they were at signing.
  private static let labels = [
    "run", "signed by", "entered by", "at", "meaning", "accepted", "corrected", "decided",
    "left unknown",
    "still open", "content", "trail before", "at signing",
  ]
  private static let keys = [
    "run", "name", "role", "actor", "statement", "signed_at", "accepted", "corrected", "decided",
    "left_unknown", "open", "in_batches", "content_digest", "head_before", "head_at_signing",
  ]

  /// Reads a certificate; nil for anything else.
  package init?(reading bytes: [UInt8]) {
    let text = String(decoding: bytes, as: UTF8.self)
    let fields = try? JSONDecoder().decode([String: Field].self, from: Data(bytes))
    let values =
      fields?.compactMapValues(\.text)
      ?? Self.values(ofText: text.split(whereSeparator: \.isNewline).map(String.init))
    isJSON = fields != nil
    self.values = values
    let name = values["sign_off"] ?? ""
    guard name.first == "s", let number = Int64(name.dropFirst()), number > 0 else { return nil }
    signOff = number
    heads = ["head_before", "head_at_signing", "head", "trail before", "at signing", "trail now"]
      .compactMap { values[$0].flatMap(TrailHead.init(reading:)) }
    guard !heads.isEmpty else { return nil }
  }

  /// The printed values that differ from the signature as it is now, in words.
  ///
  /// `now`: nil where the database has no such signature.
  package func differences(from now: Certificate?) -> [String] {
    guard let now else { return ["the database has no signature s\(signOff)"] }
    let report = CertificateRendering(now, printedAt: "").report
    let present: [String: String]
    if isJSON {
      guard case .object(let members) = report.json else { return [] }
      present = Dictionary(
        members.compactMap { member in Self.text(member.value).map { (member.key, $0) } },
        uniquingKeysWith: { first, _ in first }
      )
    } else {
      present = Self.values(ofText: report.text.map { $0.shown(painted: false) })
    }
    // Which of the corrected had no suggestion is no longer known of one who was erased.
    let uncertain: Set<String> =
      now.signOff.erasedSince == 0 ? [] : isJSON ? ["decided"] : ["decided", "corrected"]
    return now.evidence.problems
      + (isJSON ? Self.keys : Self.labels).compactMap { name in
        guard values[name] != present[name], !uncertain.contains(name) else { return nil }
        return "\(name) is printed as \"\(values[name] ?? "")\" and is \"\(present[name] ?? "")\""
      }
  }

  private static func values(ofText lines: [String]) -> [String: String] {
    var values: [String: String] = [:]
    for line in lines {
      if line.hasPrefix("Sign-off s") {
        let words = line.split(separator: " ").map(String.init)
        values["sign_off"] = words[1]
        values["run"] = words.last
      }
      for label in labels + ["trail now"]
      where values[label] == nil && line.hasPrefix("  " + SafeText.padded(label, to: 14)) {
        values[label] = String(line.dropFirst(16))
      }
    }
    return values
  }

  private static func text(_ value: JSONValue) -> String? {
    switch value {
    case .text(let text): text
    case .integer(let integer): "\(integer)"
    default: nil
    }
  }

  /// A value of the JSON: a text or a whole number; everything else is passed over.
  private struct Field: Decodable {
    let text: String?

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let text = try? container.decode(String.self) {
        self.text = text
      } else if let integer = try? container.decode(Int64.self) {
        text = "\(integer)"
      } else {
        text = nil
      }
    }
  }
}
