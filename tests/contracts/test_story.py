"""A story is told in four questions, read first by everybody in it, shown in its turn, and taken back everywhere."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import select

from facilitation.words import Message, Profile, Quote, Reask
from storage.ledger import ledger
from storage.outbox import letters
from storage.story import stories, story_copies, story_people
from tests.contracts.test_membership import ANA, BEN, CARO, make
from tests.contracts.test_nudges import rows
from tests.harness.house import CHANNEL, Lived, buttons_in, lived_in, words_of

pytestmark = pytest.mark.asyncio
OTHER_CHANNEL, SPONSOR = "slack:C2", "slack:U5"
TOLD = ("Nobody dared to deploy.", "Ben Abara sat with us.", "We deploy each day.", "Pairs help.")


async def three(lived: Lived) -> str:
    lived.paper.rosters[CHANNEL] = (ANA, BEN, CARO)
    await lived.arrives(BEN, Profile(name="Ben Abara"))
    return await make(lived, sponsor=SPONSOR)


async def told(lived: Lived, community: str) -> str:
    """Caro tells a story to its end; its id."""
    replies = await lived.types(CARO, "story")
    story = buttons_in(replies)["Answer"][1][1]
    for number, words in enumerate(TOLD):
        replies = await lived.submits(CARO, "story.answer", community, story, str(number), words=words)
    assert "Say what it means" in buttons_in(replies)
    return story


async def meant(lived: Lived, community: str, story: str, **more: object) -> None:
    filled: dict[str, object] = {
        "cycle": "applied",
        "signifiers": ("help",),
        "meaning": "It takes two",
        "named1": BEN,
    }
    await lived.submits(CARO, "story.meaning", community, story, **(filled | more))
    await lived.passes(minutes=1)


def other(second: str) -> dict[str, object]:
    """The form with the four answers, the second in other words."""
    return {"words0": TOLD[0], "words1": second, "words2": TOLD[2], "words3": TOLD[3]}


async def agreed(lived: Lived, community: str, story: str) -> None:
    await lived.presses(BEN, "story.consent", community, story, "yes")
    await lived.passes(minutes=1)


async def all_agreed(lived: Lived, **more: object) -> tuple[str, str]:
    """A story that Ben is in and agreed to; the community's id and its own."""
    community = await three(lived)
    story = await told(lived, community)
    await meant(lived, community, story, **more)
    await agreed(lived, community, story)
    return community, story


async def shown(lived: Lived, **more: object) -> tuple[str, str]:
    """A story that Ben is in, agreed to and shown; the community's id and its own."""
    community, story = await all_agreed(lived, **more)
    await lived.presses(CARO, "story.queue", community, story)
    await lived.passes(days=7)
    return community, story


def quotes(message: Message) -> list[str]:
    return [part.words for part in message.parts if isinstance(part, Quote)]


def standing_words(lived: Lived) -> str:
    return json.dumps([quotes(one) for one in lived.paper.standing.values()])


async def test_it_is_told_one_question_at_a_time_and_goes_on_where_it_stopped(any_database: str) -> None:
    async with lived_in(any_database) as lived:
        community = await three(lived)
        replies = await lived.types(CARO, "story")
        assert "What was going on before it began?" in words_of(replies)
        story = buttons_in(replies)["Answer"][1][1]
        await lived.submits(CARO, "story.answer", community, story, "0", words=TOLD[0])
        await lived.passes(days=30)
        replies = await lived.types(CARO, "story")
        assert "Question 2 of 4" in words_of(replies)
        assert buttons_in(replies)["Answer"][1][1] == story
        (again,) = await lived.submits(CARO, "story.answer", community, story, "1", words=" ")
        assert isinstance(again, Reask)


async def test_who_is_in_it_reads_it_first_and_nobody_else_before_them(any_database: str) -> None:
    async with lived_in(any_database) as lived:
        community = await three(lived)
        story = await told(lived, community)
        await meant(lived, community, story)
        assert TOLD[1] in quotes(lived.paper.to(BEN)[-1])
        assert not any("as others would read it" in words_of(one) for one in lived.paper.to(CARO))
        await agreed(lived, community, story)
        preview = lived.paper.to(CARO)[-1]
        assert "Show it like this" in buttons_in(preview)
        assert not any(quotes(one) for one in lived.paper.to(CHANNEL))


