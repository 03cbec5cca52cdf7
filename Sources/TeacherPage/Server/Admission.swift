import HTTPTypes

/// What is checked of every request before anything is looked up: that it was meant for this server, and
/// that no other page sent it.
///
/// A page of another host can send requests to 127.0.0.1, and a name that is made to point to it (DNS
/// rebinding) makes them look like its own. Neither can choose the headers `Host`, `Origin` and
/// `Sec-Fetch-Site`.
struct Admission: Sendable {
  /// The server's port.
  let port: Int

  /// Why a request is refused.
  enum Refusal: Equatable {
    /// The header `Host` is not this server.
    case otherHost
    /// Another page sent the request.
    case otherOrigin
    /// Only GET and POST are known.
    case method

    var status: HTTPResponse.Status {
      switch self {
      case .otherHost: .misdirectedRequest
      case .otherOrigin: .forbidden
      case .method: .methodNotAllowed
      }
    }
  }

  var host: String { "127.0.0.1:\(port)" }
  var origin: String { "http://\(host)" }
  /// Cookies are shared by all ports of a host, so the name has the port.
  var cookie: String { "studentdb_\(port)" }

  /// Why a request is refused; nil where it is not.
  ///
  /// `isEntrance`: it exchanges a one-time key, to which a local file leads; its secret is in the address.
  func refusal(of request: HTTPRequest, isEntrance: Bool) -> Refusal? {
    guard request.method == .get || request.method == .post else { return .method }
    guard request.authority == host else { return .otherHost }
    let origins = request.headerFields[values: .origin]
    if request.method == .post {
      // Every browser says where a form comes from.
      return origins == [origin] ? nil : .otherOrigin
    }
    guard origins.allSatisfy({ $0 == origin }) else { return .otherOrigin }
    let site = request.headerFields[.secFetchSite]
    if isEntrance || site == nil || site == "same-origin" || site == "none" { return nil }
    return .otherOrigin
  }

  /// The session's secret in the cookies of a request; nil where there is none, or more than one.
  func session(in request: HTTPRequest) -> String? {
    let cookies = request.headerFields[values: .cookie].flatMap { $0.split(separator: ";") }
    let own = cookies.compactMap { cookie -> String? in
      let sides = cookie.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard sides.count == 2, sides[0].drop(while: { $0 == " " }) == self.cookie[...] else {
        return nil
      }
      return String(sides[1])
    }
    return own.count == 1 ? own[0] : nil
  }
}

extension HTTPField.Name {
  /// A header that browsers alone can set.
  static let secFetchSite = HTTPField.Name("Sec-Fetch-Site") ?? .origin
}
