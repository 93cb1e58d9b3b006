"""How every harness here runs a program: to its end, with nothing to read but what it is given, and all that it says kept."""

import shlex
import subprocess
import sys

PIPE, DEVNULL = subprocess.PIPE, subprocess.DEVNULL


class Failed(Exception):
    """A program did not end as it must."""


class Result:
    """How a program ended: `status` (minus the signal, if one ended it; None if it did not end in time), and what it
    said, as bytes (`data`, `notes`) and as text (`out`, `err`)."""

    def __init__(self, command, status, data=b"", notes=b""):
        self.command, self.status, self.data, self.notes = command, status, data, notes

    @property
    def out(self):
        return self.data.decode(errors="replace")

    @property
    def err(self):
        return self.notes.decode(errors="replace")

    @property
    def words(self):
        """What it said, in one line."""
        if self.status is None:
            return "did not end in time"
        return (self.err.strip() or self.out.strip()).replace("\n", " | ")[:600]

    @property
    def told(self):
        """All of it, for people."""
        ended = "did not end in time" if self.status is None else f"ended with {self.status}"
        return f"{shlex.join(self.command)} {ended}: {self.err}{self.out}".strip()


def start(words, cwd=None, environment=None, input=None, merged=False, output=None, errors=None, alone=False):
    """A program that runs beside this one.

    - input: an open file, or PIPE; without it there is nothing to read.
    - merged: standard error goes where standard output goes.
    - output: an open file for standard output, PIPE or DEVNULL; without it standard error is kept as well.
    - errors: an open file for standard error.
    - alone: it does not end with this program."""
    kept = PIPE if output is None else None
    return subprocess.Popen(
        words, cwd=cwd, env=environment, stdin=DEVNULL if input is None else input,
        stdout=kept if output is None else output, stderr=subprocess.STDOUT if merged else errors or kept,
        start_new_session=alone)


def run(words, cwd=None, environment=None, input=None, merged=False, limit=None):
    """Runs a program to its end.

    - input: bytes.
    - limit: seconds; then it is killed."""
    process = start(words, cwd, environment, None if input is None else PIPE, merged)
    try:
        data, notes = process.communicate(input, timeout=limit)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        return Result(words, None)
    except BaseException:
        process.kill()
        raise
    return Result(words, process.returncode, data, notes or b"")


def must(words, *arguments, **options):
    """As `run`; what does not end with 0 is an error. Answers what it wrote to standard output, as text."""
    result = run(words, *arguments, **options)
    if result.status != 0:
        raise Failed(result.told)
    return result.out


def end(kind, error, trace):
    """Where a harness ends because it could not run something, that program's words say why, not a trace."""
    if issubclass(kind, Failed):
        print(error, file=sys.stderr)
    else:
        sys.__excepthook__(kind, error, trace)


sys.excepthook = end
