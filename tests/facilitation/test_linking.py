"""Who has the same verified e-mail in two chats is one person from then on, in every community either was in."""

from __future__ import annotations

from facilitation.community import Community, MemberJoined, MemberLeft, Membership, RoleTaken
from facilitation.linking import Linking, MailSeen, PeopleLinked, digest_of, hear_profile
from facilitation.words import NOTHING, Arrival, Decision, Entry, Profile
from tests.facilitation.worlds import given_at, utc

TWIN, ALIAS = "slack:U1", "teams:A1"


def community(id: str, **roles: str) -> Community:
    members = {"twin": TWIN, "alias": ALIAS}
    return Community(
        id, "slack:T1", id, members=tuple(Membership(members[who], role) for who, role in roles.items())
    )


def told(picture: Linking, email: str = "ana@example.org", **more: bool) -> Decision:
    arrival = Arrival("a", "teams:T1", ALIAS, Profile(email=email, **more))
    return hear_profile(arrival, picture, given_at(utc(2026, 3, 2, 9)))


def test_by_a_verified_address_the_second_is_known_as_the_first_wherever_they_were() -> None:
    alone, both = community("alone", alias="convener"), community("both", twin="member", alias="member")
    led = community("led", twin="member", alias="convener")
    decided = told(
        Linking(joined=True, twin=TWIN, mine=(alone, both, led), theirs=(both, led)), "Ana@example.org"
    )
    assert decided.changes == (
        MailSeen(ALIAS, digest_of("ana@example.org")),
        PeopleLinked(TWIN, ALIAS),
        MemberJoined("alone", TWIN),
        RoleTaken("alone", TWIN, "convener"),
        MemberLeft("alone", ALIAS),
        MemberLeft("both", ALIAS),
        RoleTaken("led", TWIN, "convener"),
        MemberLeft("led", ALIAS),
    )
    assert decided.entries == (Entry("linking.linked", TWIN, (("platform", "teams"),), TWIN),)
    assert [one.to for one in decided.letters] == [TWIN]


def test_an_address_is_kept_as_a_digest_where_nobody_else_has_it_or_they_are_linked_already() -> None:
    seen = (MailSeen(ALIAS, digest_of("ana@example.org")),)
    for picture in (Linking(joined=True), Linking(joined=True, twin=TWIN, others=(TWIN,))):
        assert told(picture) == Decision(changes=seen)


def test_guests_bots_and_whoever_left_are_not_linked_and_one_chat_links_nobody() -> None:
    for gone in ("is_guest", "is_bot", "deactivated"):
        assert told(Linking(joined=True, twin=TWIN), **{gone: True}) == NOTHING
    assert told(Linking(joined=True, twin=TWIN), email="") == told(Linking(twin=TWIN)) == NOTHING
