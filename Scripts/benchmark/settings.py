"""Where things are, and what is measured by default."""
import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = Path(os.environ.get("BENCH_PROGRAM", ROOT / ".build/release/fullcourt"))
"""What is measured; tests of the benchmark itself name another build."""
SHARED = ROOT.parent / "shared"
"""The real files and the peer, beside the checkout."""
WORK = Path(os.environ.get("BENCH_FOLDER", ROOT / ".bench"))
"""Python packages, simulated seasons and warehouses of the benchmark; ignored by git."""
RESULTS = WORK / "results" if "BENCH_FOLDER" in os.environ else ROOT / "bench-results"

SEASONS = ["2020-21", "2021-22", "2022-23", "2023-24", "2024-25"]
HISTORY = [f"{year}-{(year + 1) % 100:02}" for year in range(2017, 2025)]
"""Seasons of the league in which the cost of a date is measured as history grows."""
SUMMARIES = ["team_offense_game_summary", "team_defense_game_summary", "player_game_summary"]
MERGED_GATES = ["team_offense", "team_defense", "player_summary", "preflight", "precompute", "features"]
"""Gates that judge by merging sums that are stored; leakage computes."""
SHOT_YEARS = [2021, 2023, 2024, 2025]
"""Years in which seasons end that have a real shot file."""
PLAYOFF_YEARS = [21, 22, 23, 24]
"""Years in which seasons end whose playoffs have a file."""


class BenchError(Exception):
    """What a person can mend: said in one line, without a traceback."""
