"""Does a kind of nudge help? Each week it is compared with the times it was left out by chance.

The difference of two shares comes with Newcombe's hybrid score interval (Newcombe 1998, method 10, from two Wilson
intervals): its coverage holds for small counts where Wald's does not. A kind retires when even the upper end of the
interval is below what an interruption has to be worth. Because the question is asked every week, the interval is
wider than the usual one (LEVEL), so that looking often does not retire what helps; docs/decisions/0040-nudges-are-measured.md
has the error rates as simulated by tests/bench/test_nudge_errors.py. "Not known yet" is the default.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import sqrt
from statistics import NormalDist

from facilitation import rhythm
from facilitation.nudges.catalogue import NUDGES
from facilitation.nudges.desk import NudgeRetired
from facilitation.voice import nudges as say
from facilitation.words import (
    Arrival,
    Decision,
    Entry,
    Given,
    Heading,
    Letter,
    Message,
    PersonId,
    Phrase,
    Prose,
    Small,
    Tell,
    Wake,
)

REVIEW, EVERY_KIND = "nudges.review", "nudges"
LEVEL = 0.99
Z = NormalDist().inv_cdf((1 + LEVEL) / 2)
WORTH = 0.10  # an interruption of ten people has to bring one of them what was wanted
ENOUGH = 25  # left out at least as often, before anything is said


class Verdict(StrEnum):
    HELPS = "helps"
    RETIRES = "retires"
    NOT_KNOWN = "not known yet"


@dataclass(frozen=True, slots=True)
class Tally:
    """How often a kind was shown and left out, measured so far, and how often the wanted state was there."""

    kind: str
    shown: int = 0
    shown_well: int = 0
    left_out: int = 0
    left_out_well: int = 0

    @property
    def offers(self) -> int:
        return self.shown + self.left_out


@dataclass(frozen=True, slots=True)
class Difference:
    """Share with the wanted state when shown minus when left out, -1 to 1, with its interval at LEVEL."""

    low: float
    middle: float
    high: float


def wilson(well: int, of: int, z: float = Z) -> tuple[float, float]:
    """Wilson's score interval for a share; the whole range for nobody."""
    if not of:
        return 0.0, 1.0
    share, width = well / of, z * z / of
    centre = (share + width / 2) / (1 + width)
    half = z * sqrt(share * (1 - share) / of + width / of / 4) / (1 + width)
    return centre - half, centre + half


def difference(tally: Tally, z: float = Z) -> Difference:
    """Newcombe's interval for what showing a kind changes."""
    one, other = tally.shown_well / max(tally.shown, 1), tally.left_out_well / max(tally.left_out, 1)
    low1, high1 = wilson(tally.shown_well, tally.shown, z)
    low2, high2 = wilson(tally.left_out_well, tally.left_out, z)
    middle = one - other
    return Difference(
        middle - sqrt((one - low1) ** 2 + (high2 - other) ** 2),
        middle,
        middle + sqrt((high1 - one) ** 2 + (other - low2) ** 2),
    )


def verdict(tally: Tally) -> Verdict:
    """What may be said of a kind by now."""
    if min(tally.shown, tally.left_out) < ENOUGH:
        return Verdict.NOT_KNOWN
    seen = difference(tally)
    if seen.high < WORTH:
        return Verdict.RETIRES
    return Verdict.HELPS if seen.low > 0 else Verdict.NOT_KNOWN


# --- once a week, in each workspace ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Season:
    """The tallies of a workspace, which kinds retired before, and who is told."""

    tallies: tuple[Tally, ...] = ()
    retired: frozenset[str] = frozenset()
    admins: tuple[PersonId, ...] = ()


def review_wake(given: Given) -> Wake:
    """Monday before anybody's morning; the same instant whoever asks, so that asking often changes nothing."""
    return Wake(rhythm.next_local("UTC", 0, 30, given.now, weekday=0), REVIEW, EVERY_KIND)


def review(wake: tuple[str, Wake], season: Season, given: Given) -> Decision:
    """Write down every kind's difference and interval, and retire what does not help."""
    again = Decision(wakes=(review_wake(given),)) if season.tallies else Decision()
    current = [tally for tally in season.tallies if tally.kind not in season.retired and tally.kind in NUDGES]
    leaving = [tally for tally in current if verdict(tally) is Verdict.RETIRES]
    week = rhythm.iso_week("UTC", given.now)
    return (
        again
        + Decision(entries=tuple(computed(tally) for tally in current))
        + Decision(
            changes=tuple(retired(tally) for tally in leaving),
            letters=tuple(notice(leaving, admin, week) for admin in season.admins) if leaving else (),
        )
    )


def computed(tally: Tally) -> Entry:
    seen = difference(tally)
    about = (
        ("offers", tally.offers),
        ("low", round(seen.low, 3)),
        ("high", round(seen.high, 3)),
        ("verdict", verdict(tally).value),
    )
    return Entry("nudge.computed", tally.kind, about)


def retired(tally: Tally) -> NudgeRetired:
    seen = difference(tally)
    return NudgeRetired(tally.kind, seen.low, seen.high, tally.offers)


def notice(leaving: Sequence[Tally], admin: PersonId, week: str) -> Letter:
    """What the admin digest says of kinds that retired."""
    said = tuple(line(tally) for tally in leaving)
    return Letter(
        once=f"nudges.retired:{admin}:{week}",
        to=admin,
        message=Message(said[0], tuple(Prose((one,)) for one in said)),
        kind="digest.admin",
    )


def line(tally: Tally) -> Phrase:
    """One kind and what is known of it."""
    seen, title = difference(tally), say.title_of(tally.kind)
    low, high = round(100 * seen.low), round(100 * seen.high)
    match verdict(tally):
        case Verdict.RETIRES:
            return say.RETIRED(kind=title, low=low, high=high, n=tally.offers)
        case Verdict.HELPS:
            return say.HELPS(kind=title, low=low, high=high)
        case _:
            return say.NOT_KNOWN(kind=title, n=tally.offers)


# --- anybody may ask ---------------------------------------------------------------------------------------------


def tell_how_they_do(arrival: Arrival, season: Season, given: Given) -> Decision:
    """``/community nudges``: every kind that was offered here, and what is known of it."""
    known = sorted(season.tallies, key=lambda one: (-one.offers, one.kind))
    lines = tuple(Prose((line(tally),)) for tally in known if tally.kind in NUDGES)
    message = Message(
        say.HOW_THEY_DO, (Heading(say.HOW_THEY_DO), *(lines or (Prose((say.NONE_YET,)),)), Small((say.RULE,)))
    )
    return Decision(replies=(Tell(message),))
