import Report

/// The steps of the job, in their order.
enum Step: CaseIterable {
  case start
  case importing
  case doubts
  case infer
  case review
  case sign
  case takeOut
  case history

  var path: String {
    switch self {
    case .start: "/"
    case .importing: "/import"
    case .doubts: "/doubts"
    case .infer: "/infer"
    case .review: "/review"
    case .sign: "/sign"
    case .takeOut: "/takeout"
    case .history: "/history"
    }
  }

  var name: Phrase {
    switch self {
    case .start: .stepStart
    case .importing: .stepImport
    case .doubts: .stepDoubts
    case .infer: .stepInfer
    case .review: .stepReview
    case .sign: .stepSign
    case .takeOut: .stepTakeOut
    case .history: .stepHistory
    }
  }
}
