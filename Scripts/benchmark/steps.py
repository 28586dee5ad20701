"""How each case is run: commands as a user would type them."""
import csv
import gzip
import json
import re
from dataclasses import dataclass, field
from pathlib import Path

from . import processes
from .inputs import Inputs, first_seasons, league
from .peer import Peer
from .processes import Cost
from .settings import HISTORY, MERGED_GATES, PROGRAM, SEASONS, SUMMARIES, BenchError


@dataclass
class Round:
    """One pass over all cases, in a folder of its own."""
    number: int
    folder: Path
    inputs: Inputs
    peer: Peer | None
    workers: list
    teams: int
    games: int
    """The size of simulated seasons."""
    amounts: dict = field(default_factory=dict)
    """How much was read or written, by name."""
    phases: dict = field(default_factory=dict)
    """Milliseconds that each phase of the import took."""

    def fullcourt(self, *arguments, statuses: tuple = (0,)) -> Cost:
        return processes.run([PROGRAM, *arguments], self.folder, statuses)

    def query(self, sql: str) -> int:
        return int(self.fullcourt("query", sql, "--output", "csv").output.splitlines()[1])


def peer(round: Round) -> Cost:
    return processes.run(round.peer.command(round.folder / "peer"), round.folder)


def import_new(round: Round) -> Cost:
    cost = round.fullcourt("import", *round.inputs.paths, *round.workers, "--verbose", "--output", "json")
    report = json.loads(cost.output)
    round.amounts["mb"] = report["summary"]["megabytes"]
    round.amounts["raw_rows"] = sum(table["new"] for table in report["rows"])
    round.amounts["raw_values"] = sum(table["new"] * columns(round, table["table"]) for table in report["rows"])
    end = 0
    for name, until in re.findall(r"^(.+): until (\d+) ms$", cost.messages, re.MULTILINE):
        round.phases[name] = int(until) - end
        end = int(until)
    return cost


def import_again(round: Round) -> Cost:
    cost = round.fullcourt("import", *round.inputs.paths, *round.workers, "--output", "json")
    if (outcome := json.loads(cost.output)["summary"]["outcome"]) != "nothing changed":
        raise BenchError(f"importing the same files again was not 'nothing changed' but '{outcome}'")
    return cost


def backfill(round: Round) -> Cost:
    """The tables of game summaries, 3.1-3.3; goals are stated for these."""
    cost = round.fullcourt("backfill", "--tables", ",".join(SUMMARIES), *round.workers, "--output", "json")
    report = json.loads(cost.output)
    round.amounts["rows"] = report["summary"]["rows"]
    round.amounts["units"] = report["summary"]["units_done"]
    round.amounts["values"] = sum(table["rows"] * columns(round, table["table"]) for table in report["rows"])
    round.amounts["dates"] = round.query("SELECT count(DISTINCT unit_date) FROM ledger WHERE rows_written > 0")
    round.amounts["computing_seconds"] = round.query("SELECT sum(microseconds) FROM ledger") / 1e6
    return cost


def backfill_as_of(round: Round) -> Cost:
    """The rest of the peer's nine tables."""
    cost = round.fullcourt("backfill", "--tables", "stage3,stage4", *round.workers, "--output", "json")
    round.amounts["as_of_rows"] = json.loads(cost.output)["summary"]["rows"]
    return cost


def features(round: Round) -> Cost:
    return round.fullcourt("backfill", "--tables", "features", *round.workers)


def all_tables(round: Round) -> Cost:
    """What a user types to have everything: two commands in a warehouse of their own."""
    warehouse = ("--warehouse", round.folder / "whole.sqlite", *round.workers)
    cost = round.fullcourt("import", *round.inputs.paths, *warehouse)
    cost += round.fullcourt("backfill", *warehouse, "--output", "json")
    round.amounts["all_rows"] = json.loads(cost.output)["summary"]["rows"]
    return cost


def compute(round: Round) -> Cost:
    """The peer's nine tables from raw tables, with their digests, and nothing stored."""
    return round.fullcourt("manifest", "--recomputed", "--tables", "stage3,stage4", *round.workers)


def history(seasons: int):
    """The backfill of all tables over the first seasons of a simulated league; what it costs a date."""
    def run(round: Round) -> Cost:
        files = first_seasons(league(HISTORY, round.teams, round.games), HISTORY[:seasons])
        warehouse = ("--warehouse", round.folder / f"history{seasons}.sqlite")
        round.fullcourt("import", *files, *warehouse)
        cost = round.fullcourt("backfill", *warehouse, *round.workers)
        dates = round.fullcourt("query", "SELECT count(DISTINCT unit_date) FROM ledger WHERE rows_written > 0",
                                "--output", "csv", *warehouse)
        round.amounts[f"history{seasons}"] = int(dates.output.splitlines()[1])
        for file in round.folder.glob(f"history{seasons}.sqlite*"):
            file.unlink()
        return cost
    return run


