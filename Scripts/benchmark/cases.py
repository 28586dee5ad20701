"""What is measured. To measure something else, add an entry to ALL: every listing follows from it."""
from collections.abc import Callable
from dataclasses import dataclass

from . import steps
from .processes import Cost
from .settings import BenchError


@dataclass(frozen=True)
class Goal:
    """What is hoped for: printed beside the figure, never asserted."""
    metric: str
    """seconds, ratio (to the peer), peak_mb or mb_per_cpu_second."""
    limit: float
    least: bool = False
    """Whether more is better."""
    word: str = "goal"
    """An aim is beyond the goal."""

    def met(self, value: float) -> bool:
        return value >= self.limit if self.least else value <= self.limit


@dataclass(frozen=True)
class Case:
    name: str
    title: str
    run: Callable[["steps.Round"], Cost] | None = None
    sum_of: tuple = ()
    """A case that is no process of its own: the sum of others of the same round."""
    needs: tuple = ()
    """Cases that must have run before it in the same round."""
    against_peer: bool = False
    """Whether the ratio to the peer's run of the same round is taken."""
    amounts: tuple = ()
    """What is divided by the seconds: names of `Round.amounts`."""
    goals: tuple = ()


PEER = Case("peer", "the peer's whole CSV run: nine tables, no ledger", steps.peer)

SEASONS_OF_HISTORY = [1, 2, 4, 8]

ALL = [
    PEER,
    Case("import", "files -> raw tables, new warehouse", steps.import_new, amounts=("raw_rows", "mb"),
         goals=(Goal("peak_mb", 800),)),
    Case("backfill", "raw tables -> tables 3.1-3.3, with ledger", steps.backfill, needs=("import",),
         amounts=("rows", "units", "dates"), goals=(Goal("seconds", 1.0), Goal("peak_mb", 800))),
    Case("files_to_tables", "import + backfill", sum_of=("import", "backfill"), against_peer=True,
         amounts=("rows", "dates"), goals=(Goal("ratio", 0.6), Goal("ratio", 0.4, word="aim"))),
    Case("backfill_as_of", "tables 3.4-4.4, with ledger", steps.backfill_as_of, needs=("backfill",),
         amounts=("as_of_rows",), goals=(Goal("peak_mb", 800),)),
    Case("nine_tables", "the peer's nine tables from files: import + backfill + backfill_as_of",
         sum_of=("import", "backfill", "backfill_as_of"), against_peer=True, goals=(Goal("ratio", 1.0),)),
    Case("features", "table 4.5", steps.features, needs=("backfill_as_of",)),
    Case("all_tables", "files -> all tables 3.1-4.5, in two commands: import, backfill", steps.all_tables,
         against_peer=True, amounts=("all_rows",),
         goals=(Goal("ratio", 0.8), Goal("ratio", 0.5, word="aim"), Goal("peak_mb", 1074))),
    Case("compute", "the peer's nine tables from raw tables, with digests, nothing stored", steps.compute,
         needs=("backfill_as_of",), against_peer=True, goals=(Goal("ratio", 0.3),)),
    Case("season_first", "one season's tables 4.1-4.4, none of which was there", steps.season_first,
         amounts=("season_rows",), goals=(Goal("seconds", 0.5),)),
    Case("season_stage4", "the same by force, in the place of the same rows", steps.season, needs=("features",),
         amounts=("season_rows",), goals=(Goal("seconds", 0.5),)),
    Case("prove", "the three proofs on sampled dates", steps.prove, needs=("features",)),
    Case("validate_first", "every gate, no sums kept yet", steps.validate_first, needs=("features",)),
    Case("import_unchanged", "the same files again: parse, check, compare", steps.import_again, needs=("import",),
         amounts=("raw_rows", "mb"), goals=(Goal("mb_per_cpu_second", 150, least=True),)),
    Case("plan_unchanged", "plan over an unchanged warehouse", steps.plan, needs=("features",),
         goals=(Goal("seconds", 0.1),)),
    Case("validate", "every gate but leakage, sums of all dates stored", steps.validate, needs=("plan_unchanged",),
         goals=(Goal("seconds", 1.0),)),
    Case("correction", "import one corrected line + backfill", steps.correction, needs=("plan_unchanged",),
         against_peer=True, goals=(Goal("seconds", 0.3),)),
    Case("correction_points", "the same of points, which the whole career after it reads", steps.correction_points,
         needs=("correction",), against_peer=True, goals=(Goal("seconds", 0.3),)),
    Case("export", "every computed table as CSV", steps.export, needs=("plan_unchanged",)),
    *(Case(f"history{seasons}", f"backfill of all tables, {seasons} simulated season{'s'[:seasons != 1]}",
           steps.history(seasons)) for seasons in SEASONS_OF_HISTORY),
]


def choose(names: str | None) -> list:
    """The named cases and those that they need, in the order of ALL."""
    if not names:
        return ALL
    known = {case.name: case for case in ALL}
    wanted: set = set()

    def add(name: str) -> None:
        if name not in known:
            raise BenchError(f"there is no case '{name}'; use some of {', '.join(known)}")
        if name not in wanted:
            wanted.add(name)
            for other in known[name].needs + known[name].sum_of + ((PEER.name,) if known[name].against_peer else ()):
                add(other)

    for name in names.split(","):
        add(name)
    return [case for case in ALL if case.name in wanted]
