"""Somebody asks for help and gets questions and people, never an answer; a sponsor sees on Monday what moved."""

from __future__ import annotations

from functools import partial

from tests.walks.both.walk import ANA, BEN, EVA, FIN, Story, walk
from tests.walks.clients import Client

ASKING: Story = {}
ASK = "Our onboarding is chaotic. New colleagues leave after three months, and I do not know where to begin."
MET = "We gave each newcomer one person to eat lunch with in week one. It held for a year."
QUESTION = "How do newcomers find their feet here?"
MISSED = "Nobody meets their buddy after the first week."
WHEN = "When did two of them last meet?"
lived = partial(walk, ASKING)


@lived("A community with a sponsor, chosen from the people of the platform")
async def community(client: Client) -> None:
    await client.command(BEN, "new")
    await client.fill_in(BEN, "New community", {"Name": "People people", "Sponsor": client.whom(FIN)})
    await client.sees(BEN, "is a community now")
    await client.passes(minutes=5)


@lived("An ask for help, heard by questions that quote it, one at a time")
async def ask(client: Client) -> None:
    await client.command(ANA, f"ask {ASK}")
    await client.passes(seconds=5)
    first = await client.sees(ANA, "Our onboarding is chaotic")
    assert client.words(first).count("?") == 1
    await client.writes_to_the_bot(ANA, "Last spring three of five left, and nobody had met their buddy.")
    await client.passes(seconds=5)
    await client.sees(ANA, "Last spring three of five left")
    await client.writes_to_the_bot(ANA, "Just tell me what to do. Is a buddy the right answer?")
    await client.passes(seconds=5)
    await client.sees(ANA, "bring no answers")
    await client.shows(ANA, "clinic", "bring no answers")


@lived("People brought in, who tell what they have lived")
async def people(client: Client) -> None:
    await client.press(ANA, await client.sees(ANA, "bring no answers"), "Bring in people")
    await client.press(ANA, await client.sees(ANA, "Whom would you like to bring in"), "Ask the community")
    await client.fill_in(ANA, "Ask the community", {})
    await client.sees(ANA, "It is in")
    await client.passes(seconds=5)
    shared = await client.sees(EVA, "Who has met something like it")
    await client.press(EVA, shared, "Tell what happened")
    await client.fill_in(EVA, "What happened to you", {"What did you do, and what happened?": MET})
    await client.sees(EVA, "Thank you for sharing")
    await client.passes(seconds=5)


@lived("A conversation by turns in the question's thread, and who said what in it, in their words")
async def conversation(client: Client) -> None:
    asked = await client.sees(EVA, "Who has met something like it")
    await client.press(ANA, await client.sees(ANA, "bring no answers"), "Choose a process")
    await client.press(
        ANA, await client.sees(ANA, "Two ways to talk it over"), "Troika: three people, each helped in turn"
    )
    await client.press(ANA, await client.sees(ANA, "You chose"), "Run it in the thread, by the minute")
    await client.passes(seconds=5)
    card = await client.sees(BEN, "would like to take part")
    for person in (BEN, EVA):
        await client.press(person, card, "I take part")
        await client.sees(person, "You are in.")
    await client.press(ANA, card, "Begin")
    await client.passes(seconds=5)
    await client.sees(BEN, "Step 1 of 5")
    await client.replies(ANA, asked, MISSED)
    await client.replies(BEN, asked, "A list would help.")
    await client.passes(seconds=5)
    await client.sees(BEN, "Now it is the turn of")
    await client.passes(minutes=2)
    await client.sees(ANA, "Step 2 of 5")
    await client.replies(EVA, asked, WHEN)
    await client.passes(minutes=40)
    summary = client.words(await client.sees(BEN, "who said what"))
    assert summary.index(MISSED) < summary.index(WHEN)
    assert "A list would help." not in summary
    assert "I have deleted these words" in summary


