"""``/community suggest fairness`` and ``suggest evidence``: whom suggestions reach, and whether they help at all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from facilitation import rhythm
from facilitation.membership import tell
from facilitation.nudges.measure import Difference
from facilitation.periphery.fairness import FEWEST, Circle, Report, Traits, report
from facilitation.periphery.heldout import ENOUGH, Followed, Worth, is_told, worth_of
from facilitation.voice import periphery_record as say
from facilitation.words import (
    Decision,
    Facts,
    Given,
    Heading,
    Message,
    PersonId,
    Phrase,
    Prose,
    Small,
    Tell,
    Typed,
)

FAIRNESS: Final = "fairness"
EVIDENCE: Final = "evidence"
QUARTER: Final = timedelta(days=91)


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody who wrote in the last ninety days: since when, and in which IANA zone.

    ``more`` is what the organisation supplied, by the names in ``say.SUPPLIED``: department, site.
    """

    person: PersonId
    first: datetime
    zone: str
    more: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """One suggestion: when it was made, to which half it belongs, and what followed in days 8 to 60."""

    person: PersonId
    made_at: datetime
    until: datetime
    held: bool
    messages: int
    opted_out: bool


@dataclass(frozen=True, slots=True)
class Record:
    """All suggestions of a workspace, for reports in which nobody is named."""

    people: tuple[Known, ...] = ()
    outcomes: tuple[Outcome, ...] = ()


def show_record(record: Record, which: str, given: Given) -> Decision:
    """The report that was asked for."""
    return show_fairness(record, given) if which == FAIRNESS else show_evidence(record, given)


def show_fairness(record: Record, given: Given) -> Decision:
    """Shares of those named in the last quarter against those who could have been, ten people at least."""
    eligible = {one.person: traits_of(one, given.now) for one in record.people}
    named = [one.person for one in record.outcomes if not one.held and given.now - one.made_at < QUARTER]
    found = report(eligible, named)
    if found is None:
        return Decision((tell(say.TOO_FEW(n=FEWEST)),))
    return Decision((Tell(fairness_card(found)),))


def traits_of(one: Known, now: datetime) -> Traits:
    offset = rhythm.local(one.zone, now).utcoffset()
    return Traits(now - one.first, offset or timedelta(), one.more)


def fairness_card(found: Report) -> Message:
    facts = tuple(
        (
            name_of(circle),
            say.SHARES(named=round(100 * circle.named), eligible=round(100 * circle.eligible)),
        )
        for circle in found.circles
        if circle.trait in say.SUPPLIED or circle.name in say.CIRCLES
    )
    words = say.NAMED(n=found.named, people=found.people)
    often = say.OFTEN(n=found.most, gini=round(found.gini, 2))
    return Message(
        say.FAIRNESS_SUMMARY,
        (Heading(say.FAIRNESS), Prose((words, often)), Facts(facts), Small((say.FAIRNESS_SMALL(n=FEWEST),))),
    )


def name_of(circle: Circle) -> Phrase:
    """A circle as people would say it; what an organisation supplied in its own words."""
    supplied = say.SUPPLIED.get(circle.trait)
    return supplied(name=Typed(circle.name)) if supplied else say.CIRCLES[circle.name]


def show_evidence(record: Record, given: Given) -> Decision:
    """By intention to treat, over all communities of the workspace."""
    over = [
        Followed(one.held, one.messages, one.opted_out) for one in record.outcomes if one.until <= given.now
    ]
    return Decision((Tell(evidence_card(worth_of(over))),))


def evidence_card(found: Worth) -> Message:
    counts = say.HALVES(shown=found.shown, held=found.held)
    if found.came is None or found.stayed is None or found.opted_out is None:
        body: tuple[Phrase, ...] = (counts, say.NOT_KNOWN(n=ENOUGH))
        return Message(
            say.EVIDENCE_SUMMARY, (Heading(say.EVIDENCE), Prose(body), Small((say.EVIDENCE_SMALL,)))
        )
    facts = (
        (say.CAME, interval(found.came)),
        (say.STAYED, interval(found.stayed)),
        (say.OPTED_OUT, interval(found.opted_out)),
    )
    return Message(
        say.EVIDENCE_SUMMARY,
        (Heading(say.EVIDENCE), Prose((counts,)), Facts(facts), Small((say.EVIDENCE_SMALL,))),
    )


def interval(found: Difference) -> Phrase:
    """In people of a hundred; what the interval does not tell from zero is said not to be told."""
    low, high = round(100 * found.low, 1), round(100 * found.high, 1)
    return (say.TOLD if is_told(found) else say.NOT_TOLD)(low=low, high=high)
