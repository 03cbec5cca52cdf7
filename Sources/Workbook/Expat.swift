import CExpat

/// The safe face of libexpat: pieces of a part go in, a run of events comes out.
///
/// The events are described in `Sources/CExpat/shim.h`. What is refused there: a document type on sight, so
/// that no entity is ever defined; another encoding than UTF-8 and UTF-16; and whatever is beyond the
/// limits it was made with.
@safe struct Expat: ~Copyable {
  /// Why a part is not read further, and where.
  struct Refusal {
    enum Reason {
      case documentType
      case encoding(String)
      case depth
      case attributes
      case namespaces
      case memory
      /// Not well-formed; what libexpat says of it.
      case invalid(String)
    }

    let reason: Reason
    /// The line, counted from 1, and the byte, counted from 0.
    let line: Int
    let byte: Int
  }

  private let recorder: UnsafeMutablePointer<cexpat_recorder>

  /// - Returns: nil where memory has run out.
  init?(isUTF16: Bool, depth: Int, attributes: Int, namespaces: Int) {
    guard
      let recorder = unsafe cexpat_make(
        isUTF16 ? 1 : 0,
        Int32(clamping: depth),
        Int32(clamping: attributes),
        Int32(clamping: namespaces)
      )
    else { return nil }
    unsafe self.recorder = recorder
  }

  deinit { unsafe cexpat_free(recorder) }

  /// The bytes of the part up to the end of the last thing that was reported.
  var reported: Int { unsafe Int(recorder.pointee.reported) }

  /// Parses the next piece; an empty one is the end of the part.
  ///
  /// - Returns: The events, and why parsing ended behind them, if it did.
  mutating func parse(_ piece: [UInt8]) -> (events: [UInt8], refusal: Refusal?) {
    let isRead = unsafe piece.withUnsafeBytes { bytes in
      unsafe cexpat_parse(recorder, bytes.baseAddress, bytes.count, bytes.isEmpty ? 1 : 0) != 0
    }
    let events = unsafe [UInt8](
      UnsafeBufferPointer(start: recorder.pointee.events, count: recorder.pointee.count)
    )
    return (events, isRead ? nil : refusal)
  }

  private var refusal: Refusal {
    let parser = unsafe recorder.pointee.parser
    return unsafe Refusal(
      reason: reason,
      line: Int(XML_GetCurrentLineNumber(parser)),
      byte: max(0, Int(XML_GetCurrentByteIndex(parser)))
    )
  }

  private var reason: Refusal.Reason {
    switch unsafe Int(recorder.pointee.stop) {
    case CEXPAT_DOCUMENT_TYPE: return .documentType
    case CEXPAT_ENCODING:
      let name = unsafe withUnsafeBytes(of: &recorder.pointee.encoding) { bytes in
        unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      return .encoding(name)
    case CEXPAT_DEPTH: return .depth
    case CEXPAT_ATTRIBUTES: return .attributes
    case CEXPAT_NAMESPACES: return .namespaces
    case CEXPAT_MEMORY: return .memory
    default:
      let code = unsafe XML_GetErrorCode(recorder.pointee.parser)
      if code == XML_ERROR_NO_MEMORY { return .memory }
      guard let text = unsafe XML_ErrorString(code) else { return .invalid("not well-formed") }
      return unsafe .invalid(String(cString: text))
    }
  }
}