async def test_one_story_a_week_on_a_thursday_each_in_its_turn(any_database: str) -> None:
    async with lived_in(any_database) as lived:
        community = await three(lived)
        for _ in range(3):
            story = await told(lived, community)
            await meant(lived, community, story, named1="")
            await lived.presses(CARO, "story.queue", community, story)
        published = []
        for _ in range(4):
            await lived.passes(days=7)
            published.append(len(await rows(lived, ledger, kind="story.published")))
        assert published == [1, 2, 3, 3]
        days = {row.at.strftime("%A %H:%M") for row in await rows(lived, ledger, kind="story.published")}
        assert days == {"Thursday 10:00"}


async def test_another_name_stands_in_every_place_of_the_name(any_database: str) -> None:
    async with lived_in(any_database) as lived:
        community = await three(lived)
        story = await told(lived, community)
        await meant(lived, community, story)
        await lived.submits(BEN, "story.rename", community, story, alias="a colleague")
        await lived.passes(minutes=1)
        assert "a colleague sat with us." in quotes(lived.paper.to(CARO)[-1])
        await lived.presses(CARO, "story.queue", community, story)
        await lived.passes(days=7)
        assert "Ben" not in " ".join(quotes(lived.paper.to(CHANNEL)[-1]))


async def test_who_wants_to_be_left_out_holds_it_until_the_words_have_changed(any_database: str) -> None:
    async with lived_in(any_database) as lived:
        community = await three(lived)
        story = await told(lived, community)
        await meant(lived, community, story)
        await lived.presses(BEN, "story.consent", community, story, "out")
        await lived.passes(minutes=1)
        assert "Show it like this" not in buttons_in(lived.paper.to(CARO)[-1])
        assert "other words" in words_of(await lived.presses(CARO, "story.queue", community, story))
        await lived.submits(CARO, "story.words", community, story, **other("Somebody sat with us."))
        await lived.passes(minutes=1)
        assert "Show it like this" in buttons_in(lived.paper.to(CARO)[-1])


async def test_new_words_need_a_new_yes(any_database: str) -> None:
    async with lived_in(any_database) as lived:
        community, story = await all_agreed(lived)
        await lived.submits(CARO, "story.words", community, story, **other("Ben did it all alone."))
        await lived.passes(minutes=1)
        assert "Ben did it all alone." in quotes(lived.paper.to(BEN)[-1])
        assert "not open" in words_of(await lived.presses(CARO, "story.queue", community, story))


async def test_words_that_come_back_are_asked_about_anew_and_the_story_goes_on(any_database: str) -> None:
    async with lived_in(any_database) as lived:
        community, story = await all_agreed(lived)
        for words in ("Ben did it all alone.", TOLD[1]):
            before = len(lived.paper.to(BEN))
            await lived.submits(CARO, "story.words", community, story, **other(words))
            await lived.passes(minutes=1)
            assert len(lived.paper.to(BEN)) == before + 1
            assert words in quotes(lived.paper.to(BEN)[-1])
        previews = len(lived.paper.to(CARO))
        await agreed(lived, community, story)
        await agreed(lived, community, story)  # a second yes changes nothing, and sends nothing
        assert len(lived.paper.to(CARO)) == previews + 1
        assert "It is shown on" in words_of(await lived.presses(CARO, "story.queue", community, story))


async def test_a_meaning_saved_as_it_was_asks_nobody_again(any_database: str) -> None:
    async with lived_in(any_database) as lived:
        community = await three(lived)
        story = await told(lived, community)
        for count in (1, 1):
            await meant(lived, community, story)
            assert len(lived.paper.to(BEN)) == count
        await meant(lived, community, story, meaning="It takes three")
        assert "It takes three" in quotes(lived.paper.to(BEN)[-1])


