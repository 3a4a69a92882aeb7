"""Counting a closed pulse: which people may stand behind each figure, and what they said together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from facilitation.pulse.disclosure import (
    LEAST,
    LEAST_COMMENTS,
    LEAST_DISTRIBUTION,
    Rules,
    all_at_an_extreme,
    all_the_same,
    choose_group,
)
from facilitation.pulse.instruments import UNSCORED, Scale, measure_of
from facilitation.pulse.rotation import form_for, item_for
from facilitation.pulse.wave import ClosingPicture, Cohort, Figure, Wave
from facilitation.words import Given


@dataclass(frozen=True, slots=True)
class Counted:
    """What may be known of a wave for good."""

    figures: tuple[Figure, ...] = ()
    cohorts: tuple[Cohort, ...] = ()
    comments: tuple[tuple[str, str], ...] = ()


def count_wave(picture: ClosingPicture, wave: Wave, on: date, given: Given) -> Counted:
    """Every measure that may be shown; what may not is neither counted nor kept."""
    pairs = [found for measure in wave.measures if (found := count(picture, wave, measure, on, given))]
    comments = comments_of(picture, wave, given)
    return Counted(tuple(one for one, _ in pairs), tuple(one for _, one in pairs), comments)


def count(
    picture: ClosingPicture, wave: Wave, measure: str, on: date, given: Given
) -> tuple[Figure, Cohort] | None:
    """The figure of one measure and the people behind it; None when there is none to show."""
    values = wave.values_of(measure)
    if not values or measure in picture.unreadable:
        return None
    said = said_by_mark(picture, wave, measure)
    luck = given.luck(f"pulse:{wave.id}:{measure}")
    group = choose_group(
        frozenset(said), picture.published.get(measure, ()), luck, Rules(least=least_of(wave, measure))
    )
    if group is None:
        return None
    counted = Counter(said[mark] for mark in group)
    counts = tuple(counted[value] for value in values)
    if tells_everybody(counts, wave.scale_of(measure)):
        return None
    figure = Figure(
        given.new_id(),
        wave.community,
        wave.id,
        measure,
        on,
        counts,
        asked_about(picture, wave, measure),
        len(group) < len(said),
    )
    return figure, Cohort(figure.id, wave.guarded_as(measure), group)


def asked_about(picture: ClosingPicture, wave: Wave, measure: str) -> int:
    """How many were asked about this measure: somebody with room for fewer questions did not get all."""
    forms = (form_for(wave, one.person, one.items) for one in picture.asked)
    return sum(any(measure_of(item) == measure for item in form) for form in forms)


def said_by_mark(picture: ClosingPicture, wave: Wave, measure: str) -> Mapping[str, str]:
    """The scored answer to this measure, by the mark of whoever gave it. A second statement does not count twice."""
    turn = dict(zip(wave.measures, wave.turns, strict=True))[measure]
    return {
        one.marks[measure]: value
        for one in picture.heard
        for item, value in one.answers.items()
        if item == item_for(wave, measure, turn, one.person) and value not in UNSCORED
    }


def least_of(wave: Wave, measure: str) -> int:
    """How many answers it takes: a choice shows how answers spread, which takes more of them."""
    least = LEAST_DISTRIBUTION if wave.scale_of(measure) is Scale.CHOICE else LEAST
    return max(wave.least, least)


def tells_everybody(counts: Sequence[int], scale: Scale) -> bool:
    """Whether a figure over these counts would say of each one what they answered."""
    return all_the_same(counts) if scale is Scale.CHOICE else all_at_an_extreme(counts)


def comments_of(picture: ClosingPicture, wave: Wave, given: Given) -> tuple[tuple[str, str], ...]:
    """Words people wrote, under random ids; none unless at least ten people wrote some."""
    if not wave.asks_words:
        return ()
    words = [
        value
        for one in picture.heard
        for item, value in one.answers.items()
        if item == "own" and value not in UNSCORED
    ]
    if len(words) < max(wave.least, LEAST_COMMENTS):
        return ()
    return tuple((given.new_id(), one) for one in sorted(words))
