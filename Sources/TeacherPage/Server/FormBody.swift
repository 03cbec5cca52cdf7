import Files
import HTTPTypes
import Hummingbird
import Report

/// What came with a form: its fields, and its files in temporary files.
struct FormBody: Sendable {
  private(set) var fields = FormFields()
  private(set) var files: [UploadedFile] = []

  /// Nothing, as of a page that is only looked at.
  init() {}

  /// Reads a form as it arrives; nothing longer than the limits is kept, and nothing slower.
  init(
    of request: Request,
    limits: PageLimits,
    folder: String,
    seconds: @escaping @Sendable () -> Double
  ) async throws(FormBodyError) {
    let type = request.headers[.contentType] ?? ""
    let boundary = MultipartReader.boundary(in: type)
    guard boundary != nil || type.hasPrefix("application/x-www-form-urlencoded") else {
      throw .otherKind
    }
    let limit = boundary == nil ? limits.formBytes : limits.uploadBytes
    let end = seconds() + (boundary == nil ? limits.formSeconds : limits.uploadSeconds)
    if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > limit {
      throw .tooLong
    }
    var count = 0
    var text: [UInt8] = []
    var multipart = boundary.map { MultipartReader(boundary: $0, folder: folder, limits: limits) }
    do {
      for try await piece in request.body {
        count += piece.readableBytes
        guard count <= limit else { throw FormBodyError.tooLong }
        guard seconds() <= end else { throw FormBodyError.tooSlow }
        let bytes = Array(piece.readableBytesView)
        if multipart == nil { text += bytes } else { try multipart?.read(bytes) }
      }
      if var multipart {
        try multipart.finish()
        (fields, files) = (multipart.fields, multipart.files)
      } else {
        fields = FormFields(encoded: text)
      }
    } catch let error as FormBodyError {
      throw error
    } catch is FileError {
      throw .notStored
    } catch {
      throw .broken
    }
  }
}

/// Why a form was not taken; nothing was changed.
enum FormBodyError: Error, Equatable {
  case tooLong
  case tooSlow
  /// It is neither of the kinds that a browser sends.
  case otherKind
  case broken
  /// The temporary file could not be written.
  case notStored
  /// The system gave no random numbers.
  case noRandomness

  var status: HTTPResponse.Status {
    switch self {
    case .tooLong: .contentTooLarge
    case .tooSlow: .requestTimeout
    case .otherKind: .unsupportedMediaType
    case .broken: .badRequest
    case .notStored, .noRandomness: .internalServerError
    }
  }

  var phrase: Phrase {
    switch self {
    case .tooLong: .formTooLong
    case .tooSlow: .formTooSlow
    case .otherKind, .broken: .formBroken
    case .notStored: .formNotStored
    case .noRandomness: .noRandomness
    }
  }
}
