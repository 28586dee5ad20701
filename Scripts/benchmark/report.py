"""The table for people and the JSON for programs."""
import json
import os
import platform
import subprocess
from datetime import datetime, timezone
from statistics import median

from . import figures
from .cases import SEASONS_OF_HISTORY
from .rounds import Result
from .settings import PROGRAM, RESULTS, ROOT

UNITS = {"ratio": "of the peer's run", "seconds": "s", "peak_mb": "MB", "mb_per_cpu_second": "MB a CPU second"}
RATES = {"raw_rows_per_second": "rows/s", "rows_per_second": "rows/s", "as_of_rows_per_second": "rows/s",
         "season_rows_per_second": "rows/s", "all_rows_per_second": "rows/s",
         "units_per_second": "units/s", "dates_per_hour": "dates/hour", "mb_per_second": "MB/s", "mb_per_cpu_second": "MB a CPU second"}


def show(result: Result) -> None:
    rows = figures.all_of(result)
    machine = describe_machine()
    rounds = len(result.costs[rows[0].case.name])
    print(f"\n{result.inputs.label}; {rounds} round{'s'[:rounds != 1]}, median (least..most), whole processes")
    print(f"{machine['cpu']}, {machine['cores']} cores, load {machine['load']}; {machine['version']}, commit {machine['commit']}\n")
    table(rows)
    goals(rows, result.inputs.real)
    where(result, rows)
    if not result.peer:
        print("\nThe peer was not measured, so there are no ratios.")
    path = save(result, rows, machine)
    print(f"\nwritten to {path}")


def table(rows: list) -> None:
    cells = [["case", "seconds", "CPU seconds", "peak MB", "ratio to the peer", "rates"]]
    for row in rows:
        rates = ", ".join(f"{value:,.0f} {RATES[name]}" for name, value in row.rates.items())
        cells.append([row.case.name, row.seconds.text(), row.cpu_seconds.text(), f"{row.peak_mb.most:.0f}",
                      row.ratio.text() if row.ratio else "-", rates or "-"])
    widths = [max(len(line[index]) for line in cells) for index in range(len(cells[0]) - 1)]
    for line in cells:
        print("  ".join([text.ljust(width) for text, width in zip(line, widths)] + [line[-1]]).rstrip())
    print()
    for row in rows:
        print(f"{row.case.name}: {row.case.title}")


def goals(rows: list, real: bool) -> None:
    print("\nGoals (information, not a test)" + (":" if real else ", which are meant for the five real seasons:"))
    for row in rows:
        for goal in row.case.goals:
            value = row.value(goal)
            if value is None:
                continue
            bound = "at least" if goal.least else "at most"
            verdict = "met" if goal.met(value) else "NOT met"
            print(f"  {row.case.name}: {value:.2f}, {goal.word} {bound} {goal.limit:g} {UNITS[goal.metric]}: {verdict}")


def where(result: Result, rows: list) -> None:
    """Where the time goes, and what would bound it next."""
    by_name = {row.case.name: row for row in rows}
    if "import" in by_name:
        phases = {name: median(round[name] for round in result.phases) for name in result.phases[0]}
        print("\nWhere an import's time goes: " + ", ".join(f"{name} {ms:.0f} ms" for name, ms in phases.items()))
        print("  (shots are parsed on one core while logs and earlier shots are written by the other)")
        stored(by_name["import"], result.amounts["raw_values"])
    if "backfill" in by_name:
        computing = result.amounts["computing_seconds"]
        print(f"\nWhere a backfill's time goes: {computing:.2f} core seconds compute rows; "
              "the rest of the CPU time reads raw columns, hashes and writes")
        stored(by_name["backfill"], result.amounts["values"])
    curve(result, by_name)


def curve(result: Result, by_name: dict) -> None:
    """What a date costs as history grows: on average, and of the dates that came last."""
    before = (0, 0.0)
    for count in SEASONS_OF_HISTORY:
        row = by_name.get(f"history{count}")
        if not row:
            continue
        if not before[0]:
            print("\nWhat a date costs in a backfill of all tables as history grows (a simulated league):")
        dates, seconds = result.amounts[f"history{count}"], row.seconds.median
        last = 1000 * (seconds - before[1]) / max(1, dates - before[0])
        print(f"  {count} season{'s'[:count != 1]}: {dates} dates, {1000 * seconds / dates:.2f} ms a date; "
              f"the last {dates - before[0]} dates {last:.2f} ms each")
        before = (dates, seconds)


def stored(row: figures.Measured, values: int) -> None:
    print(f"  it stores {values / 1e6:.1f} million values, {values / row.seconds.median / 1e6:.0f} million a second, "
          f"and keeps {row.cpu_seconds.median / row.seconds.median:.1f} cores busy")


def describe_machine() -> dict:
    def told(*command: str) -> str:
        return subprocess.run(command, capture_output=True, text=True, cwd=ROOT).stdout.strip()

    cpu = platform.processor() or platform.machine()
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as file:
            cpu = next((line.split(":", 1)[1].strip() for line in file if line.startswith("model name")), cpu)
    except OSError:
        pass
    return {"cpu": cpu, "cores": os.cpu_count(), "load": round(os.getloadavg()[0], 2), "system": platform.platform(),
            "python": platform.python_version(), "version": "fullcourt " + told(str(PROGRAM), "--version"),
            "commit": told("git", "describe", "--always", "--dirty") or "unknown"}


def judged(row: figures.Measured, goal) -> dict:
    value = row.value(goal)
    return {"metric": goal.metric, "kind": goal.word, "limit": goal.limit, "at_least": goal.least, "value": value,
            "met": None if value is None else goal.met(value)}


def save(result: Result, rows: list, machine: dict):
    def figure(value):
        return value and {"median": value.median, "min": value.least, "max": value.most}

    costs = {name: [{"seconds": c.seconds, "cpu_seconds": c.cpu_seconds, "peak_mb": c.peak_mb} for c in all]
             for name, all in result.costs.items()}
    document = {
        "schema_version": 1, "measured_at": datetime.now(timezone.utc).isoformat(timespec="seconds"),
        "machine": machine, "inputs": result.inputs.label, "simulated": not result.inputs.real, "workers": result.workers,
        "amounts": result.amounts, "phases_ms": result.phases,
        "cases": [{
            "name": row.case.name, "title": row.case.title, "seconds": figure(row.seconds),
            "cpu_seconds": figure(row.cpu_seconds), "peak_mb": figure(row.peak_mb), "ratio_to_peer": figure(row.ratio),
            "rates": row.rates,
            "goals": [{"metric": goal.metric, "word": goal.word, "limit": goal.limit, "at_least": goal.least, "value": row.value(goal),
                       "met": row.value(goal) is not None and goal.met(row.value(goal))} for goal in row.case.goals],
        } for row in rows],
        "rounds": costs,
    }
    RESULTS.mkdir(parents=True, exist_ok=True)
    path = RESULTS / f"{datetime.now(timezone.utc):%Y-%m-%dT%H%M%SZ}.json"
    text = json.dumps(document, indent=2) + "\n"
    path.write_text(text)
    (RESULTS / "latest.json").write_text(text)
    return path
