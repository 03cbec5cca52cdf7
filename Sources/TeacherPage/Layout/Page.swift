import Bytes
import HTTPTypes
import Report
import StudentStore

/// What answers one request: the visitor's language and session, and the frame around every page.
struct Page {
  let session: BrowserSession
  let visit: Visit
  let language: Language
  /// The database's file name, as every page shows it.
  let schoolName: String
  /// A job that is running, as every page mentions it.
  let work: String?

  init(desk: isolated SchoolDesk, session: BrowserSession, visit: Visit, language: Language) {
    self.session = session
    self.visit = visit
    self.language = language
    schoolName = desk.path.lastPathPart
    work = desk.work.flatMap { $0.isRunning ? $0.title(language) : nil }
  }

  func say(_ phrase: Phrase) -> String { phrase(language) }

  /// A page of the job.
  ///
  /// `isWaiting`: it changes by itself; without the script it is loaded again every two seconds.
  func reply(
    _ title: String,
    step: Step?,
    status: HTTPResponse.Status = .ok,
    isWaiting: Bool = false,
    _ main: HTML
  ) -> Reply {
    let notice = takeNotice()
    let head: HTML =
      isWaiting ? "<noscript><meta http-equiv=\"refresh\" content=\"2\"></noscript>" : ""
    return .page(frame(title, step: step, head: head, notice: notice, main), status: status)
  }

  /// Goes to the page on which something was switched.
  func goBack(_ notice: BrowserSession.Notice? = nil) -> Reply {
    let path = visit.form["back"] ?? "/"
    return go(to: Route.isPage(path) ? path : "/", notice)
  }

  /// Goes to another page, which first says what was done.
  func go(to path: String, _ notice: BrowserSession.Notice? = nil) -> Reply {
    if let notice { session.notice = notice }
    return .seeOther(path)
  }

  /// A form that changes something.
  func form(_ action: String, isUpload: Bool = false, class name: String = "", _ content: HTML)
    -> HTML
  {
    let kind: HTML = isUpload ? " enctype=\"multipart/form-data\"" : ""
    return """
      <form method="post" action="\(action)" class="\(name)"\(kind)>
      <input type="hidden" name="token" value="\(visit.token)">
      \(content)
      </form>
      """
  }

  /// The button of a form.
  func button(_ label: Phrase, class name: String = "main") -> HTML {
    "<button class=\"\(name)\">\(say(label))</button>"
  }

  /// A link that looks like a button: it leads somewhere and changes nothing.
  func linkButton(_ path: String, _ label: Phrase, class name: String = "main") -> HTML {
    "<a class=\"button \(name)\" href=\"\(path)\">\(say(label))</a>"
  }

  /// A phrase as a sentence, made safe to show.
  func sentence(_ phrase: Phrase) -> String { phrase.sentence(language) }

  /// A text of the school's, made safe to show and kept from turning its surroundings.
  func name(_ text: String) -> HTML { "<bdi>\(SafeText.shown(text))</bdi>" }

  private func takeNotice() -> HTML {
    defer { session.notice = nil }
    return switch session.notice {
    case .done(let text): "<p class=\"notice done\" id=\"notice\" role=\"status\">\(text)</p>"
    case .problem(let text):
      "<p class=\"notice problem\" id=\"notice\" role=\"alert\">\(text)</p>"
    case nil: ""
    }
  }

  private func frame(
    _ title: String,
    step: Step?,
    head: HTML,
    notice: HTML,
    _ main: HTML
  ) -> HTML {
    let shortcuts = session.hasShortcuts ? "on" : "off"
    let steps = Step.allCases.map { one -> HTML in
      one == step
        ? "<li><a href=\"\(one.path)\" aria-current=\"page\">\(say(one.name))</a></li>"
        : "<li><a href=\"\(one.path)\">\(say(one.name))</a></li>"
    }
    let running: HTML =
      work.map { "<p class=\"running\"><a href=\"/work\">\($0)</a></p>" } ?? ""
    let actor: HTML = """
      <p class="who">\(say(.actingAs)) \(name(session.actor)) · \
      <a href="/who">\(say(.changeName))</a></p>
      """
    return """
      <!doctype html>
      <html lang="\(language.rawValue)" data-shortcuts="\(shortcuts)">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>\(title) – studentdb</title>
      <link rel="icon" href="/icon.svg">
      <link rel="stylesheet" href="/page.css">
      <script src="/page.js" defer></script>
      \(head)
      </head>
      <body>
      <a class="skip" href="#main">\(say(.skipToContent))</a>
      <header>
      <p class="brand"><strong>studentdb</strong> \(name(schoolName))</p>
      \(actor)
      <nav aria-label="\(say(.steps))"><ol>\(steps.joined())</ol></nav>
      </header>
      <main id="main" tabindex="-1">
      \(running)
      \(notice)
      <div id="live" class="hidden" role="status" aria-live="polite"></div>
      \(main)
      </main>
      \(footer)
      </body>
      </html>
      """
  }

  private var footer: HTML {
    // After a form that was refused, the address is that of the form.
    let back = Route.isPage(visit.path) ? visit.path : "/"
    let here: HTML = "<input type=\"hidden\" name=\"back\" value=\"\(back)\">"
    let other = Language.allCases.filter { $0 != language }.map { other in
      form(
        "/language",
        class: "inline",
        """
        \(here)<button class="link" name="language" value="\(other.rawValue)" \
        lang="\(other.rawValue)">\(other.ownName)</button>
        """
      )
    }
    let keys = session.hasShortcuts ? Phrase.switchKeysOff : .switchKeysOn
    return """
      <footer>
      <p>\(say(.nothingLeaves))</p>
      \(other.joined())
      \(form("/shortcuts", class: "inline", "\(here)\(button(keys, class: "link"))"))
      \(form("/stop", class: "inline", button(.closeProgram, class: "link")))
      </footer>
      """
  }
}
