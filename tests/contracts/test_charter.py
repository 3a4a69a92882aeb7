"""A charter is proposed, talked over, adopted by the group's own rule, kept in versions, and looked at again."""

from __future__ import annotations

import pytest

from facilitation.words import Open, Reask
from storage.ledger import ledger
from tests.contracts.test_membership import ANA, BEN, CARO, make
from tests.contracts.test_nudges import rows
from tests.harness.house import CHANNEL, Lived, buttons_in, lived_in, words_of

pytestmark = pytest.mark.asyncio
DAN = "slack:U4"


async def four(lived: Lived) -> str:
    """A community of four, convened by Ana; its id."""
    lived.paper.rosters[CHANNEL] = (ANA, BEN, CARO, DAN)
    return await make(lived)


async def proposed(lived: Lived, community: str, **words: str) -> tuple[str, ...]:
    """Ben proposes; the arguments on the card's buttons."""
    filled = {
        "name": "Data stewards",
        "purpose": "Care for data together",
        "values": "",
        "who_for": "",
    } | words
    await lived.submits(BEN, "charter.propose", community, **filled)
    await lived.passes(minutes=1)
    return buttons_in(lived.paper.to(CHANNEL)[-1])["This is us"][1]


async def test_any_member_proposes_and_enough_yes_make_it_the_charter(any_database: str) -> None:
    async with lived_in(any_database) as lived:
        community = await four(lived)
        assert isinstance((await lived.types(BEN, "propose"))[0], Open)
        args = await proposed(lived, community)
        assert "Care for data together" in "".join(q.words for q in quotes(lived.paper.to(CHANNEL)[-1]))
        assert "Care for data together" not in words_of(await lived.types(ANA, "charter"))
        assert "Your yes is counted" in words_of(await lived.presses(CARO, "charter.yes", *args))
        assert "Care for data together" in words_of(await lived.types(ANA, "charter"))
        await lived.passes(minutes=1)
        assert "version 1" in words_of(lived.paper.to(CHANNEL)[-1])
        assert "settled already" in words_of(await lived.presses(DAN, "charter.yes", *args))


def quotes(message: object) -> list:  # type: ignore[type-arg]
    return [part for part in message.parts if hasattr(part, "words")]  # type: ignore[attr-defined]


async def test_a_yes_can_become_not_yet_and_too_few_let_it_lapse(any_database: str) -> None:
    async with lived_in(any_database) as lived:
        community = await four(lived)
        await lived.submits(ANA, "charter.rule", community, share="100", days="7", review="6")
        args = await proposed(lived, community)
        await lived.presses(CARO, "charter.yes", *args)
        await lived.presses(CARO, "charter.not_yet", *args)
        for person in (ANA, DAN):
            await lived.presses(person, "charter.yes", *args)
        await lived.passes(days=8)
        assert "Care for data together" not in words_of(await lived.types(ANA, "charter"))
        assert "stays as it is" in words_of(lived.paper.to(CHANNEL)[-1])
        assert "None was adopted" in words_of(await lived.types(ANA, "versions"))


async def test_once_the_group_has_adopted_its_words_a_convener_proposes_like_anybody_else(
    any_database: str,
) -> None:
    async with lived_in(any_database) as lived:
        community = await four(lived)
        (form,) = await lived.presses(ANA, "community.charter", community)
        assert "purpose" in [one.name for one in form.form.fields if hasattr(one, "name")]
        args = await proposed(lived, community)
        await lived.presses(CARO, "charter.yes", *args)
        (form,) = await lived.presses(ANA, "community.charter", community)
        assert [one.name for one in form.form.fields if hasattr(one, "name")] == ["sponsor", "language"]
        assert "can propose others" in words_of(form)
        await lived.submits(ANA, "community.charter", community, name="Mine", purpose="Mine", sponsor=DAN)
        charter = words_of(await lived.types(BEN, "charter"))
        assert "Care for data together" in charter and "Mine" not in charter and DAN in charter
        assert buttons_in(await lived.types(BEN, "charter"))["Propose other words"][1] == (community,)


async def test_one_proposal_at_a_time_and_only_from_members(any_database: str) -> None:
    async with lived_in(any_database) as lived:
        community = await four(lived)
        await proposed(lived, community)
        assert "One proposal is open" in words_of(await lived.types(DAN, "propose"))
        outsider = await lived.submits("slack:U77", "charter.propose", community, name="x")
        assert "You are not in" in words_of(outsider)


async def test_versions_are_kept_and_the_charter_is_looked_at_again_on_its_date(any_database: str) -> None:
    async with lived_in(any_database) as lived:
        community = await four(lived)
        for purpose in ("First", "Second"):
            args = await proposed(lived, community, purpose=purpose)
            await lived.presses(CARO, "charter.yes", *args)
        shown = words_of(await lived.types(DAN, "versions"))
        assert "Version 2" in shown and "Version 1" in shown
        await lived.passes(days=184)
        assert any("What in it still fits?" in words_of(one) for one in lived.paper.to(CHANNEL))


async def test_the_rule_is_the_communitys_own_and_its_limits_are_said(any_database: str) -> None:
    async with lived_in(any_database) as lived:
        community = await four(lived)
        assert "Conveners" in words_of(await lived.types(BEN, "rule"))
        (again,) = await lived.submits(ANA, "charter.rule", community, share="50", days="x", review="99")
        assert isinstance(again, Reask) and [name for name, _ in again.errors] == ["days", "review"]
        saved = await lived.submits(ANA, "charter.rule", community, share="67", days="10", review="3")
        assert "two thirds of the members say yes within 10 days" in words_of(saved)