async def test_a_form_saved_as_it_was_leaves_everybodys_yes_as_it_is(any_database: str) -> None:
    async with lived_in(any_database) as lived:
        community, story = await all_agreed(lived)
        before = len(lived.paper.to(BEN))
        saved = await lived.submits(CARO, "story.words", community, story, **other(TOLD[1]))
        assert "Noted" in words_of(saved)
        await lived.passes(minutes=1)
        assert len(lived.paper.to(BEN)) == before
        assert "It is shown on" in words_of(await lived.presses(CARO, "story.queue", community, story))


async def test_an_answer_taken_out_of_a_story_is_asked_for_beside_its_field(any_database: str) -> None:
    async with lived_in(any_database) as lived:
        community = await three(lived)
        story = await told(lived, community)
        await meant(lived, community, story)
        (again,) = await lived.submits(CARO, "story.words", community, story, **other(" "))
        assert isinstance(again, Reask)
        assert [name for name, _ in again.errors] == ["words1"]


async def test_a_withdrawn_story_is_gone_from_two_channels_and_an_export_within_one_tick(
    any_database: str,
) -> None:
    async with lived_in(any_database) as lived:
        community, story = await shown(lived, channel=OTHER_CHANNEL)
        await lived.types(BEN, "export")
        await lived.passes(minutes=1)
        assert {row.kind for row in await rows(lived, story_copies)} == {"shown", "export", "card"}
        assert len(await rows(lived, story_copies, kind="shown")) == 2
        assert standing_words(lived).count(TOLD[0]) >= 3
        await lived.passes(days=70)
        assert "taken back everywhere" in words_of(
            await lived.presses(CARO, "story.withdraw", community, story)
        )
        await lived.house.beat()
        assert not any(words in standing_words(lived) for words in TOLD)
        exports = [one for one in lived.paper.to(BEN) if "/community export makes a new one" in words_of(one)]
        assert len(exports) == 1
        await nothing_is_left(lived)


async def test_a_teller_takes_a_shown_story_back_from_the_list_of_stories(any_database: str) -> None:
    """Long after the card with the preview went out of sight."""
    async with lived_in(any_database) as lived:
        await shown(lived)
        listed = await lived.types(CARO, "stories")
        assert "shown" in words_of(listed)
        assert "Take it back" not in buttons_in(await lived.types(ANA, "stories"))
        action, args = buttons_in(listed)["Take it back"]
        assert "taken back everywhere" in words_of(await lived.presses(CARO, action, *args))
        await lived.house.beat()
        assert not any(words in standing_words(lived) for words in TOLD)
        await nothing_is_left(lived)


async def nothing_is_left(lived: Lived) -> None:
    """No table holds a word of it; the ledger knows that there was one."""
    for table in (stories, story_people, story_copies):
        assert await rows(lived, table) == []
    async with lived.house.store.reading() as connection:
        kept = json.dumps([row.message for row in (await connection.execute(select(letters))).all()])
        facts = (await connection.execute(select(ledger))).all()
    assert not any(words in kept for words in TOLD)
    assert any(row.kind == "story.withdrawn" for row in facts)
    assert not any(words in json.dumps(row.about) for row in facts for words in TOLD)


async def test_what_waits_to_be_sent_is_not_sent_once_it_is_withdrawn(any_database: str) -> None:
    async with lived_in(any_database) as lived:
        community = await three(lived)
        await lived.passes(hours=10)  # the evening: nobody is open
        story = await told(lived, community)
        await lived.submits(CARO, "story.meaning", community, story, cycle="applied", named1=BEN)
        await lived.passes(minutes=1)
        await lived.presses(CARO, "story.withdraw", community, story)
        await lived.passes(days=2)
        assert not any(quotes(one) for one in lived.paper.to(BEN))
        await nothing_is_left(lived)


async def test_somebody_in_it_may_step_out_long_after_it_was_shown(any_database: str) -> None:
    async with lived_in(any_database) as lived:
        community, story = await shown(lived)
        await lived.passes(days=60)
        await lived.presses(BEN, "story.consent", community, story, "out")
        await lived.passes(minutes=1)
        standing = [quotes(m) for at, m in lived.paper.standing.items() if at.channel == CHANNEL]
        assert TOLD[0] not in json.dumps(standing)
        assert "waits for other words" in words_of(lived.paper.to(CARO)[-1])
        assert "waiting for your yes" in words_of(await lived.types(CARO, "stories"))


