import Files
import HTTPTypes
import Hummingbird
import Report

/// An answer of the page, with the headers that every answer has.
struct Reply: Sendable {
  var status: HTTPResponse.Status = .ok
  var headers: HTTPFields = [:]
  var body: Body = .bytes([])

  /// What is sent.
  enum Body: Sendable {
    case bytes([UInt8])
    /// A file of which nobody else knows, sent piece by piece.
    case file(HiddenFile)
  }

  /// A page.
  static func page(_ html: HTML, status: HTTPResponse.Status = .ok) -> Reply {
    Reply(
      status: status,
      headers: [.contentType: "text/html; charset=utf-8"],
      body: .bytes(Array(html.text.utf8))
    )
  }

  /// A style sheet or a script, compiled into the program.
  static func asset(_ bytes: [UInt8], type: String) -> Reply {
    Reply(headers: [.contentType: type], body: .bytes(bytes))
  }

  /// The page to go to after a change, so that a reload does not send the form again.
  static func seeOther(_ path: String) -> Reply {
    Reply(status: .seeOther, headers: [.location: path])
  }

  /// A file to save.
  static func download(_ body: Body, name: String, type: String) -> Reply {
    Reply(
      headers: [
        .contentType: type,
        .contentDisposition: "attachment; filename=\"\(asciiName(name))\"; "
          + "filename*=UTF-8''\(percentEncoded(name))",
      ],
      body: body
    )
  }

  /// Only the page itself may be shown, and only its own style sheet and script may run in it.
  private static let policy =
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; "
    + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

  /// Headers of every answer.
  ///
  /// The referrer is kept within the page: with `no-referrer` a browser would send `Origin: null` with
  /// the page's own forms. No page links to another host.
  private static let everywhere: [(String, String)] = [
    ("Content-Security-Policy", policy),
    ("Cache-Control", "no-store"),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("Referrer-Policy", "same-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=()"),
  ]

  /// The answer as Hummingbird sends it.
  ///
  /// `closing`: whether the connection ends with it, because the rest of the request is not wanted.
  func response(closing: Bool = false) -> Response {
    var headers = headers
    for (name, value) in Self.everywhere {
      if let name = HTTPField.Name(name) { headers[name] = value }
    }
    guard closing else { return Response(status: status, headers: headers, body: responseBody) }
    headers[.connection] = "close"
    let buffer = ByteBuffer(bytes: bytes)
    headers[.contentLength] = "\(buffer.readableBytes)"
    return Response(
      status: status,
      headers: headers,
      body: ResponseBody(contentLength: buffer.readableBytes) { writer in
        try await writer.write(buffer)
        try await writer.finish(nil)
        throw ConnectionEnds()
      }
    )
  }

  private var bytes: [UInt8] {
    if case .bytes(let bytes) = body { bytes } else { [] }
  }

  private var responseBody: ResponseBody {
    switch body {
    case .bytes(let bytes): ResponseBody(byteBuffer: ByteBuffer(bytes: bytes))
    case .file(let file):
      ResponseBody(contentLength: file.byteCount) { writer in
        let reader = try file.open()
        while case let piece = try reader.next(), !piece.isEmpty {
          try await writer.write(ByteBuffer(bytes: piece))
        }
        try await writer.finish(nil)
      }
    }
  }

  private static func asciiName(_ name: String) -> String {
    String(
      String.UnicodeScalarView(
        name.unicodeScalars.map { scalar in
          let isPlain =
            ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar)
            || ("0"..."9").contains(scalar) || [".", "-", "_"].contains(scalar)
          return isPlain ? scalar : "_"
        }
      )
    )
  }

  private static func percentEncoded(_ name: String) -> String {
    name.utf8.map { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "-"),
        UInt8(ascii: "_"):
        String(UnicodeScalar(byte))
      default:
        "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
      }
    }.joined()
  }
}

/// Thrown after an answer has been sent, so that the connection is closed and no more of the request is
/// read.
private struct ConnectionEnds: Error {}
