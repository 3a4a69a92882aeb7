"""Which mutants are tried, and which tests are asked about each: both the same for the same seed."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import PurePath
from random import Random

from tools.mutants.making import Mutant

# A mutant's tests are asked until these many seconds of them, as they take without a mutant, are spent.
PURE_SECONDS, HOUSE_SECONDS, HOUSE_TESTS = 6.0, 8.0, 20
# A test of a whole house that takes longer than this is not asked.
LONGEST = 5.0


def of_part(mutants: Sequence[Mutant], only: str) -> list[Mutant]:
    """The mutants of one folder or one file of facilitation/, named without its ending; all of them for ''."""
    place = PurePath("facilitation", only)
    return [one for one in mutants if PurePath(one.file).with_suffix("").is_relative_to(place)]


def sample(mutants: Sequence[Mutant], size: int, seed: int) -> list[Mutant]:
    """``size`` mutants, of each file as many as its share of all, drawn by lot within the file."""
    by_file: defaultdict[str, list[Mutant]] = defaultdict(list)
    for mutant in mutants:
        by_file[mutant.file].append(mutant)
    shares = _shares({file: len(of) for file, of in by_file.items()}, min(size, len(mutants)))
    drawn = [
        Random(f"{seed}:{file}").sample(sorted(of, key=lambda one: one.name), shares[file])
        for file, of in sorted(by_file.items())
    ]
    return [mutant for of in drawn for mutant in of]


def _shares(counts: Mapping[str, int], size: int) -> dict[str, int]:
    """Whole numbers in proportion to ``counts`` that add up to ``size``: the largest remainders are rounded up."""
    total = sum(counts.values())
    exact = {file: size * count / total for file, count in counts.items()}
    shares = {file: math.floor(part) for file, part in exact.items()}
    left = sorted(exact, key=lambda file: (shares[file] - exact[file], file))
    for file in left[: size - sum(shares.values())]:
        shares[file] += 1
    return shares


def asked_of(mutant: Mutant, watched: Mapping[str, Mapping[str, object]]) -> list[tuple[str, float]]:
    """The tests that run the mutant's function: rules' own before whole houses, named alike first, then the quickest."""
    function = mutant.name.partition("__mutmut_")[0]
    reach = [
        (test, float(line["seconds"]))  # type: ignore[arg-type]
        for test, line in watched.items()
        if line["passed"] and function in line["functions"]  # type: ignore[operator]
    ]
    pure = [one for one in reach if _pure(one[0])]
    house = [one for one in reach if not _pure(one[0]) and one[1] <= LONGEST]
    return [
        *_within(_nearest(mutant, pure), PURE_SECONDS, len(pure)),
        *_within(_nearest(mutant, house), HOUSE_SECONDS, HOUSE_TESTS),
    ]


def _pure(test: str) -> bool:
    return test.startswith("tests/facilitation/")


def _nearest(mutant: Mutant, tests: list[tuple[str, float]]) -> list[tuple[str, float]]:
    """Minutes first, since they look at everything, then tests with the same words in their name, each the quickest."""
    words = set(PurePath(mutant.file).with_suffix("").parts[1:])

    def far(test: tuple[str, float]) -> tuple[bool, bool, float, str]:
        near = words & set(re.split("[^a-z]+", test[0]))
        return "test_minutes" not in test[0], not near, test[1], test[0]

    return sorted(tests, key=far)


def _within(tests: list[tuple[str, float]], seconds: float, most: int) -> list[tuple[str, float]]:
    """As many from the front as the time allows, one at least."""
    spent, kept = 0.0, []
    for test in tests[:most]:
        spent += test[1]
        if kept and spent > seconds:
            break
        kept.append(test)
    return kept
