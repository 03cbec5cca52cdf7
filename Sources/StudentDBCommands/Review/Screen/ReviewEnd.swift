/// What is shown when nobody is left to decide about.
struct ReviewEnd {
  let all: Int
  /// What the blind answers say, in sentences.
  let progress: [String]

  /// The lines of the page.
  func lines(_ width: Int) -> [String] {
    ScreenText.wrapped(
      all == 0
        ? "There are no students in this queue."
        : "Nothing is left to decide: all \(all) are done.",
      to: width
    ) + [""]
      + progress.flatMap { ScreenText.wrapped($0, to: width) + [""] }
      + ScreenText.wrapped("Next: studentdb review sign-off --name NAME --role ROLE", to: width)
      + [""] + ScreenText.flowed(["u undo", "/ find", "b list", "? help", "q stop"], to: width)
  }
}
