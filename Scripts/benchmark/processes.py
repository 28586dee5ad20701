"""Runs whole processes and says what they cost."""
import os
import subprocess
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from .settings import BenchError


@dataclass
class Cost:
    """What a process, or several one after the other, took."""
    seconds: float = 0.0
    cpu_seconds: float = 0.0
    peak_mb: float = 0.0
    """Largest resident size of any of them, in 10^6 bytes."""
    output: str = field(default="", repr=False)
    messages: str = field(default="", repr=False)

    def __add__(self, other: "Cost") -> "Cost":
        return Cost(self.seconds + other.seconds, self.cpu_seconds + other.cpu_seconds,
                    max(self.peak_mb, other.peak_mb), other.output, other.messages)


def run(command: list, folder: Path, statuses: tuple = (0,)) -> Cost:
    """Runs a command to its end; its two outputs go to files, so that no pipe slows it down.

    Any exit status but those given is an error of the benchmark. What was written before is brought to the disk first, so
    that no process waits for what another has left.
    """
    os.sync()
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as messages:
        start = time.perf_counter()
        process = subprocess.Popen([str(part) for part in command], cwd=folder, stdin=subprocess.DEVNULL,
                                   stdout=output, stderr=messages, env=environment())
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        texts = []
        for file in (output, messages):
            file.seek(0)
            texts.append(file.read().decode("utf-8", "replace"))
    if process.returncode not in statuses:
        name = " ".join(str(part) for part in command[:4])
        raise BenchError(f"'{name} ...' ended with {process.returncode}:\n{texts[1][-2000:]}")
    return Cost(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024 / 1e6, *texts)


def environment() -> dict:
    """The caller's, without settings of ours that would change what is measured."""
    return {name: value for name, value in os.environ.items() if not name.startswith("FULLCOURT_")}
