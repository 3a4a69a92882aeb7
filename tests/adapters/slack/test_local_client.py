"""The adapter against a real Slack client, in Socket Mode and over signed HTTP: one code path, the same to see."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
import pytest_asyncio
from aiohttp import web

from adapters.port import Delivered, Outgoing, Reader
from adapters.slack.app import Config, Slack
from bot.demo.outside import free_port
from facilitation.voice import surface
from facilitation.words import (
    Attached,
    Button,
    Buttons,
    Command,
    Form,
    Heading,
    Home,
    Line,
    Menu,
    Message,
    Open,
    Opened,
    Option,
    Press,
    Profile,
    Prose,
    Quote,
    Reacted,
    Reask,
    Redraw,
    Said,
    Submission,
    Tell,
    Unsaid,
)
from tests.adapters.slack.world import NOW, House
from tests.harness.local_slack import SMALL, LocalSlack, local_slack, words_of

pytestmark = pytest.mark.asyncio

ANA, BEN, GENERAL = "U01ANA", "U02BEN", "C01GEN"
HOSTILE = "<!channel> <@U02BEN> *x*"

CARD = Message(
    surface.NAME,
    (
        Heading(surface.NAME),
        Quote(HOSTILE, "slack:U02BEN"),
        Buttons((Button(surface.CLOSE, "card.close", ("w1",)), Button(surface.CANCEL, "card.form"))),
        Menu(surface.CHOOSE, "card.pick", (Option(surface.CLOSE, "a"), Option(surface.CANCEL, "b")), ("c1",)),
    ),
)
DONE = Message(surface.CANCEL, (Prose((surface.CANCEL,)),))
FORM = Form(
    "test.form",
    surface.NAME,
    surface.CLOSE,
    (Line("name", surface.NAME), Line("why", surface.CHOOSE, optional=True)),
)


def script(arrival):
    """A small bot: a command shows a card, its buttons redraw it or open a form, the form wants a name."""
    match arrival.what:
        case Command("card"):
            return (Tell(CARD),)
        case Command("form") | Press("card.form"):
            return (Open(FORM),)
        case Press("card.close") | Press("card.pick"):
            return (Redraw(DONE),)
        case Submission("test.form", _, {"name": None}):
            return (Reask((("name", surface.CHOOSE),)),)
        case Submission("test.form"):
            return (Tell(DONE),)
        case Opened():
            return (Home(CARD),)
        case Said(private=True):
            return (Tell(DONE),)
    return ()


@dataclass
class Scene:
    client: LocalSlack
    slack: Slack
    house: House

    def kept(self, kind: type) -> list:
        return [one.what for one in self.house.kept if isinstance(one.what, kind)]


@asynccontextmanager
async def scene(folder: Path, mode: str) -> AsyncIterator[Scene]:
    port, house = free_port(), House(script)
    events = f"http://127.0.0.1:{port}/slack/events" if mode == "http" else ""
    async with local_slack(folder, replace(SMALL, events_url=events)) as client:
        there = client.workspace
        way = {"app_token": there.app_token} if mode == "socket" else {"signing_secret": there.signing_secret}
        slack = Slack(
            Config(bot_token=there.bot_token, api_url=client.api_url, **way),
            house.receive,
            house.readers,
            lambda: NOW,
        )
        app = web.Application()
        app.add_routes(slack.routes())
        runner = web.AppRunner(app, shutdown_timeout=0.1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", port).start()
        await slack.start()
        if mode == "socket":
            await client.connected()
        try:
            yield Scene(client, slack, house)
        finally:
            await slack.stop()
            await runner.cleanup()


@pytest_asyncio.fixture(params=["socket", "http"])
async def there(request, tmp_path) -> AsyncIterator[Scene]:
    async with scene(tmp_path / "slack", request.param) as made:
        yield made
    assert made.client.refusals() == []


async def test_a_command_is_answered_to_one_person_and_shows_words_as_typed(there):
    await there.client.command(ANA, "card")
    (shown,) = there.client.shown_to(ANA, GENERAL)
    assert HOSTILE in words_of(shown)


async def test_a_card_is_redrawn_in_its_place_by_a_button_and_by_a_menu(there):
    outgoing = Outgoing("slack:T01EVENER", f"slack:{ANA}", CARD, "m1", Reader(names={"slack:U02BEN": "Ben"}))
    for way in ("button", "menu"):
        delivered = await there.slack.send(outgoing)
        assert isinstance(delivered, Delivered)
        card = await there.client.hears(ANA, HOSTILE)
        assert card["ts"] == delivered.message.id
        if way == "button":
            await there.client.press(ANA, card, "Close")
        else:
            await there.client.pick(ANA, card, "card.pick", "b")
        redrawn = await there.client.hears(ANA, "Cancel")
        await there.client.until(
            lambda ts=card["ts"]: words_of(_at(there.client, ts)) == "Cancel", "the card to change"
        )
        assert redrawn["channel"] == delivered.message.channel.removeprefix("slack:")
    button, menu = there.kept(Press)
    assert (button.action, button.args, button.message.id != "") == ("card.close", ("w1",), True)
    assert (menu.action, menu.args, menu.chosen) == ("card.pick", ("c1",), ("b",))


def _at(client: LocalSlack, ts: str) -> dict:
    return next(one for one in client.said_to(ANA) if one["ts"] == ts)


async def test_a_form_is_opened_corrected_and_answered_where_it_was_opened(there):
    client = there.client
    await client.command(ANA, "form")
    await client.form("Evener")
    await client.submit(ANA, {})
    await client.until(lambda: client.modal_errors, "the correction")
    assert client.modal_errors == {"name": "Choose one"}
    await client.submit(ANA, {"Evener": "Data & <stewards>"})
    assert words_of(await client.sees(GENERAL, "Cancel")) == "Cancel"
    assert there.kept(Submission)[-1].answers == {"name": "Data & <stewards>", "why": None}


async def test_home_is_drawn_and_its_buttons_work(there):
    home = await there.client.open_home(ANA)
    assert HOSTILE in words_of(home)
    await there.client.press_home(ANA, "Cancel")
    await there.client.form("Evener")
    (press,) = there.kept(Press)
    assert (press.action, press.channel) == ("card.form", None)


async def test_messages_edits_deletes_reactions_and_mentions_are_heard_once(there):
    client = there.client
    said = await client.message(ANA, GENERAL, f"<@{client.workspace.bot}> look, <@{BEN}>")
    await client.react(BEN, said, "tada")
    await client.react(BEN, said, "tada", present=False)
    await client.edit(ANA, said, "look again")
    await client.delete(ANA, said)
    await client.until(lambda: there.kept(Unsaid), "the deletion")
    heard = there.kept(Said)
    assert [(one.to_bot, one.mentions, one.edited) for one in heard] == [
        (True, ("slack:U02BEN",), False),
        (True, ("slack:U02BEN",), False),
        (False, (), True),
    ]
    ids = [one.id for one in there.house.kept if isinstance(one.what, Said)]
    assert ids[0] == ids[1] != ids[2]  # the mention came twice under one id
    assert [one.added for one in there.kept(Reacted)] == [True, False]


async def test_what_is_written_to_the_bot_is_answered_in_the_direct_conversation(there):
    await there.client.direct(ANA, "hello")
    await there.client.hears(ANA, "Cancel")


async def test_letters_can_be_changed_taken_back_and_threaded(there):
    def letter(to, **more):
        return Outgoing("slack:T01EVENER", to, more.pop("message", CARD), "m", **more)

    first = await there.slack.send(letter(f"slack:{GENERAL}"))
    reply = await there.slack.send(letter(f"slack:{GENERAL}", message=DONE, thread=first.message))
    assert reply.message.thread == first.message.id
    await there.slack.send(letter(f"slack:{GENERAL}", message=DONE, edits=first.message))
    await there.client.until(
        lambda: [words_of(one) for one in there.client.messages(GENERAL)] == ["Cancel", "Cancel"], "the edit"
    )
    await there.slack.send(letter(f"slack:{GENERAL}", deletes=reply.message))
    await there.client.until(lambda: len(there.client.messages(GENERAL)) == 1, "the deletion")


async def test_a_calendar_file_lies_beside_the_message_it_came_with(there):
    file = Attached("testing-2026-03-05.ics", "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n")
    message = Message(surface.NAME, (Prose((surface.CLOSE,)), file))
    await there.slack.send(Outgoing("slack:T01EVENER", f"slack:{ANA}", message, "m"))
    await there.client.until(
        lambda: (
            [f["name"] for one in there.client.said_to(ANA) for f in one.get("files") or ()] == [file.name]
        ),
        "the file",
    )


async def test_the_directory_knows_everybody(there):
    people = {one: profile async for one, profile in there.slack.people("slack:T01EVENER")}
    assert people["slack:U01ANA"].name == "ana"  # the display name, as the client writes it
    assert people["slack:U01ANA"].zone == "Europe/Lisbon"
    members = {one async for one in there.slack.members("slack:T01EVENER", f"slack:{GENERAL}")}
    assert f"slack:{ANA}" in members
    chi = await there.slack.profile("slack:T01EVENER", "slack:U03CHI")
    assert isinstance(chi, Profile)
    assert chi.is_admin is False  # the local client says so of everybody


async def test_what_was_acknowledged_before_the_stop_is_answered(tmp_path):
    """A press is being kept while the house closes: it is acknowledged, and its card redrawn."""
    async with scene(tmp_path / "slack", "socket") as there:
        await there.slack.send(Outgoing("slack:T01EVENER", f"slack:{ANA}", CARD, "m1"))
        card = await there.client.hears(ANA, HOSTILE)
        keeping, may_go_on = asyncio.Event(), asyncio.Event()

        async def slowly():
            keeping.set()
            await may_go_on.wait()

        there.house.before = slowly
        pressing = asyncio.create_task(there.client.press(ANA, card, "Close"))
        await keeping.wait()
        stopping = asyncio.create_task(there.slack.stop())
        await asyncio.sleep(0)
        assert not stopping.done()
        may_go_on.set()
        await asyncio.gather(pressing, stopping)
        await there.client.until(
            lambda: words_of(_at(there.client, card["ts"])) == "Cancel", "the card to change"
        )
        assert not there.slack.is_ready()