@lived("A small experiment chosen by the asker, looked back on and wrapped up")
async def experiment(client: Client) -> None:
    await client.press(ANA, await client.sees(ANA, MET), "Begin with this")
    step = "Lunch for the one who starts in March"
    await client.fill_in(
        ANA,
        "A small experiment",
        {"What is the smallest next step?": step, "On which day do you look back?": "2026-03-23"},
    )
    await client.sees(ANA, "come back to you on")
    await client.passes(days=21, hours=3)
    await client.press(ANA, await client.sees(ANA, "You planned"), "Tell how it went")
    happened = {"What happened?": "She stayed, and knows six people.", "And now?": "We keep it"}
    await client.fill_in(
        ANA, "Looking back", happened | {"What did you learn?": "Lunch matters more than the list."}
    )
    await client.sees(ANA, "Thank you for writing down")
    await client.passes(minutes=5)
    assert "Our onboarding is chaotic" in client.words(await client.sees(ANA, "What you learnt"))
    await client.sees(EVA, "Lunch matters more")


@lived("A sponsor frames a problem as a question, and the community takes it on")
async def problem(client: Client) -> None:
    await client.command(FIN, "problem new")
    asked = {"What is the question?": QUESTION, "Why does it matter?": "They leave", "For whom?": "Newcomers"}
    await client.fill_in(
        FIN, "A problem, as a question", asked | {"What do you promise?": "Two days a month"}
    )
    await client.sees(FIN, "It is framed")
    await client.passes(seconds=5)
    offered = await client.sees(EVA, QUESTION)
    await client.press(EVA, offered, "We take it on")
    await client.sees(EVA, "taken it on")
    await client.passes(seconds=5)
    await client.sees(FIN, "has taken on your question")


@lived("A sponsor's Monday: what moved, in whole, and one promise")
async def monday(client: Client) -> None:
    await client.passes(days=7)
    digest = await client.sees(FIN, "Your Monday")
    words = client.words(digest)
    assert QUESTION in words
    assert "nothing here is for appraisal" in words
    assert "Lunch" not in words, "no word of anybody's own"
    await client.press(FIN, digest, "Make one promise")
    promised = {"What do you promise for this week?": "I answer the budget question"}
    await client.fill_in(FIN, "One small promise", promised)
    await client.sees(FIN, "I answer the budget question")
    await client.command(EVA, "promise")
    await client.sees(EVA, "I answer the budget question")


async def tries_something(client: Client) -> None:
    """Eva begins a small experiment, so that there is something to say on Monday."""
    await client.command(EVA, "experiment")
    await client.press(EVA, await client.sees(EVA, "Experiments"), "Begin one")
    asked = {
        "What do you want to find out?": "Do buddies help?",
        "What is the smallest next step?": "One buddy",
    }
    await client.fill_in(EVA, "A small experiment", asked | {"Who does it?": client.whom(EVA)})
    await client.sees(EVA, "come back to you on")


@lived("The Monday after: last week's promise first, and a picture of the quarter with the same in words")
async def next_monday(client: Client) -> None:
    await tries_something(client)
    await client.passes(days=7)
    digest = await client.sees(FIN, "Your promise last week was")
    assert "I answer the budget question" in client.words(digest)
    assert "In the last 13 weeks: 3 moves" in client.words(digest)
    await client.shows(FIN, "digest", "Your promise last week was")
    await client.press(FIN, digest, "Kept")
    await client.sees(FIN, "Noted, and thank you for saying how it went")


@lived("Means asked for by a member, granted by the sponsor with a reason that everybody reads")
async def means(client: Client) -> None:
    await client.command(ANA, "request")
    asked = {"Of which kind": "time", "What, and what for?": "Two hours a month for buddies", "How much": "2"}
    await client.fill_in(ANA, "Ask for means", asked)
    await client.sees(ANA, "It is open now, and the channel sees it")
    await client.passes(days=1)
    await client.press(FIN, await client.sees(FIN, "Two hours a month for buddies"), "Grant it")
    await client.fill_in(FIN, "Grant it", {"Your reason": "The first week decides."})
    await client.sees(FIN, "the channel hear of it")
    await client.passes(minutes=1)
    assert "The first week decides." in client.words(await client.sees(EVA, "grants the request"))
