/// How some texts would read in each of the encodings that they are likely to be in.
///
/// For a person to see which one is right. Nothing is decided: on the few names of a list, even the
/// best guess is wrong too often.
package struct LikelyReadings: Sendable {
  /// The texts as some of the encodings read them, all alike.
  package struct Reading: Sendable, Equatable {
    /// The encodings, the likelier first.
    package let encodings: [CharacterEncoding]
    /// The samples, decoded.
    package let texts: [String]
  }

  /// The encodings that schools' files in the nine languages are in, by how often they are met.
  ///
  /// Those of Windows in the west and in Poland, of the Macintosh before it had Unicode, of the
  /// DOS window, and the standards. `iso-8859-1` is `windows-1252` with control characters where
  /// that has quotes and dashes, and so is not listed beside it.
  package static let usual = [
    "windows-1252", "iso-8859-15", "windows-1250", "iso-8859-2", "macintosh", "cp850", "cp852",
    "cp437", "mac-centraleurope",
  ]

  /// The different readings, the best-looking first.
  ///
  /// A reading looks better the fewer characters stand out in it: a mark inside a word or at the
  /// wrong end of one, a letter whose case does not go with its neighbours (`ZoÎ`, `MÅller`), and
  /// one alone where a dash may have been (`7b ñ Deutsch`). Hyphens and apostrophes that join
  /// names, quotes around words, dashes between them and the ordinals of "2º A" are fine. Where that is equal, letters beyond the
  /// nine languages count, and then the order in which the encodings were given. An encoding
  /// without some of the bytes, or that makes control characters of them, is left out.
  package let readings: [Reading]

  /// Reads the samples.
  ///
  /// - Parameters:
  ///   - samples: Cells or lines as they stand in the file, some of which are not UTF-8.
  ///   - others: Further ones, not shown, which count where the samples look equally well.
  ///   - names: The encodings to try; one that this machine's C library lacks is left out.
  package init(
    of samples: [[UInt8]],
    beside others: [[UInt8]] = [],
    in names: [String] = Self.usual
  ) {
    var readings: [(encodings: [CharacterEncoding], texts: [String], looks: [Looks])] = []
    for name in names {
      guard let encoding = try? CharacterEncoding(named: name),
        let texts = Self.texts(of: samples, in: encoding)
      else { continue }
      if let known = readings.firstIndex(where: { $0.texts == texts }) {
        readings[known].encodings.append(encoding)
      } else {
        let looks = [
          Looks(of: texts), Self.texts(of: others, in: encoding).map { Looks(of: $0) } ?? .worst,
        ]
        readings.append((encodings: [encoding], texts: texts, looks: looks))
      }
    }
    // Equals keep their order.
    let places = readings.indices.sorted {
      (readings[$0].looks[0], readings[$0].looks[1], $0)
        < (readings[$1].looks[0], readings[$1].looks[1], $1)
    }
    self.readings = places.map {
      Reading(encodings: readings[$0].encodings, texts: readings[$0].texts)
    }
  }

  /// The samples in an encoding, or nil where it cannot be theirs.
  private static func texts(of samples: [[UInt8]], in encoding: CharacterEncoding) -> [String]? {
    var texts: [String] = []
    for sample in samples {
      var decoder = TextDecoder(encoding)
      var bytes: [UInt8] = []
      decoder.decode(sample[...], into: &bytes)
      decoder.finish(into: &bytes)
      guard let text = String(validating: bytes, as: UTF8.self) else { return nil }
      // Those of ASCII are the same in all encodings.
      if text.unicodeScalars.contains(where: { (0x80...0x9F).contains($0.value) }) { return nil }
      texts.append(text)
    }
    return texts
  }
}
