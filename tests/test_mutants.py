"""The figure of `make mutants` is drawn fairly, repeats, and keeps the reasons that people wrote."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from tools.mutants.judging import Judging
from tools.mutants.making import Mutant
from tools.mutants.sampling import HOUSE_TESTS, asked_of, of_part, sample
from tools.mutants.telling import UNSEEN, Result, as_json, from_json, headline, page


def mutants(file: str, count: int) -> list[Mutant]:
    return [
        Mutant(
            f"facilitation.{file}.x_go__mutmut_{n}", f"facilitation/{file}.py", "go", f"-a < {n}\n+a <= {n}"
        )
        for n in range(count)
    ]


@given(st.lists(st.integers(1, 40), min_size=1, max_size=6), st.integers(1, 90), st.integers(0, 9))
def test_each_file_gives_its_share_give_or_take_one_and_the_same_lot_the_same_mutants(
    counts, size, seed
) -> None:
    every = [one for n, count in enumerate(counts) for one in mutants(f"f{n}", count)]
    drawn = sample(every, size, seed)
    assert len(set(drawn)) == len(drawn) == min(size, len(every))
    assert drawn == sample(every[::-1], size, seed)
    taken = Counter(one.file for one in drawn)
    for n, count in enumerate(counts):
        assert abs(taken[f"facilitation/f{n}.py"] - len(drawn) * count / len(every)) < 1


def test_a_part_is_a_folder_or_a_file_and_not_what_is_only_called_alike() -> None:
    every = [*mutants("story/telling", 2), *mutants("story/facts", 1), *mutants("storybook", 1)]
    assert of_part(every, "story") == every[:3]
    assert of_part(every, "story/facts") == every[2:3]
    assert of_part(every, "") == every
    assert of_part(every, "stor") == []


def test_rules_own_tests_are_asked_first_then_minutes_then_the_nearest_and_quickest() -> None:
    (mutant,) = mutants("charter", 1)

    def seen(seconds: float, passed: bool = True, of: str = "x_go") -> dict[str, object]:
        return {"seconds": seconds, "passed": passed, "functions": [f"facilitation.charter.{of}"]}

    watched = {
        "tests/contracts/test_story.py::quick": seen(0.1),
        "tests/contracts/test_charter.py::near": seen(0.5),
        "tests/contracts/test_minutes.py::scene": seen(1.0),
        "tests/contracts/test_charter.py::endless": seen(9.0),
        "tests/contracts/test_charter.py::broken": seen(0.1, passed=False),
        "tests/contracts/test_charter.py::elsewhere": seen(0.1, of="x_other"),
        "tests/facilitation/test_rule.py::pure": seen(2.0),
    }
    names = [name.partition("::")[2] for name, _ in asked_of(mutant, watched)]
    assert names == ["pure", "scene", "near", "quick"]
    many = {f"tests/bot/test_x.py::{n}": seen(0.01) for n in range(99)}
    assert len(asked_of(mutant, many)) == HOUSE_TESTS


def test_the_figure_has_wilsons_interval_and_loops_count_as_dead() -> None:
    verdicts = ["killed"] * 84 + ["looped"] + ["survived"] * 14 + ["no test"]
    result = Result(3, 30000, list(zip(mutants("charter", 100), verdicts, strict=True)))
    assert headline(result) == "85 of 100 mutants killed: 85.0% (95%: 76.7 to 90.7%), of 30000 in all, seed 3"
    assert from_json(as_json(result)) == result


def test_a_reason_stays_with_its_change_when_the_page_is_made_anew() -> None:
    first, second = mutants("charter", 2)
    bare = "# Page\n<!-- made by make mutants: begin -->\n<!-- end -->\nlast"
    once = page(Result(1, 2, [(first, "survived")]), bare)
    assert once.startswith("# Page\n") and once.endswith("\nlast") and once.count(UNSEEN) == 1
    twice = page(
        Result(2, 2, [(first, "survived"), (second, "no test")]), once.replace(UNSEEN, "makes no difference")
    )
    assert twice.count("makes no difference") == 1 and twice.count(UNSEEN) == 1
    assert UNSEEN not in page(Result(3, 2, [(first, "killed")]), twice)


def test_a_judge_can_stand_among_pytests_plugins_which_are_kept_in_sets() -> None:
    judge = Judging([], Path("book"), jobs=1)
    assert {judge, Judging([], Path("book"), jobs=1)} != {judge}
