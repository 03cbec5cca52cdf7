/// The steps of the job, in their order.
enum Step: CaseIterable {
  case start
  case importing
  case infer
  case review
  case sign

  var path: String {
    switch self {
    case .start: "/"
    case .importing: "/import"
    case .infer: "/infer"
    case .review: "/review"
    case .sign: "/sign"
    }
  }

  var name: Phrase {
    switch self {
    case .start: .stepStart
    case .importing: .stepImport
    case .infer: .stepInfer
    case .review: .stepReview
    case .sign: .stepSign
    }
  }
}
