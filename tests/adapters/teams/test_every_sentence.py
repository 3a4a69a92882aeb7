"""Whatever the bot says and whatever people typed into it: the library draws it without a warning, and it fits."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from adapters.port import Reader
from adapters.teams import fit
from facilitation.voice.catalogue import Sentence
from facilitation.words import Link, Message, Moment, Phrase, Place, Prose, Typed, Who
from tests.adapters.slack.phrases import LABELS, SENTENCES
from tests.adapters.teams.judges import library_faults, schema_faults
from tests.adapters.teams.sentences import NASTY

PERSON, CHANNEL = "teams:29:abc", "teams:19:xyz"
READER = Reader(names={PERSON: "Ana <at>*_x_", CHANNEL: "Data / General"})
TOGETHER = 40  # sentences on one card
MOST = 95_000  # bytes; Teams takes about 100 KB

VALUES: dict[type, Any] = {
    Typed: Typed(NASTY),
    Who: Who(PERSON, ring=True),
    Place: Place(CHANNEL),
    Moment: Moment(datetime(2026, 3, 2, 9, tzinfo=UTC)),
    Link: Link("https://example.org/a?b=1&c=2", NASTY),
    tuple: (Who(PERSON), Who(PERSON)),
    int: 3,
    float: 2.5,
    date: date(2026, 3, 2),
    Phrase: LABELS[0](),
}


def filled(sentence: Sentence) -> Phrase:
    return sentence(**{name: VALUES[types[0]] for name, types in sentence.slots})


def test_every_sentence_of_the_catalogue_is_drawn_without_a_warning_whatever_people_typed() -> None:
    said = [filled(one) for one in SENTENCES]
    some = [said[at : at + TOGETHER] for at in range(0, len(said), TOGETHER)]
    messages = [Message(one[0], tuple(Prose((phrase,)) for phrase in one)) for one in some]
    cards = [card for one in messages for card in fit.draw_cards(one, READER)]
    assert [faults for faults in library_faults(cards) if faults] == []
    assert schema_faults(cards[0]) == []
    assert max(fit.size(card) for card in cards) < MOST
