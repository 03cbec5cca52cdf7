import Report

/// Pages outside a session: they show nothing of the school.
enum BarePage {
  /// The answer of the exchange, which leads on.
  static func entered(_ language: Language) -> HTML {
    document(
      language,
      head: "<meta http-equiv=\"refresh\" content=\"0; url=/\">",
      "<h1>studentdb</h1><p><a href=\"/\">\(Phrase.goOn(language))</a></p>"
    )
  }

  /// The local file that the browser is given.
  static func launch(_ address: String) -> HTML {
    document(
      .english,
      head: "<meta http-equiv=\"refresh\" content=\"0; url=\(address)\">",
      "<h1>studentdb</h1><p><a href=\"\(address)\">studentdb</a></p>"
    )
  }

  /// Why a request is refused, in every language.
  static func refusal(_ phrase: Phrase) -> HTML {
    document(
      .english,
      head: "",
      """
      <h1>studentdb</h1>
      <p>\(phrase.english)</p>
      <p lang="de">\(phrase.german)</p>
      """
    )
  }

  /// The last page.
  static func closed(_ language: Language) -> HTML {
    document(language, head: "", "<h1>studentdb</h1><p>\(Phrase.closed(language))</p>")
  }

  private static func document(_ language: Language, head: HTML, _ body: HTML) -> HTML {
    """
    <!doctype html>
    <html lang="\(language.rawValue)">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>studentdb</title>
    \(head)
    </head>
    <body><main>
    \(body)
    </main></body>
    </html>
    """
  }
}
