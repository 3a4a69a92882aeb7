"""Convening ends on the date the group agreed to, and leaves nobody alone with it."""

from datetime import UTC, datetime, timedelta
from random import Random

from facilitation.community import Community, Membership, RoleTaken
from facilitation.convener import Chair, Term, TermEnded, ended
from facilitation.voice.catalogue import plain
from facilitation.words import Given, Wake

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
