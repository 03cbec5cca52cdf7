"""A terminal to talk to a program through: Python's pty, and a small interpreter of what it paints.

The interpreter knows just the sequences that the program is meant to send, and raises on any other:
so a name that smuggles an escape code in makes a test fail.
"""

import contextlib
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
QUIET = 0.02  # Seconds without a byte after which a picture is whole.


class UnexpectedBytes(AssertionError):
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
            # Behind the last column the cursor still stands on it.
            start = min(self.column, self.columns - 1)
            self.cells[self.row][start:] = [" "] * (self.columns - start)
        elif final == "J":
            self.cells = [[" "] * self.columns for _ in range(self.rows)]
        else:
            raise UnexpectedBytes(f"the sequence ESC [ {numbers} {final}")


class Transcript:
    """What a program sends that paints with whatever it likes, such as the user's pager."""

    alternate = False

    def __init__(self):
        self.before = ""

    @property
    def text(self):
        return self.before

    def feed(self, text):
        self.before += text


class Session:
    """A program on a terminal of its own, started by a small shell so that Ctrl-Z works."""

    running = []

    def __init__(self, command, columns=80, rows=24, environment=None, cwd=None, screen=None):
        self.screen = screen or Screen(columns, rows)
        self.master, self.slave = pty.openpty()
        self.set_size(columns, rows)
        self.settings = termios.tcgetattr(self.slave)
        self.partial = b""
        self.events, reports = os.pipe()
        self.shell = os.fork()
        if self.shell == 0:
            os.close(self.events)
            self.be_shell(reports, command, environment, cwd)
        os.close(reports)
        os.set_blocking(self.master, False)
        self.pid = self.event()
        Session.running.append(self)

    def be_shell(self, reports, command, environment, cwd):
        """In the child: a session whose terminal this is, with the program in its foreground.

        Reports numbers of four bytes: the program's id, then the status of each wait for it.
        """
        try:
            os.setsid()
            fcntl.ioctl(self.slave, termios.TIOCSCTTY, 0)
            signal.signal(signal.SIGTTOU, signal.SIG_IGN)
            program = os.fork()
            if program == 0:
                os.setpgid(0, 0)
                os.tcsetpgrp(self.slave, os.getpid())
                # Whoever runs this in the background may ignore some, and ignoring is inherited.
                for number in (signal.SIGTTOU, signal.SIGINT, signal.SIGQUIT, signal.SIGHUP):
                    signal.signal(number, signal.SIG_DFL)
                for descriptor in (0, 1, 2):
                    os.dup2(self.slave, descriptor)
                if cwd:
                    os.chdir(cwd)
                os.closerange(3, 64)
                os.execve(command[0], command, environment or os.environ)
            os.write(reports, struct.pack("i", program))
            while True:
                _, status = os.waitpid(program, os.WUNTRACED)
                os.write(reports, struct.pack("i", status))
                if not os.WIFSTOPPED(status):
                    break
        finally:
            os._exit(0)

    def event(self):
        """The next number that the shell reports; takes in meanwhile what is painted."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            if select.select([self.events], [], [], 0)[0]:
                return struct.unpack("i", os.read(self.events, 4))[0]
            self.read()
        raise AssertionError(f"neither ends nor stops\n{self.shown()}")

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
        self.partial += data
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
                # A picture may come in pieces: it is whole when nothing more comes.
                if not self.read(QUIET):
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
        status = self.event()
        while self.read(0):
            pass
        assert not os.WIFSTOPPED(status), "the program stopped instead of ending"
        self.pid = None
        return os.waitstatus_to_exitcode(status)

    def wait_stopped(self):
        """Waits until the program has stopped, as by Ctrl-Z."""
        status = self.event()
        while self.read(0):
            pass
        assert os.WIFSTOPPED(status), "the program ended instead of stopping"

    def settings_now(self):
        return termios.tcgetattr(self.slave)

    @classmethod
    def close_all(cls):
        """Ends what a failed scenario left running."""
        while cls.running:
            cls.running[-1].close()

    def close(self):
        Session.running.remove(self)
        if self.pid:
            # It may have ended where nobody expected that.
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.shell, 0)
        for descriptor in (self.master, self.slave, self.events):
            os.close(descriptor)
