"""Convening ends on the date the group agreed to, and leaves nobody alone with it."""

from datetime import UTC, datetime, timedelta
from random import Random

from facilitation.community import Community, Membership, RoleTaken
from facilitation.convener import (
    Chair,
    ConvenerNominated,
    Nomination,
    NominationMoved,
    Term,
    TermEnded,
    close,
    ended,
    go_on,
    lay_down,
    nobody_convenes,
    term_ends,
    term_wake,
)
from facilitation.voice import convener as say
from facilitation.voice.catalogue import plain
from facilitation.words import NOTHING, Arrival, Buttons, Entry, Given, Press, Unwake, Wake
from tests.facilitation.worlds import words_of

NOW = datetime(2026, 6, 1, 10, tzinfo=UTC)
GIVEN = Given(NOW, lambda: "id", Random)
DUE = ("slack:T1", Wake(NOW, "convener.ended", "c1/slack:U2"))


def chair(*conveners, until=NOW):
    people = ("slack:U1", "slack:U2", "slack:U3")
    members = tuple(Membership(one, "convener" if one in conveners else "member") for one in people)
    community = Community("c1", "slack:T1", "Testing", channels=("slack:C1",), members=members)
    return Chair(community, terms=(Term("slack:U2", until),))


def test_beside_others_it_ends_by_itself_with_thanks():
    decided = ended(DUE, chair("slack:U1", "slack:U2"), GIVEN)
    assert set(decided.changes) == {RoleTaken("c1", "slack:U2", "member"), TermEnded("c1", "slack:U2")}
    assert "Thank you" in plain(decided.letters[0].message.summary)


def test_the_only_one_goes_on_and_the_group_is_asked():
    decided = ended(DUE, chair("slack:U2"), GIVEN)
    assert decided.changes == ()
    assert "Whom does the group name next?" in plain(decided.letters[0].message.summary)


def test_a_date_that_was_put_off_or_a_role_laid_down_before_changes_nothing():
    for other in (chair("slack:U2", until=NOW + timedelta(days=90)), chair("slack:U1")):
        decided = ended(DUE, other, GIVEN)
        assert decided.changes == decided.letters == ()


def pressed(person):
    return Arrival("a", "slack:T1", person, Press("convener.go_on", ("c1",)))


def buttons_of(message):
    return [
        (one.action, one.args, one.opens_form)
        for part in message.parts
        if isinstance(part, Buttons)
        for one in part.buttons
    ]


def test_three_weeks_before_the_date_a_morning_is_set():
    community = chair().community
    assert term_wake(community, "slack:U2", NOW - timedelta(minutes=1)) == Wake(
        datetime(2026, 5, 11, 10, tzinfo=UTC), "convener.term", "c1/slack:U2"
    )


def test_before_the_date_they_hear_it_with_three_ways_and_are_looked_at_again_on_it():
    due = ("slack:T1", Wake(NOW, "convener.term", "c1/slack:U2"))
    until = NOW + timedelta(days=21)
    decided = term_ends(due, chair("slack:U1", "slack:U2", until=until), GIVEN)
    (letter,) = decided.letters
    assert (letter.to, letter.kind) == ("slack:U2", "convener.term")
    assert letter.once == "convener.term:c1:slack:U2:2026-06-22"
    assert buttons_of(letter.message) == [
        ("convener.nominate", ("c1",), True),
        ("convener.go_on", ("c1",), False),
        ("convener.lay_down", ("c1",), False),
    ]
    assert "22 June 2026" in words_of(letter.message)
    assert decided.wakes == (Wake(until, "convener.ended", "c1/slack:U2"),)
    late = term_ends(due, chair("slack:U2", until=NOW - timedelta(days=1)), GIVEN)
    assert late.wakes == (Wake(NOW, "convener.ended", "c1/slack:U2"),)
    assert term_ends(due, chair("slack:U1"), GIVEN) == NOTHING == term_ends(due, Chair(None), GIVEN)


def test_going_on_is_named_anew_for_half_a_year_and_shown_to_the_group():
    decided = go_on(pressed("slack:U2"), chair("slack:U2"), GIVEN)
    assert ConvenerNominated(Nomination("id", "c1", "slack:U2", "slack:U2", 6)) in decided.changes
    assert [plain(one.message.summary) for one in decided.replies] == [plain(say.SHOWN)]
    assert [one.to for one in decided.letters] == ["slack:C1"]
    for nobody in (chair("slack:U1"), Chair(None)):
        refused = go_on(pressed("slack:U2"), nobody, GIVEN)
        assert refused.changes == refused.letters == () and refused.replies[0].message.summary == say.SETTLED


def test_whoever_lays_it_down_is_thanked_and_the_group_hears_that_too_when_nobody_is_left():
    both = lay_down(pressed("slack:U2"), chair("slack:U1", "slack:U2"), GIVEN)
    assert both.changes == (RoleTaken("c1", "slack:U2", "member"), TermEnded("c1", "slack:U2"))
    assert both.wakes == (Unwake("convener.term", "c1/slack:U2"),)
    assert both.entries == (Entry("convener.laid_down", "c1", person="slack:U2"),)
    assert [one.once for one in both.letters] == ["convener.laid_down:c1:slack:U2:2026-06-01:slack:C1"]
    last = lay_down(pressed("slack:U2"), chair("slack:U2"), GIVEN)
    assert last.letters == (*both.letters, *nobody_convenes(chair().community, NOW))
    (asked,) = nobody_convenes(chair().community, NOW)
    assert asked.once.startswith("convener.nobody:c1:2026-06")
    assert buttons_of(asked.message) == [("community.convene", ("c1",), False)]
    assert lay_down(pressed("slack:U3"), chair("slack:U2"), GIVEN).changes == ()


def test_a_name_that_waits_too_long_rests_without_a_word():
    for state, changes in (
        ("asked", (NominationMoved("n1", "lapsed"),)),
        ("ready", (NominationMoved("n1", "lapsed"),)),
        ("confirmed", ()),
        ("declined", ()),
    ):
        named = Nomination("n1", "c1", "slack:U3", "slack:U1", 6, state)
        decided = close(DUE, Chair(chair().community, named), GIVEN)
        assert decided.changes == changes
        assert decided.entries == ((Entry("convener.lapsed", "c1"),) if changes else ())
        assert decided.letters == decided.replies == ()
    assert close(DUE, chair(), GIVEN) == NOTHING