def season_first(round: Round) -> Cost:
    """One season's stage 4 where no date of it was ever computed, in a warehouse of its own."""
    warehouse = ("--warehouse", round.folder / "season.sqlite", *round.workers)
    round.fullcourt("import", *round.inputs.paths, *warehouse)
    round.fullcourt("backfill", "--tables", "stage3", *warehouse)
    cost = round.fullcourt("backfill", "--season", SEASONS[3], "--tables", "stage4", *warehouse, "--output", "json")
    round.amounts["season_rows"] = json.loads(cost.output)["summary"]["rows"]
    for file in round.folder.glob("season.sqlite*"):
        file.unlink()
    return cost


def season(round: Round) -> Cost:
    """One season's stage 4, computed and written again."""
    cost = round.fullcourt("backfill", "--season", SEASONS[3], "--tables", "stage4", "--force", "--reason", "benchmark",
                           *round.workers, "--output", "json")
    round.amounts["season_rows"] = json.loads(cost.output)["summary"]["rows"]
    return cost


def prove(round: Round) -> Cost:
    """A league that is too small has nothing to prove: 3."""
    return round.fullcourt("prove", *round.workers, statuses=(0, 3))


def validate_first(round: Round) -> Cost:
    """Every gate with nothing kept from before; GO or not is no matter here."""
    return round.fullcourt("validate", *round.workers, statuses=(0, 1))


def plan(round: Round) -> Cost:
    round.fullcourt("backfill", "--quiet")  # whatever was not measured
    cost = round.fullcourt("plan", "--output", "json")
    if (units := json.loads(cost.output)["summary"]["units_to_run"]) != 0:
        raise BenchError(f"{units} units would run though nothing changed")
    return cost


def validate(round: Round) -> Cost:
    """Every gate but leakage, which computes tables again; the sums of all dates are there from a first validation."""
    command = ("validate", *MERGED_GATES, "--output", "json")
    # GO or NO-GO of these seasons is not what is measured.
    round.fullcourt(*command, statuses=(0, 1))
    cost = round.fullcourt(*command, statuses=(0, 1))
    checks = [check for gate in json.loads(cost.output)["rows"] for check in gate["checks"]]
    if not any(check["result"] != "not_evaluated" for check in checks):
        raise BenchError("no check was evaluated")
    round.amounts["checks"] = len(checks)
    return cost


def correction(round: Round) -> Cost:
    """One player's assists in one game, as the league corrects them, and the units that follow."""
    return corrected(round, ("AST",))


def correction_points(round: Round) -> Cost:
    """The same with a free throw more: points are in means over the career, which every later date of the player reads."""
    return corrected(round, ("PTS", "FTM", "FTA"))


def corrected(round: Round, columns: tuple) -> Cost:
    file = round.folder / "corrected.csv"
    write_corrected_line(round.inputs.player_log, file, columns)
    imported = round.fullcourt("import", file, "--output", "json")
    if (found := sum(table["corrected"] for table in json.loads(imported.output)["rows"])) != 1:
        raise BenchError(f"one corrected line was imported as {found} corrections")
    filled = round.fullcourt("backfill", *round.workers, "--output", "json")
    round.amounts["corrected_units"] = json.loads(filled.output)["summary"]["units_done"]
    return imported + filled


def export(round: Round) -> Cost:
    total = Cost()
    for table in derived_tables(round):
        total += round.fullcourt("export", table, "--out", round.folder / f"{table}.csv")
    return total


def derived_tables(round: Round) -> list:
    """Every computed table, as the program itself lists them."""
    tables = json.loads(round.fullcourt("schema", "--output", "json").output)["rows"]
    return [table["table"] for table in tables if table["kind"] == "derived"]


def columns(round: Round, table: str) -> int:
    return len(json.loads(round.fullcourt("schema", table, "--output", "json").output)["rows"])


def write_corrected_line(log: Path, file: Path, columns: tuple) -> None:
    """The header and one line in the middle of a game log, with one more in some columns."""
    opener = gzip.open if log.suffix == ".gz" else open
    with opener(log, "rt", encoding="utf-8", newline="") as source:
        rows = list(csv.reader(source))
    line = list(rows[len(rows) // 2])
    for column in columns:
        place = rows[0].index(column)
        line[place] = str(int(line[place]) + 1)
    with open(file, "w", encoding="utf-8", newline="") as target:
        csv.writer(target).writerows([rows[0], line])