async def test_only_the_teller_withdraws_and_only_people_in_it_consent(any_database: str) -> None:
    async with lived_in(any_database) as lived:
        community, story = await shown(lived)
        assert "not open" in words_of(await lived.presses(ANA, "story.withdraw", community, story))
        assert "not open" in words_of(await lived.presses(ANA, "story.consent", community, story, "out"))
        assert "Told by" in words_of(await lived.types(ANA, "stories"))


async def test_somebody_elses_message_becomes_a_story_only_if_they_tell_it(any_database: str) -> None:
    async with lived_in(any_database) as lived:
        community = await three(lived)
        await lived.presses(ANA, "story.capture", text="Yesterday we shipped twice", author=BEN)
        await lived.passes(minutes=1)
        args = buttons_in(lived.paper.to(BEN)[-1])["No, and forget it"][1]
        assert args[0] == community
        await lived.presses(BEN, "story.withdraw", *args)
        await lived.house.beat()
        async with lived.house.store.reading() as connection:
            kept = json.dumps([row.message for row in (await connection.execute(select(letters))).all()])
        assert "shipped twice" not in kept
        assert await rows(lived, stories) == []


async def test_the_sponsor_reads_it_when_the_teller_says_so_and_as_a_question(any_database: str) -> None:
    async with lived_in(any_database) as lived:
        community, story = await shown(lived, cycle="reframing")
        await lived.presses(ANA, "story.share", community)
        await lived.passes(minutes=1)
        assert not any(quotes(one) for one in lived.paper.to(SPONSOR))
        args = buttons_in(lived.paper.to(CARO)[-1])["Share it"][1]
        await lived.presses(CARO, "story.share_it", *args)
        await lived.passes(minutes=1)
        assert "What do you see in a new light?" in words_of(lived.paper.to(SPONSOR)[-1])
        await lived.presses(CARO, "story.withdraw", community, story)
        await lived.house.beat()
        assert TOLD[0] not in standing_words(lived)


async def test_a_picture_needs_an_https_address(any_database: str) -> None:
    async with lived_in(any_database) as lived:
        community = await three(lived)
        story = await told(lived, community)
        (again,) = await lived.submits(CARO, "story.meaning", community, story, picture="javascript:alert(1)")
        assert isinstance(again, Reask)


async def test_a_practice_grows_from_a_story_in_words_of_its_own(any_database: str) -> None:
    async with lived_in(any_database) as lived:
        community, story = await shown(lived)
        action, args = buttons_in(lived.paper.to(CHANNEL)[-1])["A practice for the shelf"]
        (form,) = await lived.presses(ANA, action, *args)
        assert all(not getattr(one, "value", "") for one in form.form.fields)
        await lived.submits(ANA, form.form.id, *form.form.memo, when="a release is due", what="sit in pairs")
        (kept,) = await rows(lived, ledger, kind="practice.kept")
        assert kept.about["source"] == "story"
        await lived.presses(CARO, "story.withdraw", community, story)
        await lived.house.beat()
        assert not any(words in standing_words(lived) for words in TOLD)
        shelf = await lived.types(BEN, "practices release")
        assert "sit in pairs" in [one.words for one in shelf[0].message.parts if isinstance(one, Quote)]


async def test_whoever_asks_for_stories_without_having_told_one_is_invited_to_go_first(
    sqlite_url: str,
) -> None:
    async with lived_in(sqlite_url) as lived:
        community = await make(lived)
        invited = await lived.presses(ANA, "story.invite", community)
        assert "You can go first" in words_of(invited)
        assert "Tell" in str(buttons_in(invited))
        await lived.presses(ANA, "story.begin", community)
        await lived.passes(days=1)
        assert "You can go first" not in words_of(await lived.presses(ANA, "story.invite", community))
