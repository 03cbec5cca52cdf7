"""A terminal to talk to a program through: Python's pty, and a small interpreter of what it paints.

The interpreter knows just the sequences that the program is meant to send, and raises on any other:
so a name that smuggles an escape code in makes a test fail.
"""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
import unicodedata

SEQUENCE = re.compile(r"\x1b\[(\??)([0-9;]*)([A-Za-z])")
PATIENCE = 10.0  # Seconds until something that should have happened counts as not happening.


class UnexpectedBytes(Exception):
    """The program sent what no terminal should be sent."""


def width(character):
    """How many columns a character takes, as wcwidth has it."""
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


class Screen:
    """What is to be seen: a grid of cells, each a character with what combines with it."""

    def __init__(self, columns, rows):
        self.resize(columns, rows)
        self.alternate = False
        self.cursor_shown = True
        self.pending = ""
        self.before = ""

    def resize(self, columns, rows):
        self.columns, self.rows = columns, rows
        self.cells = [[" "] * columns for _ in range(rows)]
        self.row = self.column = 0

    @property
    def lines(self):
        return ["".join(row).rstrip() for row in self.cells]

    @property
    def text(self):
        return "\n".join(self.lines)

    def feed(self, text):
        text = self.pending + text
        self.pending = ""
        position = 0
        while position < len(text):
            character = text[position]
            if character == "\x1b":
                match = SEQUENCE.match(text, position)
                if not match:
                    if len(text) - position < 12:
                        self.pending = text[position:]
                        return
                    raise UnexpectedBytes(repr(text[position : position + 12]))
                self.obey(match[1], match[2], match[3])
                position = match.end()
                continue
            self.put(character)
            position += 1

    def put(self, character):
        if character == "\r":
            self.column = 0
        elif character == "\n":
            if self.alternate:
                raise UnexpectedBytes("a newline within the screen")
            self.before += "\n"
        elif unicodedata.category(character) == "Cc":
            raise UnexpectedBytes(repr(character))
        elif not self.alternate:
            self.before += character
        else:
            self.write(character)

    def write(self, character):
        columns = width(character)
        if columns == 0:
            if self.column > 0:
                self.cells[self.row][self.column - 1] += character
            return
        if self.column + columns > self.columns:
            raise UnexpectedBytes(f"row {self.row} is wider than the screen: {self.lines[self.row]!r}")
        self.cells[self.row][self.column] = character
        for extra in range(1, columns):
            self.cells[self.row][self.column + extra] = ""
        self.column += columns

    def obey(self, private, numbers, final):
        if private:
            on = final == "h"
            if numbers == "1049":
                if on and not self.alternate:
                    self.resize(self.columns, self.rows)
                self.alternate = on
            elif numbers == "25":
                self.cursor_shown = on
            elif numbers not in ("7", "2004"):
                raise UnexpectedBytes(f"mode {numbers}")
        elif final == "H":
            row, column = [int(number) for number in (numbers or "1;1").split(";")]
            self.row, self.column = row - 1, column - 1
            if not (0 <= self.row < self.rows and 0 <= self.column < self.columns):
                raise UnexpectedBytes(f"the cursor goes to {row};{column}, outside the screen")
        elif final == "K":
            self.cells[self.row][self.column :] = [" "] * (self.columns - self.column)
        elif final == "J":
            self.cells = [[" "] * self.columns for _ in range(self.rows)]
        else:
            raise UnexpectedBytes(f"the sequence ESC [ {numbers} {final}")


class Session:
    """A program on a terminal of its own."""

    def __init__(self, command, columns=80, rows=24, environment=None, cwd=None):
        self.screen = Screen(columns, rows)
        self.master, self.slave = pty.openpty()
        self.set_size(columns, rows)
        self.settings = termios.tcgetattr(self.slave)
        self.status = None
        self.pid = os.fork()
        if self.pid == 0:
            self.become(command, environment, cwd)
        os.set_blocking(self.master, False)

    def become(self, command, environment, cwd):
        """In the child: a session of its own whose terminal this is."""
        try:
            os.setsid()
            fcntl.ioctl(self.slave, termios.TIOCSCTTY, 0)
            for descriptor in (0, 1, 2):
                os.dup2(self.slave, descriptor)
            os.close(self.master)
            os.close(self.slave)
            if cwd:
                os.chdir(cwd)
            os.execve(command[0], command, environment or os.environ)
        finally:
            os._exit(126)

    def set_size(self, columns, rows):
        fcntl.ioctl(self.slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def resize(self, columns, rows):
        self.screen.resize(columns, rows)
        self.set_size(columns, rows)

    def send(self, keys):
        os.write(self.master, keys.encode() if isinstance(keys, str) else keys)

    def read(self, seconds=0.02):
        """Takes in what has come; False where nothing did."""
        ready, _, _ = select.select([self.master], [], [], seconds)
        if not ready:
            return False
        try:
            data = os.read(self.master, 1 << 16)
        except (BlockingIOError, OSError):
            return False
        self.partial = getattr(self, "partial", b"") + data
        try:
            text, self.partial = self.partial.decode(), b""
        except UnicodeDecodeError as error:
            if len(self.partial) - error.start > 3:
                raise
            text, self.partial = self.partial[: error.start].decode(), self.partial[error.start :]
        self.screen.feed(text)
        return True

    def wait(self, *texts, absent=()):
        """Waits until all of some texts are to be seen, and none of others."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            shown = self.screen.text if self.screen.alternate else self.screen.before
            flat = re.sub(r"\s+", " ", shown)
            if all(text in flat for text in texts) and not any(text in flat for text in absent):
                if not self.read(0):
                    return self.screen.text
                continue
            self.read()
        raise AssertionError(f"not seen: {texts}, or seen: {absent}\n{self.shown()}")

    def press(self, keys, *texts, absent=()):
        """Presses keys, and waits until what they do is to be seen."""
        self.send(keys)
        return self.wait(*texts, absent=absent)

    def shown(self):
        screen = self.screen.text if self.screen.alternate else self.screen.before
        return "\n".join("  | " + line for line in screen.split("\n"))

    def end(self):
        """Waits for the program to end, and gives how it did: the status, or minus a signal."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            self.read()
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                while self.read(0):
                    pass
                self.pid = None
                return os.waitstatus_to_exitcode(status)
        raise AssertionError(f"the program does not end\n{self.shown()}")

    def wait_stopped(self):
        """Waits until the program has stopped, as by Ctrl-Z."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            self.read()
            pid, status = os.waitpid(self.pid, os.WNOHANG | os.WUNTRACED)
            if pid:
                assert os.WIFSTOPPED(status), "the program ended instead of stopping"
                return
        raise AssertionError("the program does not stop")

    def settings_now(self):
        return termios.tcgetattr(self.slave)

    def close(self):
        if self.pid:
            try:
                os.kill(self.pid, signal.SIGKILL)
                os.waitpid(self.pid, 0)
            except (ProcessLookupError, ChildProcessError):
                pass
            self.pid = None
        os.close(self.master)
        os.close(self.slave)
