"""Where things are, and what is measured by default."""
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = ROOT / ".build/release/fullcourt"
SHARED = ROOT.parent / "shared"
"""The real files and the peer, beside the checkout."""
WORK = ROOT / ".bench"
"""Python packages, simulated seasons and warehouses of the benchmark; ignored by git."""
RESULTS = ROOT / "bench-results"

SEASONS = ["2020-21", "2021-22", "2022-23", "2023-24", "2024-25"]
SHOT_YEARS = [2021, 2023, 2024, 2025]
"""Years in which seasons end that have a real shot file."""


class BenchError(Exception):
    """What a person can mend: said in one line, without a traceback."""
