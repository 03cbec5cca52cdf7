import Report

/// The style sheet and the script, compiled into the program: no file is served from the disk.
enum Assets {
  /// The asset of a path; nil where there is none.
  static func reply(for path: String) -> Reply? {
    switch path {
    case "/page.css":
      .asset(PackageResources.page_css, type: "text/css; charset=utf-8")
    case "/figures.css":
      .asset(Array(RunFigures.stylesheet.text.utf8), type: "text/css; charset=utf-8")
    case "/page.js":
      .asset(PackageResources.page_js, type: "text/javascript; charset=utf-8")
    case "/icon.svg":
      .asset(PackageResources.icon_svg, type: "image/svg+xml")
    default: nil
    }
  }
}
