"""Runs the rounds: ours and the peer's turn by turn, so that both meet the same moods of the machine."""
import shutil
import sys
from dataclasses import dataclass

from .cases import PEER
from .inputs import Inputs
from .peer import Peer
from .processes import Cost
from .settings import WORK
from .steps import Round


@dataclass
class Result:
    cases: list
    inputs: Inputs
    peer: bool
    workers: int | None
    costs: dict
    """By case, one for each round."""
    amounts: dict
    phases: list


def run(cases: list, inputs: Inputs, peer: Peer | None, options) -> Result:
    cases = [case for case in cases if peer or case is not PEER]
    costs_of_all: dict = {case.name: [] for case in cases}
    result = Result(cases, inputs, peer is not None, options.workers, costs_of_all, {}, [])
    for number in range(-options.warm_up, options.runs):
        print(f"bench: {'warm-up' if number < 0 else f'round {number + 1} of {options.runs}'}", file=sys.stderr)
        folder = WORK / "round"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        round = Round(number, folder, inputs, peer, ["--workers", options.workers] if options.workers else [],
                      options.teams, options.games)
        costs = one(cases, round)
        shutil.rmtree(folder)
        if number < 0:
            continue
        for name, cost in costs.items():
            result.costs[name].append(cost)
        result.amounts = round.amounts
        result.phases.append(round.phases)
    return result


def one(cases: list, round: Round) -> dict:
    """The costs of one round; the peer comes first in one round and last in the next."""
    costs: dict = {}
    ours = [case for case in cases if case is not PEER]
    theirs = [case for case in cases if case is PEER]
    for case in theirs + ours if round.number % 2 == 0 else ours + theirs:
        costs[case.name] = sum((costs[part] for part in case.sum_of), Cost()) if case.sum_of else case.run(round)
    return costs
