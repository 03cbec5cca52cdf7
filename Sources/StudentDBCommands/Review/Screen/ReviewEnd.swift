/// What is shown when nobody is left to decide about.
struct ReviewEnd {
  let all: Int

  /// The lines of the page.
  func lines(_ width: Int) -> [String] {
    ScreenText.wrapped(
      all == 0
        ? "Nobody is in this queue." : "Nothing is left to decide: all \(all) are done.",
      to: width
    ) + [""]
      + ScreenText.wrapped("Next: studentdb review sign-off --name NAME --role ROLE", to: width)
      + [""] + ScreenText.flowed(["u undo", "/ find", "b list", "? help", "q stop"], to: width)
  }
}
