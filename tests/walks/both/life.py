"""A community begins, gives itself a charter, asks itself how it fares, and tells what happened in it."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from tests.walks.both.walk import ANA, BEN, CHI, DEE, EVA, FIN, Story, walk
from tests.walks.clients import Client

LIFE: Story = {}
HOSTILE = "<!channel> <@U02BEN> <at>Ben</at> *x* & `y`"
TOLD = (
    "Every report began with a quarrel.",
    "Fin Byrne asked who owns the table.",
    "Nobody quarrels now.",
    "Asking is enough.",
)
QUESTIONS = (
    "What was going on before it began?",
    "What happened, and who did what?",
    "What is different since then?",
    "What do you take from it?",
)
lived = partial(walk, LIFE)


@lived("Commands, and help for a word nobody knows")
async def commands(client: Client) -> None:
    await client.command(ANA, "halp")
    assert "help" in client.words(await client.sees(ANA, "I do not know"))


@lived("A community made from a channel with a form")
async def community(client: Client) -> None:
    await client.command(ANA, "new")
    await client.fill_in(ANA, "New community", {"Name": "Data stewards", "Purpose": HOSTILE})
    await client.sees(ANA, "is a community now")
    for person in (BEN, CHI, DEE, EVA):
        await client.joins(person)
    await client.passes(minutes=1)


@lived("A button on a card, and the channel told")
async def button(client: Client) -> None:
    await client.press(ANA, await client.sees(ANA, "is a community now"), "Tell the channel")
    await client.passes(minutes=1)
    await client.sees(BEN, "convened by")


@lived("Words that people type are shown as typed and ring nobody")
async def hostile(client: Client) -> None:
    await client.command(BEN, "charter")
    assert HOSTILE in client.words(await client.sees(BEN, "Shared values"))


@lived("Members, by being in the channel and by command")
async def members(client: Client) -> None:
    await client.leaves(DEE)
    await client.sees(DEE, "You are out of")
    await client.command(DEE, "join")
    await client.sees(DEE, "You are in")


@lived("Home: my communities and my settings")
async def home(client: Client) -> None:
    words = await client.home(BEN)
    assert "Data stewards" in words
    assert "Your settings" in words


@lived("Settings in a form of their own")
async def settings(client: Client) -> None:
    await client.command(BEN, "settings")
    await client.press(BEN, await client.sees(BEN, "Your settings"), "Change")
    await client.fill_in(BEN, "Your settings", {"Your day starts": "10:00"})
    await client.command(BEN, "settings")
    await client.sees(BEN, "10:00")


@lived("A charter proposed, talked over, and adopted by enough members")
async def charter(client: Client) -> None:
    await client.command(BEN, "propose")
    await client.fill_in(BEN, "Propose a charter", {"Purpose": "Numbers that people can rely on"})
    await client.sees(BEN, "Everybody can read it in the channel now")
    await client.passes(minutes=1)
    card = await client.sees(CHI, "proposes these words for")
    await client.press(CHI, card, "This is us")
    await client.sees(CHI, "Your yes is counted. You can change it")
    for person in (DEE, EVA):
        await client.press(person, card, "This is us")
    await client.passes(minutes=1)
    await client.sees(ANA, "this is the charter now")


@lived("What matters to each member, in their own words and without their name")
async def values(client: Client) -> None:
    for person, words in ((CHI, "We show what did not work"), (DEE, "We ask before we fix")):
        await client.command(person, "values")
        await client.fill_in(person, "What matters here", {"What matters to you in this community?": words})
    said = client.words(await client.sees(DEE, "Others wrote:"))
    assert "We show what did not work" in said
    assert "Chika" not in said


@lived("About me, written by oneself and found by plain words")
async def about_me(client: Client) -> None:
    await client.command(CHI, "about")
    await client.fill_in(CHI, "About me", {"Ask me about": "Running retrospectives"})
    await client.sees(CHI, "Kept as you wrote it")
    await client.command(DEE, "who retrospectives")
    assert "Running retrospectives" in client.words(await client.sees(DEE, "In their own words"))


@lived("A practice put on the shelf, found, used, and doubted")
async def practice(client: Client) -> None:
    await client.command(BEN, "practice")
    kept = {"When …": "a release hurts", "we do …": "look back within two days"}
    await client.fill_in(BEN, "A practice that works", kept)
    await client.sees(BEN, "It is on the shelf")
    await client.command(CHI, "practices release")
    shelf = await client.sees(CHI, "What fits these words")
    assert "look back within two days" in client.words(shelf)
    await client.press(CHI, shelf, "It did not work for us")
    await client.fill_in(CHI, "It did not work for us", {"What happened?": "We were too tired"})
    await client.sees(CHI, "Noted beside the practice")
    await client.command(DEE, "practices")
    shelf = await client.sees(DEE, "Newest on the shelf")
    assert "We were too tired" in client.words(shelf)
    await client.press(DEE, shelf, "We use it too")
    await client.sees(DEE, "Noted beside the practice")
    await client.command(EVA, "practices")
    await client.sees(EVA, "Used by 1 person")


@lived("A pulse with its preview, sent by the convener")
async def pulse(client: Client) -> None:
    await client.command(ANA, "pulse")
    await client.fill_in(ANA, "Start a pulse", {"What to ask about": ("Belonging",)})
    await client.press(ANA, await client.sees(ANA, "Each person gets one of these"), "Send")
    await client.passes(hours=30)


@lived("A question in each member's own chat, answered by tapping, drawn anew in its place")
async def answers(client: Client) -> None:
    await client.sees(ANA, "Who sees this?")
    await client.shows(ANA, "pulse", "Who sees this?")
    for person in (ANA, BEN, CHI, DEE, EVA):
        card = await client.sees(person, "Who sees this?")
        await client.press(person, card, "Agree")
        await client.sees(person, "Look again or change")


@lived("Results, once enough have answered")
async def results(client: Client) -> None:
    await client.passes(days=8)
    await client.sees(ANA, "Pulse results")


@lived(
    "A group rating: a number each, privately, how they lie in the channel's thread, and a number once more"
)
async def rating(client: Client) -> None:
    await client.command(ANA, "rate")
    await client.fill_in(ANA, "Rate together", {"The problem your community works on": "late reports"})
    await client.press(ANA, await client.sees(ANA, "once now and once after the talk"), "Send")
    for card, numbers, shown in (
        ("Rate together: Data", "67576", "What speaks for a high number"),
        ("Once more, after the talk", "77676", "No change we could detect."),
    ):
        await client.passes(hours=30)
        for person, number in zip((ANA, BEN, CHI, DEE, EVA), numbers, strict=True):
            await client.press(person, await client.sees(person, card), number)
            await client.sees(person, "Thank you. Kept")
        await client.passes(days=3)
        await client.sees(BEN, shown)
        await client.passes(days=2)


@lived("A story told question by question, with what it means and who is in it")
async def story(client: Client) -> None:
    await client.command(EVA, "story")
    card = await client.sees(EVA, QUESTIONS[0])
    for number, (question, words) in enumerate(zip(QUESTIONS, TOLD, strict=True), 1):
        await client.press(EVA, card, "Answer")
        await client.fill_in(EVA, "A story", {question: words})
        card = await client.sees(EVA, f"Question {number + 1} of 4" if number < 4 else "All four are told")
    await client.press(EVA, card, "Say what it means")
    meaning = {"What it gave": "something was used", "In your own words": "A question did it."}
    await client.fill_in(EVA, "What it means", meaning | {"Somebody in it": client.whom(FIN)})
    await client.sees(EVA, "You see it once everybody has answered")


@lived("Who is in a story reads it first and agrees; then it is shown")
async def consent(client: Client) -> None:
    await client.passes(hours=20)
    card = await client.sees(FIN, "tells a story that you are in")
    assert TOLD[1] in client.words(card)
    await client.press(FIN, card, "Fine with me")
    await client.sees(FIN, "It holds from now on")
    await client.passes(hours=20)
    preview = await client.sees(EVA, "This is how others would read it")
    await client.press(EVA, preview, "Show it like this")
    await client.sees(EVA, "one story a week")
    await client.passes(days=7)
    await client.sees(BEN, "A story from")
    await client.shows(ANA, "story", "A story from")


@lived("A story taken back by its teller is gone from where it was shown")
async def withdrawal(client: Client) -> None:
    shown = await client.sees(BEN, "A story from")
    await client.press(EVA, await client.sees(EVA, "This is how others would read it"), "Take it back")
    await client.sees(EVA, "It is taken back everywhere")
    await client.passes(minutes=1)
    assert client.is_gone(shown)


@lived("A gathering with an agenda that people fill, and a wrap-up to take away")
async def gathering(client: Client) -> None:
    await client.command(BEN, "gather")
    now = client.house.clock.now()
    monday = now + timedelta(days=7 - now.weekday())
    await client.fill_in(
        BEN, "Plan a gathering", {"What it is about": "First round", "Day": f"{monday:%Y-%m-%d}"}
    )
    await client.sees(BEN, "It stands, and the channel hears of it")
    await client.passes(minutes=1)
    await client.press(EVA, await client.sees(EVA, "First round"), "Put something on the agenda")
    await client.fill_in(
        EVA, "For the agenda", {"What would you like to talk about?": "Which table to trust"}
    )
    await client.sees(EVA, "It is on the agenda")
    await client.passes(days=7 - now.weekday(), hours=6)
    asked = await client.sees(BEN, "What do people take away from it?")
    await client.press(BEN, asked, "Write the wrap-up")
    took = {"What we heard": "Two tables, two stories.", "What we take away": "One owner for each."}
    await client.fill_in(BEN, "Write the wrap-up", took)
    await client.sees(BEN, "It can go on from here")
    await client.passes(minutes=1)
    assert "One owner for each." in client.words(await client.sees(EVA, "Wrap-up of"))
