"""What Python's csv module in strict mode makes of an input of the CSV target, compared.

Two things here are independent of the reader and of each other: the csv module, which says what the
cells of good records are, and GOOD, a regular expression that says which lines are good records at
all. Fuzz/README.md lists where studentdb means to differ from Python; everything else is a failure.
"""

import csv
import io
import random
import re
import sys

csv.field_size_limit(1 << 30)

# Before 3.11, the csv module refused NUL.
PYTHON_READS_NUL = sys.version_info >= (3, 11)
USUAL_LIMITS = (1 << 20, 64 << 10, 1024)


class Input:
    """One input taken apart, by the rules of CSVInput.swift."""

    def __init__(self, data):
        options = (data[:5] + b"00000")[:5] if len(data) < 5 else data[:5]
        fits = options[0] < 0x80 and options[0] not in b'\0"\r\n'
        self.delimiter = chr(options[0]) if fits else ","
        counts = [(option - 0x30) & 0x7F for option in options[1:4]]
        self.limits = tuple(count or usual for count, usual in zip(counts, USUAL_LIMITS))
        self.bytes = data[5:]
        # Latin-1 gives every byte a character of its own, and none of them is a line end but two.
        self.text = self.bytes.decode("latin-1")

    def field(self, unquoted):
        return '(?:"[^"]*(?:""[^"]*)*"|' + unquoted.format(re.escape(self.delimiter)) + ")"

    def pattern(self, unquoted):
        field, delimiter = self.field(unquoted), re.escape(self.delimiter)
        return re.compile(f"{field}(?:{delimiter}{field})*(?=[\r\n]|\\Z)")

    @property
    def good(self):
        """A good record: fields wholly in quotes, or without any."""
        return self.pattern('[^"\r\n{0}]*')

    @property
    def lenient(self):
        """What Python takes for a record: a quote inside an unquoted field is text."""
        return self.pattern('(?:[^"\r\n{0}][^\r\n{0}]*)?')

    def is_within_limits(self, record):
        """Whether a good record keeps to the limits, all of which count what stands in the file."""
        record_bytes, field_bytes, field_count = self.limits
        field = re.compile(self.field('[^"\r\n{0}]*'))
        start, count = 0, 0
        while start <= len(record):
            end = field.match(record, start).end()
            count += 1
            if end - start > field_bytes:
                return False
            start = end + 1
        return len(record) <= record_bytes and count <= field_count

    def python_records(self, start, end=None):
        source = io.StringIO(self.text[start:end], newline="")
        return csv.reader(source, delimiter=self.delimiter, strict=True)


def differences(data, records):
    """Yields in words what is wrong with the records that the reader made of an input."""
    given = Input(data)
    text = given.text
    good, lenient = given.good, given.lenient
    position, line = 0, 1
    run_start, run_cells = 0, []

    def run_difference():
        if "\0" in text[run_start:position] and not PYTHON_READS_NUL:
            return
        try:
            cells = list(given.python_records(run_start, position))
        except csv.Error as error:
            yield f"Python refuses bytes {run_start}..<{position}: {error}"
            return
        if cells != run_cells:
            place = f"bytes {run_start}..<{position}"
            yield f"{place}: Python reads {cells!r}, the reader {run_cells!r}"

    for record in records:
        if (record["byte"], record["line"]) != (position, line):
            place = f"byte {record['byte']}, line {record['line']}"
            yield f"a record at {place}, expected at {position}, {line}"
            return
        match = good.match(text, position)
        is_good = match is not None and given.is_within_limits(match[0])
        fault, cells = record["fault"], record["cells"]
        if is_good:
            end = match.end()
            expected = text_fault(given.bytes[position:end])
            if fault != expected:
                yield f"the record at byte {position} has the fault {fault}, not {expected}"
                return
            run_cells.append([bytes.fromhex(cell).decode("latin-1") for cell in cells])
        else:
            if cells is not None or fault not in ("unclosed-quote", "stray-quote", "too-long"):
                yield f"the line at byte {position} is no good record, but has the fault {fault}"
                return
            if match is None and given.limits == USUAL_LIMITS:
                yield from fault_difference(given, lenient, position, fault)
            elif match is not None and fault == "stray-quote":
                yield f"the record at byte {position} is too long, and no quote is astray"
            yield from run_difference()
            end = re.compile("[\r\n]|\\Z").search(text, position).start()
        ends = re.compile("\r\n|\r|\n").match(text, end)
        line += len(re.findall("\r\n|\r|\n", text[position:end])) + 1
        position = ends.end() if ends else end
        if not is_good:
            run_start, run_cells = position, []
    if position != len(text):
        yield f"the bytes from {position} on are in no record"
    yield from run_difference()


def text_fault(record):
    if b"\0" in record:
        return "nul-byte"
    try:
        record.decode("utf-8")
    except UnicodeDecodeError:
        return "bad-encoding"
    return None


def fault_difference(given, lenient, position, fault):
    """Python has to refuse the line too, unless all that it is lenient about is a stray quote."""
    if "\0" in given.text[position:] and not PYTHON_READS_NUL:
        return
    try:
        accepted = next(given.python_records(position))
    except csv.Error as error:
        # Where text follows a closing quote, Python names the delimiter that it expected.
        is_stray = "expected after" in str(error)
        line = re.match("[^\r\n]*", given.text[position:])[0]
        if fault == "unclosed-quote" and is_stray and given.good.match(line):
            yield f"the line at byte {position} is {fault}, Python says {error}"
        return
    if lenient.match(given.text, position) is None:
        yield f"the line at byte {position} is {fault}, Python reads {accepted!r}"


def random_inputs(count, seed):
    """Inputs out of the bytes that mean something, most with the usual limits."""
    generator = random.Random(seed)
    pieces = [b"a", b"b", b" ", b"\xc3\xa4", b",", b",", b'"', b'"', b'""', b"\n", b"\r", b"\r\n"]
    rare = [b"\0", b"\xff", b"\xe2\x82", b";", b"\t", b"|", b"'", b"\x0b", b"\x85", b"\xef\xbb\xbf"]
    for _ in range(count):
        delimiter = generator.choice([b",", b",", b",", b";", b"\t", b"|", b"a"])
        limits = b"000"
        if generator.random() < 0.3:
            limits = bytes(generator.choice(b"0123456789:;<=>?@") for _ in range(3))
        body = b"".join(
            generator.choice(rare if generator.random() < 0.06 else pieces)
            for _ in range(generator.randint(0, 30))
        )
        yield delimiter + limits + b"\n" + body.replace(b",", delimiter)
