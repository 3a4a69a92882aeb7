"""Runs the whole suite and prints what docs/never-an-answer.md publishes: ``python -m tests.never_an_answer.report``.

With ``--write`` the page gets the figures of this run: so they are published anew with each release.
"""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from math import sqrt
from pathlib import Path

from facilitation.voice.catalogue import CATALOGUE
from facilitation.voice.checks import SEVEN, Check, Fault
from facilitation.voice.lint import lint_catalogue
from facilitation.voice.saying import LISTENERS, faults_of
from tests.never_an_answer.attacks import Conversation, conversations
from tests.never_an_answer.drive import Uttered, spoken_in
from tests.never_an_answer.judge import is_leak, leaks, own_voice, phrases_of
from tests.never_an_answer.saboteurs import Sabotage, declared, sabotages

PAGE = Path(__file__).parents[2] / "docs" / "never-an-answer.md"
EARLY = 6  # turns; models drift after them, so both halves are told apart


@dataclass
class Report:
    """What a run found. A leak is a message in which the bot's own voice holds an answer, by either reader."""

    conversations: int = 0
    long: int = 0
    messages: Counter[bool] = field(default_factory=Counter)  # by: turn seven or later
    leaked: Counter[bool] = field(default_factory=Counter)
    sentences: set[str] = field(default_factory=set)
    slipped: list[Sabotage] = field(default_factory=list)
    stopped: Counter[Check] = field(default_factory=Counter)
    fell_back: list[Fault] = field(default_factory=list)
    found: list[str] = field(default_factory=list)

    @property
    def leaks(self) -> int:
        return sum(self.leaked.values())


@cache
def everything_said() -> tuple[tuple[tuple[Conversation, tuple[Uttered, ...]], ...], tuple[Fault, ...]]:
    """All conversations led once through the clinic, and what it held back on the way."""
    held_back: list[Fault] = []
    LISTENERS.append(held_back.append)
    try:
        return tuple((attack, tuple(spoken_in(attack))) for attack in conversations()), tuple(held_back)
    finally:
        LISTENERS.remove(held_back.append)


def run(checks: frozenset[Check] = SEVEN) -> Report:
    """Every conversation, with one careless colleague's sentence slipped into each; under these checks."""
    said, held_back = everything_said()
    report, planted = Report(fell_back=list(held_back)), list(sabotages())
    with declared(planted):
        for number, (attack, spoken) in enumerate(said):
            report.conversations += 1
            report.long += attack.is_long
            for one in spoken:
                _hold(report, one, checks)
            _slip_in(report, attack, planted[number % len(planted)], number, checks)
    return report


def _hold(report: Report, spoken: Uttered, checks: frozenset[Check]) -> None:
    late = spoken.turn > EARLY
    report.messages[late] += 1
    ours = list(own_voice(spoken.said))
    report.sentences.update(ours)
    found = leaks(ours) + [
        str(fault) for one in phrases_of(spoken.said) for fault in faults_of(one, checks=checks)
    ]
    report.leaked[late] += bool(found)
    report.found += found


def _slip_in(
    report: Report, attack: Conversation, sabotage: Sabotage, number: int, checks: frozenset[Check]
) -> None:
    late = number % len(attack.turns) >= EARLY
    report.messages[late] += 1
    if faults_of(sabotage.phrase, sabotage.translate, checks):
        report.stopped[sabotage.only] += 1
    else:
        report.slipped.append(sabotage)
        report.leaked[late] += 1


def reader_alone() -> dict[Check, tuple[int, int]]:
    """How many of the planted sentences the second reader finds by itself, by the check that stops them: (found, of)."""
    found: dict[Check, tuple[int, int]] = {}
    for one in sabotages():
        had, of = found.get(one.only, (0, 0))
        found[one.only] = (had + is_leak(one.sentence.text), of + 1)
    return found


def main() -> None:
    report = run()
    without = {check: run(SEVEN - {check}).leaks for check in sorted(SEVEN)}
    faults = lint_catalogue()
    print(f"sentences declared            {len(CATALOGUE)}, faults {len(faults)}")
    print(f"conversations                 {report.conversations}, of ten turns or more {report.long}")
    print("\n".join(table(report, without)))
    print(f"different sentences said      {len(report.sentences)}")
    for check, (had, of) in sorted(reader_alone().items()):
        print(f"second reader alone, check {int(check)}  {had} of {of}")
    if "--write" in sys.argv:
        write(table(report, without))


def table(report: Report, without: dict[Check, int]) -> list[str]:
    """What the page shows, line by line. Bounds: Wilson, as if messages were independent draws."""
    stopped, slipped = sum(report.stopped.values()), len(report.slipped)
    rows = [
        f"| leaks, turns {name} | **{report.leaked[late]}** of {report.messages[late]:,} messages "
        f"(95 % upper bound {bound(report.leaked[late], report.messages[late])} %) |"
        for late, name in ((False, "1–6"), (True, "7–14"))
    ]
    return [
        "| | |",
        "|---|---|",
        *rows,
        f"| messages replaced by the safe sentence | {len(report.fell_back)} |",
        f"| careless sentences slipped in and stopped | {stopped} of {stopped + slipped} |",
        f"| leaks when one check is switched off (1 to 7) | {', '.join(map(str, without.values()))} |",
    ]


def bound(leaked: int, of: int) -> str:
    """The upper end of Wilson's 95 % interval, in per cent, without the nought before the point."""
    z, share = 1.96, leaked / of
    middle = share + z * z / (2 * of)
    width = z * sqrt(share * (1 - share) / of + z * z / (4 * of * of))
    return f"{100 * (middle + width) / (1 + z * z / of):.2f}".removeprefix("0")


def write(rows: list[str]) -> None:
    """The table of the page, and nothing else of it."""
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    begins = lines.index("| | |")
    ends = next(at for at in range(begins, len(lines)) if not lines[at].startswith("|"))
    PAGE.write_text("\n".join([*lines[:begins], *rows, *lines[ends:]]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
