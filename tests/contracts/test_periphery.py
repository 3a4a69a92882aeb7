"""A convener asks, a member is asked, somebody comes: on both databases, and never a word to the one who is named."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from random import Random

import pytest
from sqlalchemy import select

from facilitation.participation import Heard
from facilitation.people import ProfileLearnt
from facilitation.periphery.suggestion import State, Suggestion, SuggestionMade
from facilitation.words import Message, MessageRef, Open, Opened, Profile, Reask, Said
from storage.engine import all_writes, execute
from storage.ledger import ledger
from storage.participation import keep_many
from storage.periphery import suggestions
from tests.harness.house import CHANNEL, MONDAY, TEAM, Lived, buttons_in, lived_in, words_of

pytestmark = pytest.mark.asyncio

ANA, BEN, CARO = "slack:U1", "slack:U2", "slack:U3"
MEMBERS = (ANA, BEN, CARO)
NEAR = tuple(f"slack:N{n}" for n in range(18))
ELSEWHERE = "slack:C9"


def talk() -> list[Heard]:
    """Three members, and eighteen people elsewhere of whom each answered Ben or Caro lately."""
    dice = Random("talk")
    heard: list[Heard] = []

    def say(person: str, channel: str, days: float, thread: str = "", *mentions: str) -> None:
        id = f"m{len(heard)}"
        at = (MONDAY - timedelta(days=days)).timestamp()
        heard.append(Heard(at, person, channel, id, thread or id, mentions, 20, False))

    for day in (40, 30, 20, 10, 5):
        for one in MEMBERS:
            say(one, CHANNEL, day + MEMBERS.index(one) / 10)
    for number, one in enumerate(NEAR):
        for _ in range(1 + number % 7):
            say(one, ELSEWHERE, dice.uniform(1, 9), "", (BEN, CARO)[number % 2])
        say(one, ELSEWHERE, 300 if number % 3 else 50)
    return heard


@asynccontextmanager
async def started(url: str) -> AsyncIterator[tuple[Lived, str]]:
    """A community of three, with ninety days of talk behind it; its id."""
    async with lived_in(url) as life:
        life.paper.rosters[CHANNEL] = MEMBERS
        replies = await life.submits(
            ANA, "community.new", CHANNEL, name="Data stewards", purpose="Care for data"
        )
        await life.house.beat()
        async with life.house.store.writing() as connection:
            met = [ProfileLearnt(one, Profile(name=one.removeprefix("slack:"))) for one in (*MEMBERS, *NEAR)]
            await execute(connection, [all_writes(met, TEAM, MONDAY)])
            await keep_many(connection, TEAM, talk())
        life.paper.sent.clear()
        yield life, buttons_in(replies)["Tell the channel"][1][0]


async def searched(life: Lived, words: str = "suggest") -> Message:
    """The card that Ana gets when she asks."""
    told = words_of(await life.types(ANA, words))
    assert "comes as a message" in told
    await life.house.beat()
    return life.paper.to(ANA)[-1]


async def states(life: Lived) -> dict[str, str]:
    async with life.house.store.reading() as connection:
        rows = await connection.execute(select(suggestions.c.person_id, suggestions.c.state))
        return {person: state for person, state in rows}


def presses_on(message: Message, action: str) -> list[tuple[str, ...]]:
    found: list[tuple[str, ...]] = []
    for part in message.parts:
        for button in getattr(part, "buttons", ()):
            if button.action == action:
                found.append(button.args)
    return found


async def asked_bridge(life: Lived) -> tuple[str, tuple[str, ...], Message]:
    """One suggestion is let go; the member who was asked, what the card carries, and the card."""
    card = await searched(life)
    for key in presses_on(card, "invitation.send"):
        await life.presses(ANA, "invitation.send", *key)
        await life.house.beat()
        for member in (BEN, CARO):
            if life.paper.to(member):
                return member, key, life.paper.to(member)[-1]
    raise AssertionError("nobody was asked")


async def test_a_convener_gets_up_to_three_people_with_reasons_and_half_are_held_back(
    any_database: str,
) -> None:
    async with started(any_database) as (life, _):
        card = await searched(life)
        assert 1 <= len(presses_on(card, "invitation.send")) <= 3
        assert "answered or mentioned each other" in words_of(card)
        for never in ("quiet", "inactive", "score", "level", "peripher"):
            assert never not in words_of(card).lower()
        for wish in ("new", "elsewhere", "lot"):
            await searched(life, f"suggest {wish}")
        kept = (await states(life)).values()
        assert State.READY in kept and State.HELD in kept
        assert not set(life.paper.standing) & {MessageRef(one, "1") for one in NEAR}
        shown = words_of(await life.types(ANA, "suggest"))
        assert "answered or mentioned each other" in shown, "what stands is shown at once, without a search"
        why = await life.presses(ANA, "periphery.why", *presses_on(card, "periphery.why")[0])
        assert "last 90 days" in words_of(why)


async def test_from_the_first_days_they_stand_on_home_and_in_the_conveners_week_without_being_asked_for(
    any_database: str,
) -> None:
    async with started(any_database) as (life, _):
        await life.passes(days=9)
        home = await life.arrives(ANA, Opened())
        assert "could be drawn into" in words_of(home) and "See who" in buttons_in(home)
        async with life.house.store.reading() as connection:
            about = (await connection.execute(select(ledger.c.about).where(ledger.c.person_id == ANA))).all()
        assert "invitations_ready" in {row.about.get("nudge") for row in about}


async def test_only_conveners_may_ask(any_database: str) -> None:
    async with started(any_database) as (life, community):
        assert "Those who convene" in words_of(await life.types(BEN, "suggest"))
        assert "Those who convene" in words_of(await life.presses(BEN, "periphery.others", community, "new"))
        await life.house.beat()
        assert await states(life) == {}


async def test_others_can_be_asked_for_and_nobody_comes_up_twice(any_database: str) -> None:
    async with started(any_database) as (life, community):
        await searched(life)
        first = set(await states(life))
        await life.presses(ANA, "periphery.others", community, "new")
        await life.house.beat()
        assert len(await states(life)) > len(first)
        assert "can follow suggest" in words_of(await life.types(ANA, "suggest everybody"))
        async with life.house.store.reading() as connection:
            rows = (await connection.execute(select(suggestions.c.person_id))).all()
        assert len(rows) == len(await states(life))


async def test_a_member_is_asked_with_what_passed_between_them_and_sends_their_own_words(
    any_database: str,
) -> None:
    async with started(any_database) as (life, _):
        question = Said(MessageRef(CHANNEL, "q1"), "how do we archive?")
        await life.arrives(CARO, question)
        member, key, card = await asked_bridge(life)
        assert "You and" in words_of(card) and "a question of" in words_of(card)
        assert set(buttons_in(card)) == {"I'll ask", "Not now", "Not this person", "Someone else is closer"}
        (form,) = await life.presses(member, "invitation.will", *key)
        assert isinstance(form, Open) and "Data stewards" in form.form.fields[0].value  # type: ignore[union-attr]
        replies = await life.submits(member, "invitation.words", *key, words="Come and see, Nia")
        assert "Come and see, Nia" in str(replies)
        person = next(who for who, state in (await states(life)).items() if state == State.INVITED)
        mine = words_of(await life.types(person, "mine"))
        assert "Data stewards" in mine and "I asked" in mine
        await life.passes(days=15)
        after = life.paper.to(member)[-1]
        assert "Two weeks ago" in words_of(after)
        await life.presses(member, "invitation.rather_not", *key)
        assert (await states(life))[person] == State.DECLINED
        assert not any(one.to in NEAR for one in life.paper.sent)
        assert "Come and see" not in str(await everything_kept(life))


async def everything_kept(life: Lived) -> list[object]:
    async with life.house.store.reading() as connection:
        return list((await connection.execute(select(suggestions))).all())


async def test_not_now_goes_to_the_next_and_not_this_person_ends_it(any_database: str) -> None:
    async with started(any_database) as (life, _):
        member, key, _ = await asked_bridge(life)
        assert "All right" in words_of(await life.presses(member, "invitation.later", *key))
        assert State.CLOSED in (await states(life)).values()  # nobody else was in touch with them
        assert "settled" in words_of(await life.presses(member, "invitation.will", *key))


async def test_someone_closer_has_to_be_a_member_and_is_asked_instead(any_database: str) -> None:
    async with started(any_database) as (life, _):
        member, key, _ = await asked_bridge(life)
        (form,) = await life.presses(member, "invitation.closer", *key)
        assert isinstance(form, Open)
        (again,) = await life.submits(member, "invitation.closer", *key, who=NEAR[0])
        assert isinstance(again, Reask)
        other = CARO if member == BEN else BEN
        before = len(life.paper.to(other))
        await life.submits(member, "invitation.closer", *key, who=other)
        await life.house.beat()
        assert len(life.paper.to(other)) == before + 1
        assert "said that you are closer" in words_of(life.paper.to(other)[-1])


async def test_no_answer_in_ten_days_is_an_answer(any_database: str) -> None:
    async with started(any_database) as (life, _):
        member, key, _ = await asked_bridge(life)
        await life.passes(days=11)
        assert "settled" in words_of(await life.presses(member, "invitation.will", *key))


async def test_where_nobody_was_in_touch_the_channel_is_asked_without_a_name(any_database: str) -> None:
    async with started(any_database) as (life, _):
        async with life.house.store.writing() as connection:
            strangers = [f"slack:S{n}" for n in range(8)]
            at = (MONDAY - timedelta(days=2)).timestamp()
            told = [Heard(at + n, one, "slack:C8", f"s{n}", f"s{n}") for n, one in enumerate(strangers)]
            await keep_many(connection, TEAM, told)
        card = await searched(life, "suggest lot")
        key = presses_on(card, "invitation.send")[0]
        replies = await life.presses(ANA, "invitation.send", *key)
        await life.house.beat()
        assert "without a name" in words_of(replies)
        (asked,) = life.paper.to(CHANNEL)
        assert "Who knows somebody" in words_of(asked) and "Care for data" in words_of(asked)
        assert "slack:S" not in words_of(asked)


async def test_a_suggestion_put_aside_is_gone_and_its_reason_teaches(any_database: str) -> None:
    async with started(any_database) as (life, _):
        card = await searched(life)
        key = presses_on(card, "periphery.dismiss")[0]
        (form,) = await life.presses(ANA, "periphery.dismiss", *key)
        assert isinstance(form, Open)
        assert "aside" in words_of(await life.submits(ANA, "periphery.dismiss", *key, why="topic"))
        assert "no longer stands" in words_of(await life.presses(ANA, "invitation.send", *key))
        async with life.house.store.reading() as connection:
            kept = (await connection.execute(select(suggestions.c.why, suggestions.c.state))).all()
        assert ("topic", State.DISMISSED.value) in [tuple(row) for row in kept]


async def test_whoever_does_not_want_to_be_suggested_is_not(any_database: str) -> None:
    async with started(any_database) as (life, _):
        for one in NEAR[:-1]:
            assert "You can be named" in words_of(await life.types(one, "mine"))
            replies = await life.presses(one, "invitation.refuse")
            assert "named to nobody, as you said" in words_of(replies)
        await searched(life)
        assert set(await states(life)) <= {NEAR[-1]}
        assert "You can be named" in words_of(await life.presses(NEAR[0], "invitation.allow"))


async def test_guests_bots_and_people_who_are_gone_are_not_named(any_database: str) -> None:
    async with started(any_database) as (life, _):
        for number, one in enumerate(NEAR[:-1]):
            profile = [Profile(is_bot=True), Profile(is_guest=True), Profile(deactivated=True)][number % 3]
            await life.arrives(one, profile)
        await searched(life)
        assert set(await states(life)) <= {NEAR[-1]}


async def test_after_two_declines_a_person_is_named_to_nobody_until_they_say_so(any_database: str) -> None:
    async with started(any_database) as (life, community):
        declined = [
            Suggestion(
                f"old{n}-{one}",
                community,
                one,
                MONDAY - timedelta(days=200 + n),
                "quiet",
                False,
                1.0,
                (),
                (),
                State.DECLINED,
            )
            for n in range(2)
            for one in NEAR
        ]
        async with life.house.store.writing() as connection:
            made = all_writes(map(SuggestionMade, declined), TEAM, MONDAY - timedelta(days=150))
            await execute(connection, [made])
        await searched(life)
        assert all([await counted(life, one) == 2 for one in NEAR])
        await life.presses(NEAR[0], "invitation.allow")
        for wish in ("", " new", " elsewhere"):
            await searched(life, f"suggest{wish}")
        assert [await counted(life, one) for one in NEAR] == [3] + [2] * (len(NEAR) - 1)


async def counted(life: Lived, person: str) -> int:
    async with life.house.store.reading() as connection:
        return len(
            (await connection.execute(select(suggestions).where(suggestions.c.person_id == person))).all()
        )


# --- what is said about the whole ------------------------------------------------------------------------------------


async def test_the_picture_of_a_community_says_places_and_names_nobody(any_database: str) -> None:
    async with started(any_database) as (life, _):
        assert "Fewer than 5 people" in words_of(await life.types(ANA, "picture"))
        assert "You are not in" in words_of(await life.types(NEAR[0], "picture"))
        async with life.house.store.writing() as connection:
            more = [
                Heard((MONDAY - timedelta(days=day)).timestamp(), one, CHANNEL, f"{one}{day}", f"{one}{day}")
                for one in NEAR[:6]
                for day in (3, 60)
            ]
            await keep_many(connection, TEAM, more)
        shown = words_of(await life.types(ANA, "picture"))
        assert "Wrote now and then" in shown and "9 people" in shown and "fewer than 5" not in shown
        assert "Nothing changed beyond" in shown
        assert "slack:" not in shown


async def test_home_shows_conveners_what_stands_and_leads_there(any_database: str) -> None:
    async with started(any_database) as (life, community):
        await searched(life)
        assert "See who" in words_of(await life.arrives(ANA, Opened()))
        assert "See who" not in words_of(await life.arrives(BEN, Opened()))
        shown = words_of(await life.presses(ANA, "periphery.list", community))
        assert "answered or mentioned each other" in shown


async def suggested(life: Lived, community: str, people: dict[str, bool], days_ago: float) -> None:
    """Suggestions of the past, by person and whether they were held back."""
    at = MONDAY - timedelta(days=days_ago)
    made = [
        SuggestionMade(
            Suggestion(
                f"s-{one}",
                community,
                one,
                at,
                "quiet",
                False,
                1.0,
                (),
                (),
                State.HELD if held else State.READY,
            )
        )
        for one, held in people.items()
    ]
    async with life.house.store.writing() as connection:
        await execute(connection, [all_writes(made, TEAM, at)])


async def test_fairness_is_told_from_ten_people_on_and_without_names(any_database: str) -> None:
    async with started(any_database) as (life, community):
        assert "Fewer than 10 people" in words_of(await life.types(ANA, "suggest fairness"))
        await suggested(life, community, dict.fromkeys(NEAR[:12], False), 40)
        told = words_of(await life.types(ANA, "suggest fairness"))
        assert "12 suggestions in this workspace named 12 people" in told and "of 100 named" in told
        assert "slack:" not in told
        assert "Those who convene" in words_of(await life.types(BEN, "suggest fairness"))


async def test_whether_suggestions_help_is_not_known_until_there_is_enough(any_database: str) -> None:
    async with started(any_database) as (life, community):
        people = {f"slack:P{n}": n % 2 == 0 for n in range(220)}
        await suggested(life, community, dict(list(people.items())[:50]), 70)
        assert "Not known yet" in words_of(await life.types(ANA, "suggest evidence"))
        await suggested(life, community, dict(list(people.items())[50:]), 70)
        came = [one for one, held in people.items() if not held][:60]
        async with life.house.store.writing() as connection:
            at = (MONDAY - timedelta(days=30)).timestamp()
            wrote = [Heard(at + n, one, CHANNEL, f"c{n}", f"c{n}") for n, one in enumerate(came)]
            early = [Heard(at - 35 * 86_400, one, CHANNEL, f"e{n}", f"e{n}") for n, one in enumerate(people)]
            await keep_many(connection, TEAM, wrote + early)
        told = words_of(await life.types(ANA, "suggest evidence"))
        assert "110 suggestions were shown and 110 held back" in told
        assert "more of 100 when shown" in told and told.count("no difference can be told yet") == 2
