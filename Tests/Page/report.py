"""The report as a file in a browser: accessible, narrow, in both themes, its curves seen, and nothing fetched."""

import io
import json
import pathlib

from PIL import Image

from page import check, studentdb, temporary_folder

SCALE = 3  # Pixels of the picture a pixel of the page, so that a curve has pixels without a soft edge.
BESIDE = 2.7  # Pixels of the page from the middle of a curve to what is beside it: it is 2.2 wide.
EXAMPLE = pathlib.Path(__file__).resolve().parent.parent.parent / "Examples/edmond-school.csv"


def reports(browser, inspector):
    """A school by ages with names, decided in part and signed; each language, with names and without."""
    with temporary_folder() as name:
        folder = pathlib.Path(name)
        school = ["--db", str(folder / "school.studentdb")]

        def run(*words):
            return studentdb(*words, *school, "--as", "Frau Krause", folder=folder)

        run("import", str(EXAMPLE))
        run("impute", "--by", "group")
        run("impute", "--by", "age", "--names", "endings")
        run("review", "accept", "--at-least", "0.95", "--yes")
        student = json.loads(studentdb("review", "queue", "--json", *school, folder=folder))[0]["student"]
        run("review", "decide", f"number:{student}", "--leave-unknown")
        run("review", "sign-off", "--name", "Frau Krause", "--role", "Klassenleitung", "--allow-open")
        for language, anonymous in (("en", False), ("de", False), ("de", True)):
            file = folder / f"report-{language}{'-anonymous' if anonymous else ''}.html"
            studentdb("report", "-o", str(file), "--language", language, *(["--anonymous"] if anonymous else []),
                      *school, folder=folder)
            look(browser, inspector, file)
        # A single panel, in which bars, curves and missing children are together.
        run("impute", "--by", "none")
        file = folder / "report-whole.html"
        studentdb("report", "-o", str(file), *school, folder=folder)
        look(browser, inspector, file)


class Reader:
    """A window with one file, and every request that it makes."""

    def __init__(self, browser, file, **options):
        self.context = browser.new_context(**options)
        self.requests, self.broken = [], []
        self.context.on("request", lambda request: self.requests.append(request.url))
        self.page = self.context.new_page()
        self.page.on("console", lambda message: self.broken.append(message.text))
        self.page.on("pageerror", lambda error: self.broken.append(str(error)))
        self.page.goto(file.as_uri())


def look(browser, inspector, file):
    reader = Reader(browser, file)
    check(f"{file.name} asks for nothing but itself", reader.requests == [file.as_uri()], reader.requests)
    # What is folded is looked at, too.
    reader.page.evaluate("document.querySelectorAll('details').forEach(e => { e.removeAttribute('name'); e.open = true })")
    inspector.look(reader, file.stem)
    check(f"{file.name} breaks no policy and runs no script", not reader.broken, reader.broken[:5])
    reader.context.close()
    for theme in ("light", "dark"):
        reader = Reader(browser, file, color_scheme=theme, device_scale_factor=SCALE)
        curves(reader.page, f"{file.name} ({theme})")
        texts(reader.page, f"{file.name} ({theme})")
        reader.context.close()


def texts(page, name):
    """No text of a drawing lies over another one, or is cut by the drawing's edge."""
    found = page.evaluate("""() => {
        const wrong = [];
        for (const svg of document.querySelectorAll('svg[role=img]')) {
            if (!svg.checkVisibility()) continue;
            const frame = svg.getBoundingClientRect();
            const texts = [...svg.querySelectorAll('text')].map(e => [e.textContent, e.getBoundingClientRect()]);
            texts.forEach(([text, box], place) => {
                if (box.left < frame.left - 1 || box.right > frame.right + 1 || box.top < frame.top - 1
                    || box.bottom > frame.bottom + 1) wrong.push(`"${text}" is cut in ${svg.getAttribute('aria-label').slice(0, 40)}`);
                for (const [other, second] of texts.slice(place + 1)) {
                    const across = Math.min(box.right, second.right) - Math.max(box.left, second.left);
                    const down = Math.min(box.bottom, second.bottom) - Math.max(box.top, second.top);
                    // Boxes of letters have room above and below.
                    if (across > 1 && down > 4) wrong.push(`"${text}" lies on "${other}" in ${svg.getAttribute('aria-label').slice(0, 40)}`);
                }
            });
        }
        return wrong;
    }""")
    check(f"no text is cut or covered in {name}", not found, "\n  ".join(found[:8]))


def curves(page, name):
    """Each curve has a contrast of 3 to the pixels at its both sides."""
    drawings = page.locator("svg[role=img]:visible:has(path.curve)")
    worst, seen = None, 0
    for place in range(min(drawings.count(), 4)):
        svg = drawings.nth(place)
        svg.scroll_into_view_if_needed()
        # Points lie on their curves on purpose.
        svg.evaluate("e => e.querySelectorAll('.mark').forEach(m => m.style.visibility = 'hidden')")
        # All that is in the window: a picture of an element alone begins at a whole pixel beside it.
        picture = Image.open(io.BytesIO(page.screenshot(animations="disabled"))).convert("RGB")
        lines = svg.evaluate("""(svg, [scale, beside]) => {
            return [...svg.querySelectorAll('path.curve')].map(curve => {
                const matrix = curve.getScreenCTM(), length = curve.getTotalLength();
                const at = distance => curve.getPointAtLength(distance).matrixTransform(matrix);
                return [getComputedStyle(curve).stroke.match(/\\d+/g).map(Number), [...Array(90).keys()].map(n => {
                    const distance = length * (n + 0.5) / 90, point = at(distance);
                    const before = at(distance - 0.5), after = at(distance + 0.5);
                    const way = Math.hypot(after.x - before.x, after.y - before.y) || 1;
                    const [across, down] = [(before.y - after.y) / way * beside, (after.x - before.x) / way * beside];
                    return [[0, 0], [across, down], [-across, -down]].map(([x, y]) =>
                        [(point.x + x) * scale, (point.y + y) * scale]);
                })];
            });
        }""", [SCALE, BESIDE])
        for colour, points in lines:
            ratios = []
            for places in points:
                places = [(round(x), round(y)) for x, y in places]
                if not all(0 <= x < picture.width and 0 <= y < picture.height for x, y in places):
                    continue
                on, *sides = [picture.getpixel(place) for place in places]
                if max(abs(one - other) for one, other in zip(on, colour)) > 8:
                    continue  # A gap between dashes, or another curve above.
                ratios.append(min(contrast(on, side) for side in sides))
            if len(ratios) < 20:
                continue
            seen += 1
            # Where two curves cross, one lies beside the other.
            ratio = sorted(ratios)[len(ratios) // 10]
            worst = ratio if worst is None else min(worst, ratio)
    check(f"curves are drawn in {name}", seen > 0)
    check(f"curves have a contrast of 3 in {name}", worst is not None and worst >= 3, f"{worst}")


def contrast(one, other):
    """As WCAG 2 defines it."""
    def luminance(colour):
        parts = [value / 255 for value in colour]
        linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)
