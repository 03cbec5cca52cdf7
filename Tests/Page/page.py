"""The program as a server, a browser in front of it, and what is demanded of every page."""

import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile

PACKAGE = pathlib.Path(__file__).resolve().parent.parent.parent
PROGRAM = os.path.abspath(os.environ.get("STUDENTDB", PACKAGE / ".build/release/studentdb"))
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
PATIENCE = 60_000  # Milliseconds that a page may take on a loaded machine.
# Words of English sentences that no German one has.
ENGLISH = set("the is of and with this that than from not has have are be it which them by for to student students".split())
GUIDE = PACKAGE / "Guides"
AXE_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]

done = {"passed": 0, "failed": 0}


def check(what, holds, detail=""):
    done["passed" if holds else "failed"] += 1
    if not holds:
        print(f"FAILED: {what}\n  {detail}", file=sys.stderr)
    return holds


def studentdb(*arguments, folder, allowed=(0, 1, 3, 4)):
    answer = subprocess.run(
        [PROGRAM, *arguments], capture_output=True, text=True, cwd=folder, env=environment(folder)
    )
    if answer.returncode not in allowed:
        sys.exit(f"studentdb {' '.join(arguments)}: exit {answer.returncode}\n{answer.stderr}")
    return answer.stdout


def environment(folder):
    return {"PATH": os.environ["PATH"], "HOME": str(folder), "TMPDIR": str(folder), "LANG": "C.UTF-8"}


def students(database, folder):
    """What `list --json` says, apart from who decided and when."""
    listed = json.loads(studentdb("list", "--json", "--db", str(database), folder=folder))
    for student in listed:
        for key in [key for key in student if key.startswith("decided_")]:
            del student[key]
    return listed


class Server:
    """`studentdb open`, from its first line to its end."""

    def __init__(self, folder, *arguments):
        self.folder = folder
        self.process = subprocess.Popen(
            [PROGRAM, "open", "--no-browser", *arguments], cwd=folder, env=environment(folder),
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )
        line = self.process.stdout.readline()
        found = re.search(r"http://127\.0\.0\.1:(\d+)\S*", line)
        if not found:
            sys.exit(f"studentdb open printed no address: {line!r} {self.process.stderr.read()!r}")
        self.entrance = found.group(0)
        self.port = int(found.group(1))
        self.home = f"http://127.0.0.1:{self.port}"

    def stop(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
        try:
            self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            check("the server ends by Ctrl-C within 30 seconds", False)
        return self.process.returncode

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()
        left = [path.name for path in pathlib.Path(self.folder).iterdir() if path.name.endswith(".html")]
        check("no file is left behind", not left, left)


class Visitor:
    """One browser window with everything that goes wrong in it."""

    def __init__(self, browser, server, language="de-DE", scripts=True, **options):
        self.server = server
        self.scripts = scripts
        self.context = browser.new_context(locale=language, java_script_enabled=scripts, **options)
        self.context.set_default_timeout(PATIENCE)
        self.foreign, self.broken = [], []
        self.context.on("request", self.note_request)
        self.page = self.context.new_page()
        self.page.on("console", self.note_message)
        self.page.on("pageerror", lambda error: self.broken.append(str(error)))

    def note_request(self, request):
        if not request.url.startswith(self.server.home + "/"):
            self.foreign.append(request.url)

    def note_message(self, message):
        # A page that says what is wrong comes with such a status on purpose.
        if message.type in ("error", "warning") and "Failed to load resource" not in message.text:
            self.broken.append(message.text)

    def enter(self, name=None):
        self.page.goto(self.server.entrance)
        self.page.wait_for_selector("header nav")  # The entrance leads on by itself.
        if name is not None:
            self.page.fill("#name", name)
            self.send("/who")

    def go(self, path):
        return self.page.goto(self.server.home + path)

    def send(self, action, button=None):
        """Sends the form of an address, and waits for what comes of it."""
        form = self.page.locator(f'form[action="{action}"]').first
        chosen = form.locator(button or "button").first
        with self.page.expect_navigation():
            chosen.click()
        self.rest()

    def rest(self):
        """Waits while work is done."""
        while self.page.url.endswith("/work"):
            if self.page.locator("[data-progress]").count() == 0:
                break
            try:
                with self.page.expect_navigation(timeout=5_000):
                    if not self.scripts:
                        self.page.click('a[href="/work"]')
            except Exception:  # The work goes on.
                pass

    def close(self):
        check("no request went to another host", not self.foreign, self.foreign)
        check("no script failed and no policy was broken", not self.broken, self.broken[:5])
        self.context.close()


class Inspector:
    """Accessibility, width and a picture of each page, in both themes."""

    def __init__(self, pictures=None, guide=False):
        from axe_playwright_python.sync_playwright import Axe
        self.axe = Axe()
        self.pictures = pathlib.Path(pictures) if pictures else None
        self.guide = guide
        self.seen = set()
        if self.pictures:
            self.pictures.mkdir(parents=True, exist_ok=True)

    def show(self, visitor, name):
        """Makes a picture that a guide shows, small enough for a repository."""
        if not self.guide:
            return
        page, size = visitor.page, visitor.page.viewport_size
        page.emulate_media(color_scheme="light")
        page.set_viewport_size({"width": 640, "height": 800})
        path = GUIDE / f"page-{name}.png"
        page.screenshot(path=path, full_page=True)
        page.set_viewport_size(size)
        check(f"{path.name} is small", path.stat().st_size < 150_000, f"{path.stat().st_size} bytes")

    def look(self, visitor, name):
        page = visitor.page
        language = page.get_attribute("html", "lang")
        if (name, language) in self.seen:
            return
        self.seen.add((name, language))
        # What a German page shows is German, apart from what says that it is not; a report names options of commands.
        if language == "de" and not name.startswith("report"):
            text = page.evaluate(
                """() => {
                  const main = document.querySelector("main").cloneNode(true);
                  main.querySelectorAll("[lang=en], code, bdi, .facts").forEach(one => one.remove());
                  return main.textContent;
                }"""
            )
            # Not in a hash such as 8be4.
            english = sorted(ENGLISH & set(re.findall(r"(?<![0-9a-zäöüß])[a-zäöüß]+(?![0-9a-zäöüß])", text.lower())))
            check(f"{name} has no English sentence in German", not english, f"{english} in {' '.join(text.split())[:3000]}")
        size = page.viewport_size
        for theme in ("light", "dark"):
            page.emulate_media(color_scheme=theme)
            results = self.axe.run(page, options={"runOnly": {"type": "tag", "values": AXE_RULES}})
            violations = [
                f"{one['id']}: {one['help']}: {one['nodes'][0]['html'][:200]}"
                for one in results.response["violations"]
            ]
            check(f"axe finds nothing on {name} ({language}, {theme})", not violations, "\n  ".join(violations))
            if self.pictures:
                page.screenshot(path=self.pictures / f"{name}-{language}-{theme}.png", full_page=True)
        page.emulate_media(color_scheme="light")
        page.set_viewport_size({"width": 320, "height": 640})
        width = page.evaluate("document.documentElement.scrollWidth")
        check(f"{name} ({language}) fits in 320 pixels", width <= 320, f"{width} pixels wide")
        if self.pictures:
            page.screenshot(path=self.pictures / f"{name}-{language}-narrow.png", full_page=True)
        page.set_viewport_size(size)


def temporary_folder():
    return tempfile.TemporaryDirectory(prefix="studentdb-page-")
