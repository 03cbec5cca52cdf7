import Files
import Foundation
import Testing

/// `report -o FILE.pdf`, by programs that play the browser and, where one is installed, by Chromium.
struct ReportPDFTests {
  private static let real = ["/usr/bin/chromium", "/usr/bin/google-chrome"].first {
    FileManager.default.isExecutableFile(atPath: $0)
  }

  /// A world with a run, in which a script is the browser, and a folder for temporary files.
  private final class Scene {
    let world: TestWorld
    /// Short, as the path of a socket has to be.
    let folder = "/tmp/studentdb-pdf-\(UInt32.random(in: 0 ... .max))"

    /// `script`: `$target` and `$page` are its files.
    init(_ script: String = "") throws {
      world = try TestWorld.imputed()
      try world.write(
        """
        #!/bin/sh
        for word; do
          case "$word" in
            --print-to-pdf=*) target=${word#--print-to-pdf=} ;;
            file://*) page=${word#file://} ;;
          esac
        done
        \(script)

        """,
        to: "browser"
      )
      let files = FileManager.default
      try files.setAttributes([.posixPermissions: 0o700], ofItemAtPath: world.path("browser"))
      try files.createDirectory(atPath: folder, withIntermediateDirectories: false)
      world.environment["STUDENTDB_CHROMIUM"] = world.path("browser")
      world.environment["TMPDIR"] = folder
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    /// What the program left in the folder.
    var left: [String] {
      (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? ["no folder"]
    }
  }

  @Test func `the browser is given a file of this user alone, which is gone afterwards`() throws {
    let scene = try Scene(
      """
      (stat -c '%a' "$page" "$(dirname "$page")"; env; echo "$@"; cat "$page") > "${0%/*}/seen"
      mkdir -p "$HOME/profile/deep" && ln -s / "$HOME/profile/deep/link" && touch "$HOME/profile/deep/x"
      printf '%%PDF-1.4 made\\n%%%%EOF\\n' > "$target"
      """
    )
    let world = scene.world
    let answer = world.run("report", "-o", "report.pdf")
    #expect(answer.status == 0, "\(answer.messages)")
    #expect(world.text("report.pdf") == "%PDF-1.4 made\n%%EOF\n")
    let seen = try #require(world.text("seen"))
    #expect(seen.hasPrefix("600\n700\n"))
    #expect(seen.contains("Kim") && seen.contains("<h2 id=\"summary-title\">"))
    // Neither the actor nor a word of the list is in the arguments or the environment.
    let before = seen.components(separatedBy: "<!DOCTYPE").first ?? ""
    #expect(!before.contains("Edmond") && !before.contains("Kim") && before.contains("--headless"))
    #expect(scene.left.isEmpty)
    let attributes = try FileManager.default.attributesOfItem(atPath: world.path("report.pdf"))
    #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o600)
    // As with every output: not over a file, nor over the database.
    #expect(world.run("report", "-o", "report.pdf").status == 73)
    #expect(
      world.run("report", "--format", "pdf", "-o", "school.studentdb", "--force").status == 73
    )
    #expect(world.run("report", "--format", "pdf").output.starts(with: Array("%PDF-1.4".utf8)))
  }

  @Test(arguments: ["exit 3", "echo no > \"$target\"", ": > \"$target\"", "true", "kill -9 $$"])
  func `a browser that makes no PDF is named, with the other way, and nothing is left`(
    script: String
  )
    throws
  {
    let scene = try Scene(script)
    let world = scene.world
    let answer = world.run("report", "-o", "report.pdf")
    #expect(answer.status == 73)
    #expect(answer.messages.contains("made no PDF; write report.html instead"))
    #expect(world.bytes("report.pdf") == nil)
    #expect(scene.left.isEmpty)
    #expect(!world.contents.contains { $0.hasSuffix(".part") })
  }

  @Test func `a browser that does not end is ended with all that it started`() throws {
    let scene = try Scene("(sleep 30; touch \"${0%/*}/survived\") & sleep 30")
    let world = scene.world
    let browser = try #require(Chromium(chosen: world.path("browser"), searching: ""))
    let start = ContinuousClock.now
    #expect(throws: Chromium.Failure.tooSlow(seconds: 1)) {
      _ = try browser.pdf(of: Array("<p>".utf8), in: scene.folder, within: 1)
    }
    #expect(ContinuousClock.now - start < .seconds(20))
    #expect(scene.left.isEmpty)
  }

  @Test func `without a browser the sentence says how to print`() throws {
    let world = try TestWorld.imputed()
    for (path, chosen, word) in [
      ("", "", "none is on the PATH"), ("/nowhere:.", "", "none is on the PATH"),
      ("", "/nowhere/chromium", "STUDENTDB_CHROMIUM names no program: /nowhere/chromium"),
      ("", "/", "STUDENTDB_CHROMIUM names no program: /"),
    ] {
      world.environment["PATH"] = path
      world.environment["STUDENTDB_CHROMIUM"] = chosen
      let answer = world.run("report", "--format", "pdf", "-o", "report.pdf")
      #expect(answer.status == 73)
      #expect(answer.messages.contains(word), "\(answer.messages)")
      #expect(answer.messages.contains("open it in any browser, and print it to a PDF file"))
      #expect(!world.contents.contains("report.pdf"))
    }
  }

  @Test func `only a report is a PDF`() throws {
    let world = try TestWorld.imputed()
    for words in [
      ["list"], ["show", "r1"], ["export"], ["review", "queue"], ["verify"], ["status"],
    ] {
      let answer = world.run(words + ["--format", "pdf"])
      #expect(answer.status == 64, "\(words)")
      #expect(answer.messages.contains("only report writes a PDF"), "\(answer.messages)")
    }
    #expect(world.run("list", "--format", "png").status == 64)
  }

  @Test(.enabled(if: real != nil, "no Chromium is installed"))
  func `Chromium prints the report on A4, offline, and leaves nothing`() throws {
    let scene = try Scene()
    let world = scene.world
    world.environment["STUDENTDB_CHROMIUM"] = Self.real
    let answer = world.run("report", "-o", "report.pdf")
    #expect(answer.status == 0, "\(answer.messages)")
    let bytes = try #require(world.bytes("report.pdf"))
    let text = String(decoding: bytes, as: UTF8.self)
    #expect(text.hasPrefix("%PDF-") && text.contains("%%EOF"))
    // A4 is 595.28 by 841.89 points; Chromium writes 594.96 by 841.92.
    #expect(text.contains("/MediaBox [0 0 594.95996 841.91998]"))
    #expect(scene.left.isEmpty)
  }
}