async def test_values_are_in_each_members_words_and_shown_without_names(any_database: str) -> None:
    async with lived_in(any_database) as lived:
        community = await four(lived)
        await lived.submits(BEN, "values.mine", community, words="We say what we do not know")
        replies = await lived.submits(CARO, "values.mine", community, words="Kindness")
        (message,) = [one.message for one in replies]
        assert [(quote.words, quote.by) for quote in quotes(message)] == [
            ("We say what we do not know", None)
        ]
        entries = await rows(lived, ledger, kind="value.given")
        assert [row.person_id for row in entries] == [None, None]
        await lived.submits(CARO, "values.mine", community, words="")
        (form,) = await lived.types(CARO, "values")
        assert form.form.fields[0].value == ""


async def test_somebody_is_asked_in_private_before_the_group_sees_a_name(any_database: str) -> None:
    async with lived_in(any_database) as lived:
        community = await four(lived)
        await lived.submits(BEN, "convener.nominate", community, nominee=CARO, months="3")
        await lived.passes(minutes=1)
        assert not any("ready to convene" in words_of(one) for one in lived.paper.to(CHANNEL))
        args = buttons_in(lived.paper.to(CARO)[-1])["I am ready"][1]
        await lived.presses(CARO, "convener.ready", *args)
        await lived.passes(minutes=1)
        assert "is ready to convene" in words_of(lived.paper.to(CHANNEL)[-1])
        await lived.presses(DAN, "convener.support", *args)
        await lived.passes(minutes=1)
        assert "convenes *Data stewards*".replace("*", "") in words_of(lived.paper.to(CHANNEL)[-1])
        assert "Change the charter" in buttons_in(await lived.types(CARO, "charter"))


async def test_a_no_is_seen_by_nobody(any_database: str) -> None:
    async with lived_in(any_database) as lived:
        community = await four(lived)
        await lived.submits(BEN, "convener.nominate", community, nominee=CARO, months="3")
        await lived.passes(minutes=1)
        args = buttons_in(lived.paper.to(CARO)[-1])["I am ready"][1]
        before = len(lived.paper.sent)
        assert "Nobody hears of it" in words_of(await lived.presses(CARO, "convener.not_now", *args))
        await lived.passes(minutes=1)
        assert len(lived.paper.sent) == before
        declined = await rows(lived, ledger, kind="convener.declined")
        assert [row.person_id for row in declined] == [None]
        assert "settled already" in words_of(await lived.presses(CARO, "convener.ready", *args))


async def test_convening_ends_on_its_date_and_a_community_hears_when_nobody_is_left(
    any_database: str,
) -> None:
    async with lived_in(any_database) as lived:
        community = await four(lived)
        await lived.submits(BEN, "convener.nominate", community, nominee=BEN, months="3")
        await lived.passes(minutes=1)
        args = buttons_in(lived.paper.to(CHANNEL)[-1])["I support this"][1]
        await lived.presses(DAN, "convener.support", *args)
        await lived.passes(days=75)
        asked = [one for one in lived.paper.to(BEN) if "as agreed, ends on" in words_of(one)]
        assert set(buttons_in(asked[-1])) == {"Hand it on", "Go on, if the group agrees", "Lay it down"}
        await lived.presses(BEN, "convener.lay_down", community)
        await lived.presses(ANA, "convener.lay_down", community)
        await lived.passes(minutes=1)
        (last,) = [one for one in lived.paper.to(CHANNEL) if "Nobody convenes" in words_of(one)]
        assert "community.convene" in {action for action, _ in buttons_in(last).values()}


async def confirmed(lived: Lived, community: str) -> None:
    """Ben convenes beside Ana, for three months."""
    await lived.submits(BEN, "convener.nominate", community, nominee=BEN, months="3")
    await lived.passes(minutes=1)
    args = buttons_in(lived.paper.to(CHANNEL)[-1])["I support this"][1]
    await lived.presses(DAN, "convener.support", *args)


async def test_the_only_one_goes_on_until_the_group_has_named_somebody(any_database: str) -> None:
    async with lived_in(any_database) as lived:
        community = await four(lived)
        await confirmed(lived, community)
        await lived.presses(ANA, "convener.lay_down", community)
        await lived.passes(days=92)
        (asked,) = [
            one for one in lived.paper.to(CHANNEL) if "Whom does the group name next" in words_of(one)
        ]
        assert buttons_in(asked)["Name a convener"] == ("convener.nominate", (community,))
        assert "Those who convene" not in words_of(await lived.types(BEN, "suggest"))


async def test_when_the_last_convener_leaves_the_group_hears_it_next_morning_and_anybody_takes_it_up(
    any_database: str,
) -> None:
    async with lived_in(any_database) as lived:
        community = await four(lived)
        await lived.types(ANA, "leave")
        await lived.passes(days=3)
        (heard,) = [one for one in lived.paper.to(CHANNEL) if "Nobody convenes" in words_of(one)]
        assert ANA not in words_of(heard)
        await lived.presses(CARO, buttons_in(heard)["Convene it"][0], community)
        await lived.passes(days=9)
        assert sum("Nobody convenes" in words_of(one) for one in lived.paper.to(CHANNEL)) == 1


async def test_only_members_who_do_not_convene_can_be_named(any_database: str) -> None:
    async with lived_in(any_database) as lived:
        community = await four(lived)
        for nominee in (ANA, "slack:U77"):
            (again,) = await lived.submits(BEN, "convener.nominate", community, nominee=nominee, months="3")
            assert isinstance(again, Reask)
