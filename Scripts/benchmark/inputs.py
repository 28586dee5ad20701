"""The files that are imported."""
import subprocess
from dataclasses import dataclass
from pathlib import Path

from .settings import PLAYOFF_YEARS, PROGRAM, SEASONS, SHARED, SHOT_YEARS, WORK, BenchError


@dataclass(frozen=True)
class Inputs:
    label: str
    real: bool
    folder: Path
    """What the peer searches for the same files."""
    paths: list
    player_log: Path
    """A players' game log, from which a corrected line is made."""


def find(teams: int, games: int) -> Inputs:
    """The real five seasons where they are, else simulated ones."""
    return real() if (SHARED / "data/game_logs_players").is_dir() else simulated(teams, games)


def real(playoffs: bool = False) -> Inputs:
    """The five seasons that both read; with the playoffs of the four of which there are files."""
    data = SHARED / "data"
    logs = [data / f"game_logs_players/player_gamelogs_{season}.csv.gz" for season in SEASONS]
    logs += [data / f"game_logs_teams/games_{season}.csv.gz" for season in SEASONS]
    shots = [data / f"shots/NBA_{year}_Shots.csv.zip" for year in SHOT_YEARS]
    paths = logs + shots + [data / "players"]
    if playoffs:
        paths += [data / f"playoffs/P{year}.csv.gz" for year in PLAYOFF_YEARS]
    if missing := [str(path) for path in paths if not path.exists()]:
        raise BenchError(f"files are missing: {', '.join(missing)}; use --simulated")
    return Inputs(f"five real seasons, {SEASONS[0]} to {SEASONS[-1]}", True, data, paths, logs[3])


def league(seasons: list, teams: int, games: int) -> Path:
    """The files of a simulated league, made once."""
    folder = WORK / f"simulated-{len(seasons)}-{teams}-{games}"
    if not folder.exists():
        partial = folder.with_name(folder.name + ".partial")
        partial.mkdir(parents=True, exist_ok=True)
        command = [PROGRAM, "simulate", partial, "--seasons", ",".join(seasons), "--teams", str(teams),
                   "--games", str(games), "--defects"]
        made = subprocess.run(command, capture_output=True, text=True)
        if made.returncode != 0:
            raise BenchError(f"cannot simulate seasons: {made.stderr.strip()}")
        partial.rename(folder)
    return folder


def first_seasons(folder: Path, seasons: list) -> list:
    """Files of some seasons of a simulated league."""
    ends = {season: season[:2] + season[-2:] for season in seasons}
    files = [folder / "players"]
    for season in seasons:
        files += [folder / f"game_logs_players/player_gamelogs_{season}.csv",
                  folder / f"game_logs_teams/games_{season}.csv", folder / f"shots/NBA_{ends[season]}_Shots.csv"]
    return files


def simulated(teams: int, games: int) -> Inputs:
    folder = league(SEASONS, teams, games)
    label = f"five SIMULATED seasons of {teams} teams and {games} games each"
    return Inputs(label, False, folder, [folder], folder / "game_logs_players/player_gamelogs_2023-24.csv")
