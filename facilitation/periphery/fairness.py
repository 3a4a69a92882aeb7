"""Whether suggestions reach people alike: who was named in a quarter, against who could have been.

Only circles of ten people or more are reported, and nothing at all before ten people were named (issue D). A share is
compared with the share of those who could have been named; nobody is named here, and no community is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from facilitation.periphery.measures import gini
from facilitation.words import PersonId

FEWEST: Final = 10
NEW_DAYS, OLD_DAYS = 90, 365


@dataclass(frozen=True, slots=True)
class Traits:
    """What is known of somebody for this report alone. ``more`` holds what the organisation supplied, such as office."""

    tenure: timedelta
    offset: timedelta  # of their zone from UTC
    more: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Circle:
    """One circle of people: its share of those who could have been named, and of those who were."""

    trait: str
    name: str
    people: int
    eligible: float
    named: float


@dataclass(frozen=True, slots=True)
class Report:
    """``gini`` and ``most`` are about how often anybody was named: 0 all alike, near 1 always the same."""

    named: int
    people: int
    circles: tuple[Circle, ...]
    gini: float
    most: int


def report(eligible: Mapping[PersonId, Traits], named: Sequence[PersonId]) -> Report | None:
    """The report of a quarter, None before ten people were named or where fewer than ten could be."""
    often = Counter(one for one in named if one in eligible)
    if len(often) < FEWEST or len(eligible) < FEWEST:
        return None
    found = [circle for trait in traits_of(eligible) for circle in circles(trait, eligible, often)]
    times = [often[one] for one in eligible]
    return Report(often.total(), len(often), tuple(found), gini(times), max(times))


def traits_of(eligible: Mapping[PersonId, Traits]) -> list[str]:
    """What everybody has, and what the organisation supplied of those who could be named."""
    supplied = {name for traits in eligible.values() for name in traits.more or ()}
    return ["tenure", "zone", *sorted(supplied)]


def circles(trait: str, eligible: Mapping[PersonId, Traits], often: Counter[PersonId]) -> Iterable[Circle]:
    """The circles of one trait that are large enough to be reported, and so is what they leave over."""
    members: dict[str, list[PersonId]] = {}
    for person, traits in eligible.items():
        members.setdefault(value_of(trait, traits), []).append(person)
    for name in sorted(reported({name: len(people) for name, people in members.items()})):
        people = members[name]
        named = sum(often[one] for one in people)
        yield Circle(trait, name, len(people), len(people) / len(eligible), named / often.total())


def reported(sizes: Mapping[str, int]) -> list[str]:
    """The circles to report. Where those left out would be few, and so could be worked out, the smallest goes too."""
    kept = sorted((size, name) for name, size in sizes.items() if name and size >= FEWEST)
    left = sum(sizes.values()) - sum(size for size, _ in kept)
    return [name for _, name in (kept[1:] if 0 < left < FEWEST else kept)]


def value_of(trait: str, traits: Traits) -> str:
    """In which circle of a trait somebody is, "" where it is not known."""
    if trait == "tenure":
        days = traits.tenure / timedelta(days=1)
        return "new" if days < NEW_DAYS else "months" if days < OLD_DAYS else "years"
    if trait == "zone":
        hours = traits.offset / timedelta(hours=1)
        return "west" if hours < -2 else "middle" if hours < 4 else "east"
    return (traits.more or {}).get(trait, "")
