"""From costs to figures: medians with their range, ratios pair by pair, rates, goals."""
from dataclasses import dataclass
from statistics import median

from .cases import PEER, Case, Goal
from .rounds import Result


@dataclass(frozen=True)
class Figure:
    """Median, smallest and largest of some measurements."""
    median: float
    least: float
    most: float

    @staticmethod
    def of(values: list) -> "Figure":
        return Figure(median(values), min(values), max(values))

    def text(self, digits: int = 2) -> str:
        return f"{self.median:.{digits}f} ({self.least:.{digits}f}..{self.most:.{digits}f})"


@dataclass(frozen=True)
class Measured:
    """All that is known of a case."""
    case: Case
    seconds: Figure
    cpu_seconds: Figure
    peak_mb: Figure
    ratio: Figure | None
    """Seconds divided by the peer's of the same round."""
    rates: dict

    def value(self, goal: Goal) -> float | None:
        """The figure that a goal is about; None where it was not measured."""
        match goal.metric:
            case "ratio": return self.ratio.median if self.ratio else None
            case "seconds": return self.seconds.median
            case "peak_mb": return self.peak_mb.most
            case name: return self.rates.get(name)


def all_of(result: Result) -> list:
    return [measured(case, result) for case in result.cases if result.costs[case.name]]


def measured(case: Case, result: Result) -> Measured:
    costs = result.costs[case.name]
    seconds = Figure.of([cost.seconds for cost in costs])
    cpu = Figure.of([cost.cpu_seconds for cost in costs])
    theirs = result.costs.get(PEER.name)
    ratio = None
    if case.against_peer and theirs:
        ratio = Figure.of([ours.seconds / peer.seconds for ours, peer in zip(costs, theirs)])
    rates = {}
    for name in case.amounts:
        amount = result.amounts[name]
        if name == "dates":
            rates["dates_per_hour"] = 3600 * amount / seconds.median
        else:
            rates[f"{name}_per_second"] = amount / seconds.median
        if name == "mb":
            rates["mb_per_cpu_second"] = amount / cpu.median
    return Measured(case, seconds, cpu, Figure.of([cost.peak_mb for cost in costs]), ratio, rates)
