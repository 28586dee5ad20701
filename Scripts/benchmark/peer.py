"""The peer: an independent implementation in DuckDB, in a Python environment of its own."""
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from .inputs import Inputs
from .settings import SEASONS, SHARED, WORK, BenchError

FOLDER = SHARED / "peer"


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
    return Peer(python(FOLDER / "requirements.txt"), inputs.folder)


def python(requirements: Path) -> Path:
    """An interpreter with the requirements; made once, and again when they change."""
    folder = WORK / "python"
    program = folder / "bin/python"
    stamp = folder / "requirements.txt"
    wanted = requirements.read_text()
    if program.exists() and stamp.exists() and stamp.read_text() == wanted:
        return program
    print(f"bench: installing {' '.join(wanted.split())} into {folder}", file=sys.stderr)
    for command in ([sys.executable, "-m", "venv", "--clear", folder],
                    [program, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", requirements]):
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode != 0:
            said = (done.stdout + done.stderr).strip()[-1500:]
            raise BenchError(f"cannot install the peer's requirements (--no-peer leaves it out): {said}")
    stamp.write_text(wanted)
    return program
