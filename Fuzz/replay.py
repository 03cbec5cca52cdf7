"""Sends inputs through a replaying program and through an oracle, and compares the answers."""

import json
import subprocess
import sys
import time

AT_ONCE = 5000  # Inputs for one start of the program.


def inputs(oracle, folders, count, seed):
    """All that is in the folders, and as many as asked for at random."""
    for folder in folders:
        for path in sorted(folder.glob("*")):
            yield path.read_bytes()
    yield from oracle.random_inputs(count, seed)


def replayed(program, batch):
    """The program's answers to inputs, in their order."""
    text = "".join(data.hex() + "\n" for data in batch)
    result = subprocess.run([program], input=text, capture_output=True, text=True)
    if result.returncode == 0:
        return [json.loads(line) for line in result.stdout.splitlines()]
    if len(batch) == 1:
        path = program.with_name(f"{program.name}-stopped-at")
        path.write_bytes(batch[0])
        sys.exit(f"fuzz: {program.name} stopped at {batch[0]!r}, kept in {path}\n{result.stderr[-500:]}")
    middle = len(batch) // 2
    return replayed(program, batch[:middle]) + replayed(program, batch[middle:])


def replay(name, oracle, program, folders, count, seed):
    """Compares the program with the oracle; true where they differ nowhere."""
    start = time.monotonic()
    compared, differing, batch = 0, 0, []

    def compare():
        nonlocal compared, differing
        for data, answer in zip(batch, replayed(program, batch)):
            compared += 1
            found = list(oracle.differences(data, answer))
            differing += bool(found)
            if found and differing <= 10:
                print(f"{name}: {data!r}\n    " + "\n    ".join(found))
        batch.clear()

    for data in inputs(oracle, folders, count, seed):
        batch.append(data)
        if len(batch) == AT_ONCE:
            compare()
    compare()
    print(
        f"{name}: {compared:,} inputs replayed through Python in"
        f" {time.monotonic() - start:.0f} s (random ones with seed {seed}),"
        f" {differing} read otherwise",
        flush=True,
    )
    return differing == 0
