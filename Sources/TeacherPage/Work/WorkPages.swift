import HTTPTypes
import Report

/// The progress of work that takes long.
enum WorkPages {
  static let routes: [Route] = [
    .page("/work", duringWork: true) { desk, page in show(desk, page) },
    .page("/work/progress", duringWork: true) { desk, page in progress(desk, page) },
  ]

  private static func show(_ desk: isolated SchoolDesk, _ page: Page) -> Reply {
    guard let work = desk.work else { return page.go(to: "/") }
    switch work.outcome {
    case .done(let path): return page.go(to: path)
    case .failed(let error):
      desk.work = nil
      return page.failure(error)
    case nil: break
    }
    let progress = work.progress
    let bar: HTML =
      progress.share.map {
        "<progress max=\"1\" value=\"\(Numbers.fixed($0, 3))\" aria-labelledby=\"what\"></progress>"
      } ?? "<progress max=\"1\" aria-labelledby=\"what\"></progress>"
    return page.reply(
      work.title(page.language),
      step: nil,
      isWaiting: true,
      """
      <h1 id="what">\(work.title(page.language))</h1>
      <div data-progress="/work/progress">\(bar)
      <p role="status">\(words(work, page))</p></div>
      <p>\(page.linkButton("/work", .lookAgain, class: ""))</p>
      """
    )
  }

  private static func words(_ work: LongWork, _ page: Page) -> String {
    let progress = work.progress
    let lines = progress.lines.map { page.say(.linesRead($0)) }
    let share = progress.share.map(page.language.percent)
    return [lines, share].compactMap(\.self).joined(separator: ", ")
  }

  /// For the script: the share in the first line, words in the second.
  private static func progress(_ desk: isolated SchoolDesk, _ page: Page) -> Reply {
    guard let work = desk.work, work.isRunning else {
      return .asset(Array("done\n".utf8), type: plain)
    }
    let share = work.progress.share.map { Numbers.fixed($0, 3) } ?? ""
    return .asset(Array("\(share)\n\(words(work, page))\n".utf8), type: plain)
  }

  private static let plain = "text/plain; charset=utf-8"
}

extension SchoolDesk {
  /// Begins work beside the pages, and shows its progress.
  ///
  /// Short work is waited for: most lists are read in a tenth of a second.
  func begin(
    _ kind: LongWork.Kind,
    _ page: Page,
    _ body: @escaping @Sendable (LongWork) throws -> String
  ) -> Reply {
    if let work, work.isRunning { return page.failure(.busy, status: .conflict) }
    let work = LongWork(kind)
    self.work = work
    work.begin(body)
    return page.go(to: "/work")
  }
}
