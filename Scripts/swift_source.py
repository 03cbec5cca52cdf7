"""Reads Swift source well enough for the checks: what is code, what is a string, what is a comment.

A full parser is not needed and not wanted. Known limits: a regex literal that contains a quote is
read as a string; nothing here looks at `#if`, both branches count.
"""

import pathlib
import re
import sys
from typing import NamedTuple


class Literal(NamedTuple):
    """One string literal: its text as written, without quotes and with interpolations cut out."""

    line: int
    text: str
    interpolated: bool


class Import(NamedTuple):
    """One import declaration: `@testable package import struct Module.Name`."""

    line: int
    attributes: str
    access: str
    module: str


class Finding(NamedTuple):
    """One broken rule: where, what and why, what to do."""

    file: str
    line: int
    what: str
    remedy: str


class SwiftSource:
    """One file. In `code` every comment, string and quoted identifier is blanked, lines kept."""

    def __init__(self, path, root):
        self.path = path.relative_to(root).as_posix()
        self.text = path.read_text(encoding="utf-8")
        self.literals = []
        self._blanked = list(self.text)
        self._read_code(0, closing=None)
        self.code = "".join(self._blanked)

    def matches(self, pattern):
        """The line and the match of every place in the code where the pattern is found."""
        for match in re.finditer(pattern, self.code, re.MULTILINE):
            yield self._line(match.start()), match

    def imports(self):
        pattern = (
            r"^[ \t]*(?P<attributes>(?:@\w+(?:\([^)\n]*\))?[ \t]+)*)"
            r"(?:(?P<access>public|package|internal|fileprivate|private)[ \t]+)?"
            r"import[ \t]+(?:(?:struct|class|enum|protocol|typealias|func|var|let|actor)[ \t]+)?"
            r"(?P<module>\w+)"
        )
        for line, match in self.matches(pattern):
            yield Import(
                line, match["attributes"].strip(), match["access"] or "", match["module"]
            )

    def _line(self, offset):
        return self.text.count("\n", 0, offset) + 1

    def _blank(self, start, end):
        for i in range(start, end):
            if self._blanked[i] != "\n":
                self._blanked[i] = " "

    def _read_code(self, i, closing):
        """Reads code from `i` to the end, or to the parenthesis that closes an interpolation."""
        text, depth = self.text, 0
        while i < len(text):
            if text.startswith("//", i):
                end = text.find("\n", i)
                end = len(text) if end < 0 else end
                self._blank(i, end)
                i = end
            elif text.startswith("/*", i):
                i = self._skip_block_comment(i)
            elif text[i] == "`":
                end = text.find("`", i + 1)
                end = len(text) if end < 0 else end + 1
                self._blank(i, end)
                i = end
            elif (opening := re.compile(r'(#*)("""|")').match(text, i)) is not None:
                i = self._read_literal(i, opening[1], opening[2])
            else:
                if closing is not None and text[i] == "(":
                    depth += 1
                if closing is not None and text[i] == closing:
                    if depth == 0:
                        return i + 1
                    depth -= 1
                i += 1
        return i

    def _skip_block_comment(self, start):
        i, depth = start, 0
        while i < len(self.text):
            if self.text.startswith("/*", i):
                depth, i = depth + 1, i + 2
            elif self.text.startswith("*/", i):
                depth, i = depth - 1, i + 2
                if depth == 0:
                    break
            else:
                i += 1
        self._blank(start, i)
        return i

    def _read_literal(self, start, hashes, quotes):
        text = self.text
        end_mark, escape = quotes + hashes, "\\" + hashes
        i = piece = start + len(hashes) + len(quotes)
        place = len(self.literals)
        self.literals.append(None)  # Keeps its place before the literals of its interpolations.
        pieces, interpolated = [], False
        self._blank(start, i)
        while i < len(text):
            if text.startswith(end_mark, i):
                break
            if text.startswith(escape + "(", i):
                interpolated = True
                pieces.append(text[piece:i])
                self._blank(piece, i + len(escape) + 1)
                i = piece = self._read_code(i + len(escape) + 1, closing=")")
            elif text.startswith(escape, i):
                i += len(escape) + 1
            elif quotes == '"' and text[i] == "\n":
                break  # Not closed: the compiler will say so.
            else:
                i += 1
        pieces.append(text[piece:i])
        self._blank(piece, min(i + len(end_mark), len(text)))
        self.literals[place] = Literal(self._line(start), "".join(pieces), interpolated)
        return min(i + len(end_mark), len(text))


def swift_sources(root, *folders):
    """Every Swift file in the folders of the tree, in a fixed order."""
    for folder in folders:
        for path in sorted((root / folder).rglob("*.swift")):
            yield SwiftSource(path, root)


def tree_from_arguments():
    """The tree to check: the one argument, or the package that this script belongs to."""
    if len(sys.argv) > 2:
        sys.exit(f"usage: {pathlib.Path(sys.argv[0]).name} [FOLDER]")
    if len(sys.argv) == 2:
        return pathlib.Path(sys.argv[1]).resolve()
    return pathlib.Path(__file__).resolve().parent.parent


def report(findings, praise):
    """Prints what was found, one line each, and ends the script: 0 when nothing was."""
    for finding in findings:
        place = f"{finding.file}:{finding.line}" if finding.line else finding.file
        print(f"{place}: {finding.what}; {finding.remedy}", file=sys.stderr)
    if findings:
        name = pathlib.Path(sys.argv[0]).name
        sys.exit(f"{name}: {len(findings)} to mend (the rules are in CONTRIBUTING.md)")
    print(praise)
