import Files
import Report

/// Tells the person at the terminal where the page is, and shows it in the browser.
///
/// The addresses have a key that works once. What a program is started with can be read by every user of
/// the machine, so that the browser is not given its address but a file that only this user can read, and
/// that leads there.
struct BrowserLaunch: Sendable {
  private let file: PrivateFile?

  init(_ desk: SchoolDesk, port: Int, context: PageContext) async throws {
    let address = "http://127.0.0.1:\(port)\(PageResponder.entrance)?key="
    let printed = try await desk.newKey()
    context.say("The page is open on this computer, for the next minute at \(address)\(printed)")
    context.say("Ctrl-C ends it, and so does the button at the foot of the page.")
    guard let show = context.showInBrowser else {
      file = nil
      return
    }
    let launch = try PrivateFile(in: context.temporaryFolder, ending: ".html")
    try launch.write(Array(BarePage.launch(address + (try await desk.newKey())).text.utf8))
    show(launch.path)
    file = launch
  }

  /// Removes the file.
  func remove() { file?.remove() }
}
