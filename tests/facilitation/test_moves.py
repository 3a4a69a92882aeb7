"""A mirror shows only what happened again and again, exactly from its threshold on, and leads somewhere."""

from __future__ import annotations

from datetime import timedelta

import pytest

from facilitation.community import Community
from facilitation.membership import name_of
from facilitation.moves import Doing, MirrorPicture, look, reflect
from facilitation.people import Person
from facilitation.voice import moves as voice
from facilitation.words import NOTHING, Button, Buttons, Entry, Prose, Wake
from tests.facilitation.worlds import given_at, utc

NOW = utc(2026, 3, 4, 10)  # a Wednesday
GIVEN = given_at(NOW)
HERE = Community("c1", "slack:T1", "Testing", channels=("slack:C1",))
DUE = ("slack:T1", Wake(NOW, "moves.look", "c1"))
ANA = Person("slack:U1")


def seen(others_wrote: int = 0, **doing: object):
    message = reflect(Doing(ANA, **doing), MirrorPicture(HERE, wrote_about=others_wrote), GIVEN)  # type: ignore[arg-type]
    return None if message is None else message.parts[0].phrases[0]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("threads", "first", "told"), [(5, 4, True), (4, 4, False), (10, 7, False), (10, 8, True)]
)
def test_answering_first_is_shown_beyond_seven_of_ten_in_five_threads_or_more(threads, first, told) -> None:
    name = name_of(HERE)
    shown = voice.FIRST(community=name, n=first, all=threads) if told else None
    assert seen(threads=threads, answered_first=first) == shown


@pytest.mark.parametrize(
    ("messages", "like", "told"), [(8, 5, True), (7, 7, False), (8, 4, False), (100, 51, True)]
)
def test_what_reads_like_answers_is_shown_beyond_half_of_eight_or_more(messages, like, told) -> None:
    shown = voice.TOLD(community=name_of(HERE), n=like, all=messages) if told else None
    assert seen(messages=messages, told=like) == shown


def test_whoever_wrote_nothing_about_themselves_may_follow_three_others() -> None:
    assert seen(2, wrote_about=False) is None and seen(3, wrote_about=True) is None
    assert seen(3, wrote_about=False) == voice.GO_FIRST(community=name_of(HERE), n=3)
    message = reflect(Doing(ANA, wrote_about=False), MirrorPicture(HERE, wrote_about=3), GIVEN)
    assert message is not None
    write, stop = Button(voice.WRITE, "aboutme.write", opens_form=True), Button(voice.STOP, "moves.stop")
    assert message.parts[1] == Buttons((write, stop))


def test_a_mirror_comes_to_whoever_wants_it_and_had_none_lately_and_the_week_goes_on() -> None:
    loud = Doing(ANA, answered_first=5, threads=5)
    lately = Doing(Person("slack:U3"), 5, 5, mirrored_lately=True)
    decided = look(DUE, MirrorPicture(HERE, (loud, lately)), GIVEN)
    (letter,) = decided.letters
    assert (letter.to, letter.once) == ("slack:U1", "mirror:slack:U1:2026-03-04")
    assert letter.expires - letter.not_before == timedelta(days=4)
    assert isinstance(letter.message.parts[0], Prose)
    assert decided.entries == (Entry("moves.mirrored", "c1", person="slack:U1"),)
    assert decided.wakes == (Wake(utc(2026, 3, 11, 10), "moves.look", "c1"),)
    unwanted = Doing(Person("slack:U2", refused=frozenset({letter.kind})), 5, 5)
    assert look(DUE, MirrorPicture(HERE, (unwanted,)), GIVEN).letters == ()
    assert look(DUE, MirrorPicture(None), GIVEN) == NOTHING
