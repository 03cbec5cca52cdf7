/// How the characters of a file are written as bytes: UTF-8, UTF-16 in one of its two byte orders,
/// or an encoding of one byte a character.
///
/// Two values are equal when their names are: what a name stands for does not change while the
/// program runs.
package struct CharacterEncoding: Sendable {
  /// The order of the two bytes of a UTF-16 unit.
  enum ByteOrder: Sendable {
    case littleEndian
    case bigEndian
  }

  enum Form: Sendable {
    case utf8
    case utf16(ByteOrder)
    case singleByte(SingleByteTable)
  }

  /// The one name under which the encoding is stored and printed, in lower case: `windows-1252`.
  package let name: String
  let form: Form

  private init(name: String, form: Form) {
    self.name = name
    self.form = form
  }

  /// What studentdb works in.
  package static let utf8 = CharacterEncoding(name: "utf-8", form: .utf8)
  /// UTF-16, the low byte first: what Windows calls Unicode.
  package static let utf16LittleEndian = CharacterEncoding(
    name: "utf-16le",
    form: .utf16(.littleEndian)
  )
  /// UTF-16, the high byte first.
  package static let utf16BigEndian = CharacterEncoding(name: "utf-16be", form: .utf16(.bigEndian))

  /// The encoding of a name, which may be one of the usual other names and in any case.
  ///
  /// The table of an encoding of one byte is asked of the C library and checked here, so that
  /// decoding and encoding cannot fail for its sake later. That takes about a millisecond.
  ///
  /// - Throws: An error that says why the name cannot be used, and which names can; for `utf-16`
  ///   that the byte order is missing, which `EncodingChoice` leaves to the file.
  package init(named written: String) throws(TextEncodingError) {
    switch EncodingNames.meaning(of: written) {
    case .known(Self.utf8.name): self = .utf8
    case .known(Self.utf16LittleEndian.name): self = .utf16LittleEndian
    case .known(Self.utf16BigEndian.name): self = .utf16BigEndian
    case .known(let name):
      do throws(SingleByteTable.Refusal) {
        self.init(name: name, form: .singleByte(try SingleByteTable(named: name)))
      } catch {
        throw TextEncodingError(refusing: name, for: error)
      }
    case .utf16ByMark: throw .noByteOrder
    case .several(let names): throw .severalMeanings(name: written, meanings: names)
    case .unknown: self = try Self.foundByTable(written)
    }
  }

  /// The encoding of a name that only the C library knows.
  ///
  /// It has hundreds of names, such as `csISOLatin1`, for the encodings in the list: the one with
  /// the same table is meant.
  private static func foundByTable(_ written: String) throws(TextEncodingError) -> Self {
    let table: SingleByteTable
    do throws(SingleByteTable.Refusal) {
      table = try SingleByteTable(named: written)
    } catch {
      guard error != .notThere else {
        throw .unknownName(written, nearest: EncodingNames.nearest(to: written))
      }
      throw TextEncodingError(refusing: written, for: error)
    }
    for name in EncodingNames.singleByte where (try? SingleByteTable(named: name)) == table {
      return CharacterEncoding(name: name, form: .singleByte(table))
    }
    throw .unknownName(written, nearest: EncodingNames.nearest(to: written))
  }

  /// The bytes of the mark that may stand before a text in this encoding.
  ///
  /// An encoding of one byte has no mark of its own; some programs write that of UTF-8 before it
  /// all the same.
  package var byteOrderMark: [UInt8] {
    switch form {
    case .utf8, .singleByte: ByteOrderMark.utf8.bytes
    case .utf16(.littleEndian): ByteOrderMark.utf16LittleEndian.bytes
    case .utf16(.bigEndian): ByteOrderMark.utf16BigEndian.bytes
    }
  }
}

extension CharacterEncoding: Hashable {
  /// Whether both have the same name.
  package static func == (left: Self, right: Self) -> Bool { left.name == right.name }

  /// Feeds the name to a hasher.
  package func hash(into hasher: inout Hasher) { hasher.combine(name) }
}
