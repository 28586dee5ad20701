"""The peer: an independent implementation in DuckDB, in a Python environment of its own."""
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from .inputs import Inputs
from .settings import ROOT, SEASONS, SHARED, WORK, BenchError

FOLDER = SHARED / "peer"
READING = ROOT / "Documentation/reading"


@dataclass(frozen=True)
class Peer:
    python: Path
    data: Path

    def command(self, out: Path, seasons: list = SEASONS) -> list:
        """Its whole CSV run: all nine tables that it knows."""
        return [self.python, FOLDER / "fullcourt_reference.py", "--data", self.data, "--seasons", ",".join(seasons),
                "--out", out]


def prepare(inputs: Inputs) -> Peer | None:
    """None where the peer is absent."""
    if not (FOLDER / "fullcourt_reference.py").exists():
        return None
    return Peer(python(), inputs.folder)


def python() -> Path:
    """An interpreter with what the peer and the pages on reading need; made once, and again when that changes."""
    files = [file for file in (FOLDER / "requirements.txt", READING / "requirements.txt") if file.exists()]
    folder = WORK / "python"
    program = folder / "bin/python"
    stamp = folder / "requirements.txt"
    wanted = "".join(file.read_text() for file in files)
    if program.exists() and stamp.exists() and stamp.read_text() == wanted:
        return program
    print(f"bench: installing {' '.join(wanted.split())} into {folder}", file=sys.stderr)
    for command in ([sys.executable, "-m", "venv", "--clear", folder],
                    [program, "-m", "pip", "install", "--quiet", "--disable-pip-version-check",
                     *(part for file in files for part in ("-r", file))]):
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode != 0:
            said = (done.stdout + done.stderr).strip()[-1500:]
            raise BenchError(f"cannot install {' '.join(wanted.split())} (--no-peer does without): {said}")
    stamp.write_text(wanted)
    return program
