"""People of the Agents Playground, and a whole house behind it."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from aiohttp import web

from adapters.teams.app import PATH, Setup, Teams
from adapters.teams.form import PREFIX as FIELD
from bot.attention import weigh
from bot.building import keyring
from bot.clock import StillClock
from bot.demo import playground
from bot.demo.outside import free_port
from bot.house import House
from bot.routes import FEATURES
from bot.settings import read_settings
from bot.web import application
from storage.engine import Store
from tests.adapters.teams.judges import all_faults
from tests.harness.house import MONDAY
from tests.harness.teams_playground import CARD, TeamsPlayground, teams_playground
from tests.harness.teams_playground import words_of as teams_words
from tests.walks.camera import TeamsCamera
from tests.walks.clients import Dice, Json

NOT_BUILT = 501  # what the local Teams answers to a deletion


@dataclass
class AtTeams:
    """People of the Agents Playground. All of them act through activities: its page is one person only."""

    teams: TeamsPlayground
    house: House
    clock: StillClock
    name: str = "teams"
    people: tuple[str, ...] = tuple(user.id for user in playground.USERS)
    channel: str = playground.CHANNEL
    me: int = 0  # who sits at the page
    camera: TeamsCamera | None = None
    dialogs: dict[int, Json] = field(default_factory=dict)
    said: dict[int, Json] = field(default_factory=dict)  # what a dialog said last instead of asking
    numbers: int = 1700000000000

    def _number(self) -> str:
        self.numbers += 1
        return str(self.numbers)

    async def command(self, person: int, words: str) -> None:
        """A slash command: a message that only the bot and its writer see."""
        recipient = {"id": "28:evener", "name": "Evener", "isTargeted": True}
        await self._does(person, "message", text=words, recipient=recipient)

    async def _does(self, person: int, kind: str, where: str = "", **fields: Any) -> Json:
        answer = await self.teams.activity(self.people[person], kind, where or self.channel, **fields)
        assert answer["statusCode"] in (200, 201), answer
        return answer["body"]

    async def sees(self, person: int, text: str) -> Json:
        def newest() -> Json | None:
            found = [one for one in self._seen_by(person) if text in teams_words(one)]
            return found[-1] if found else None

        return await self.teams.until(newest, f"{text!r} for {self.people[person]}")

    async def either_sees(self, people: Sequence[int], text: str) -> tuple[int, Json]:
        def newest() -> tuple[int, Json] | None:
            seen = ((who, one) for who in people for one in self._seen_by(who) if self._is_for(who, one))
            found = [(who, one) for who, one in seen if text in teams_words(one)]
            return found[-1] if found else None

        return await self.teams.until(newest, f"{text!r} for one of {people}")

    def _is_for(self, person: int, message: Json) -> bool:
        """Whether nobody else sees it."""
        target = (message.get("recipient") or {}).get("id", "")
        return target == self.people[person] or message["conversation"] in self._chats(person)

    def _seen_by(self, person: int) -> list[Json]:
        """Messages as they stand now: in the channel, in this person's own chat, and in a dialog; each oldest first."""
        standing: dict[str, Json] = {}
        mine = self._chats(person)
        for one in self.teams._sent():
            target = (one.get("recipient") or {}).get("id", "")
            public = one["conversation"].startswith(self.channel) and target in ("", self.people[person])
            if public or one["conversation"] in mine:
                standing.pop(one["id"], None)
                standing[one["id"]] = one
        own = [self.said[person]] if person in self.said else []
        return [*sorted(standing.values(), key=lambda one: one["conversation"] in mine), *own]

    async def press(self, person: int, message: Json, label: str) -> None:
        action = _named(message["attachments"], label)
        if action["type"] == "Action.Submit":
            name = "task/submit" if message is self.said.get(person) else "task/fetch"
            said = await self._invoke(person, name, {"data": action["data"]}, message)
            self._opens(person, said)
        else:
            await self._invoke(
                person, "adaptiveCard/action", {"action": action, "trigger": "manual"}, message
            )

    async def picks(self, person: int, message: Json, option: str) -> None:
        """A choice, and the button that stands below it."""
        body = message["attachments"][0]["content"]["body"]
        at = next(n for n, one in enumerate(body) if one["type"] == "Input.ChoiceSet")
        (action,) = body[at + 1]["actions"]
        filled = {**action, "data": {**action["data"], body[at]["id"]: _value(body[at], option)}}
        await self._invoke(person, "adaptiveCard/action", {"action": filled, "trigger": "manual"}, message)

    async def uses_on(self, person: int, extension: str, author: int, words: str) -> None:
        """A message extension of ours on somebody's message in the channel; what it opens is a dialog."""
        said = {"user": {"id": playground.USERS[author].aad, "displayName": playground.USERS[author].name}}
        message = {"id": self._number(), "from": said, "body": {"contentType": "html", "content": words}}
        value = {"commandId": extension, "commandContext": "message", "messagePayload": message}
        where = {"conversation": self.channel, "id": message["id"]}
        self._opens(person, await self._invoke(person, "composeExtension/fetchTask", value, where))

    async def looks(self, person: int, message: Json) -> Json:
        """The card comes into this person's view, and Teams asks how it stands now; the card that is drawn, or nothing."""
        card = message["attachments"][0]["content"]
        assert self.people[person] in card["refresh"]["userIds"]
        value = {"action": card["refresh"]["action"], "trigger": "automatic"}
        said = await self._invoke(person, "adaptiveCard/action", value, message)
        return {"attachments": [{"contentType": said["type"], "content": said["value"]}]}

    async def _invoke(self, person: int, name: str, value: Json, message: Json) -> Json:
        where = message["conversation"]
        return await self._does(person, "invoke", where, name=name, value=value, replyToId=message["id"])

    def _opens(self, person: int, said: Json) -> None:
        """A dialog that asks stays open for the next form; one that only says something is read and closed."""
        task = (said or {}).get("task", {})
        self.said.pop(person, None)
        if task.get("type") == "continue":
            card = task["value"]["card"]
            if card["content"].get("actions"):
                self.dialogs[person] = task["value"]
            else:
                self.said[person] = {"attachments": [card], "conversation": self.channel, "id": "0"}

    async def fill_in(self, person: int, title: str, answers: Mapping[str, str | tuple[str, ...]]) -> None:
        if person in self.dialogs:
            opened = self.dialogs.pop(person)
            card = opened["card"]["content"]
            data = {**card["actions"][0]["data"], **_filled(card, answers)}
            where = {"conversation": self.channel, "id": "0"}
            self._opens(person, await self._invoke(person, "task/submit", {"data": data}, where))
            return
        message = await self.teams.until(lambda: self._form(person, title), f"the form {title!r}")
        card = message["attachments"][0]["content"]
        action = card["actions"][0]
        filled = {**action, "data": {**action["data"], **_filled(card, answers)}}
        await self._invoke(person, "adaptiveCard/action", {"action": filled, "trigger": "manual"}, message)

    def _chats(self, person: int) -> set[str]:
        """This person's own conversations with the bot. It opens them by either id that somebody has."""
        ids = {self.people[person], playground.USERS[person].aad}
        opened = (one for one in self.teams.log if one.get("activityName") == "createConversation")
        theirs = (
            one for one in opened if ids & {m.get("id") for m in one["request"]["body"].get("members", ())}
        )
        return {one["response"]["body"]["id"] for one in theirs} | (
            {playground.PERSONAL} if person == self.me else set()
        )

    def _form(self, person: int, title: str) -> Json | None:
        """The newest card with inputs and this title that the person can see."""
        cards = (
            (one, one["attachments"][0]["content"]) for one in self._seen_by(person) if one.get("attachments")
        )
        found = [one for one, card in cards if card["fallbackText"] == title and card.get("actions")]
        return found[-1] if found else None

    async def home(self, person: int) -> str:
        chat = await self._own_chat(person)
        before = len(self._said_in(chat))
        await self._does(person, "message", chat, text="home")
        said = await self.teams.until(lambda: self._said_in(chat)[before:], "a personal card")
        return teams_words(said[-1])

    def _said_in(self, chat: str) -> list[Json]:
        return [one for one in self.teams._sent() if one["conversation"] == chat]

    async def _own_chat(self, person: int) -> str:
        """The conversation of this person and the bot. The client makes those of others than its page's person."""
        if person == self.me:
            return playground.PERSONAL
        wanted = {"members": [{"id": self.people[person]}], "bot": {"id": "28:evener"}, "isGroup": False}
        async with self.teams._http.post(f"{self.teams.service_url}/v3/conversations", json=wanted) as answer:
            return str((await answer.json())["id"])

    async def joins(self, person: int) -> None:
        added = [{"id": self.people[person], "aadObjectId": playground.USERS[person].aad}]
        await self._does(person, "conversationUpdate", membersAdded=added)

    async def leaves(self, person: int) -> None:
        await self.command(person, "leave")

    async def says(self, person: int, words: str, *mentioned: int, elsewhere: bool = False) -> None:
        """Talk that names no bot; Teams delivers it by resource-specific consent."""
        named = [(self.people[one], f"<at>{one}</at>") for one in mentioned]
        entities = [{"type": "mention", "text": text, "mentioned": {"id": who}} for who, text in named]
        text = "".join(f"{text} " for _, text in named) + words
        where = playground.TEAM if elsewhere else self.channel
        await self._does(person, "message", where, text=text, entities=entities)

    async def replies(self, person: int, message: Json, words: str) -> None:
        """In a thread, whose conversation is the channel and its first message."""
        await self._does(person, "message", f"{self.channel};messageid={message['id']}", text=words)

    async def writes_to_the_bot(self, person: int, words: str) -> None:
        await self._does(person, "message", await self._own_chat(person), text=words)

    def whom(self, person: int) -> str:
        return playground.USERS[person].aad

    def is_gone(self, message: Json) -> bool:
        """This client deletes nothing; other words stand in its place."""
        standing = [one for one in self.teams._sent() if one["id"] == message["id"]]
        return "taken back" in teams_words(standing[-1])

    async def catches_up(self) -> None:
        """Whatever is written here happens at the house's hour."""

    def faults(self) -> list[Any]:
        """Every card that was sent, as the schema and the library of Adaptive Cards judge it."""
        sent = (part for one in self.teams._sent() for part in one.get("attachments") or ())
        cards = [one["content"] for one in sent if one["contentType"] == CARD]
        return all_faults(cards)

    async def shows(self, person: int, what: str, words: str) -> None:
        if self.camera is not None and person == self.me:
            seen = [one for one in self._seen_by(person) if words in teams_words(one)]
            private = seen[-1]["conversation"] in self._chats(person)
            await self.camera.keep("Personal Chat" if private else "Practice", words, what)

    def refusals(self) -> list[Json]:
        return [one for one in self.teams.refusals() if one["response"]["statusCode"] != NOT_BUILT]

    def words(self, message: Json) -> str:
        return teams_words(message)

    async def passes(self, **time: float) -> None:
        await self.house.advance(self.clock.now() + timedelta(**time))


def _named(part: Json, label: str) -> Json:
    found = [one for one in _actions(part) if one.get("title") == label and one["type"] != "Action.ShowCard"]
    assert found, f"nothing called {label!r} to press"
    return found[0]


def _actions(part: Json) -> list[Json]:
    if isinstance(part, dict):
        here = [part] if str(part.get("type", "")).startswith("Action.") else []
        inside = (one for name, value in part.items() if name != "fallback" for one in _actions(value))
        return [*here, *inside]
    return [one for inside in part for one in _actions(inside)] if isinstance(part, list) else []


def _filled(card: Json, answers: Mapping[str, str | tuple[str, ...]]) -> Json:
    """Each field's value by its id: what was answered by label, else what stood there."""
    fields = [one for one in card["body"] if str(one.get("id", "")).startswith(FIELD)]
    unknown = answers.keys() - {one["label"] for one in fields}
    assert not unknown, f"no field called {sorted(unknown)}"
    return {one["id"]: _value(one, answers.get(one["label"], one.get("value", ""))) for one in fields}


def _value(asked: Json, given: str | tuple[str, ...]) -> str:
    """Choices by their titles; several as Teams sends them, with commas."""
    if isinstance(given, tuple):
        return ",".join(_value(asked, one) for one in given)
    return next((one["value"] for one in asked.get("choices", ()) if one["title"] == given), given)


# --- a whole house behind it --------------------------------------------------------------------------------------


@contextlib.asynccontextmanager
async def at_teams(folder: Path, me: int = 0) -> AsyncIterator[AtTeams]:
    """``me``: who sits at the page."""
    url = f"sqlite+aiosqlite:///{folder / 'evener.db'}"
    store, clock = Store(url), StillClock(MONDAY)
    await store.create_all()
    house = House(store, clock, Dice(), FEATURES, weigh=weigh)
    keys = keyring(store, read_settings(EVENER_DATABASE_URL=url), clock)
    setup = Setup(app_id="evener", tenant=playground.TENANT, demo=True)
    is_command = house.atlas.commands.__contains__
    receive, anew = house.reception.receive, house.atlas.anew
    house.add(Teams(setup, receive, house.readers, keys, clock.now, is_command, anew=anew))
    runner, port = web.AppRunner(application(house), access_log=None), free_port()
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    await house.open(beating=False)
    try:
        async with teams_playground(folder / "teams", f"http://127.0.0.1:{port}{PATH}", me) as teams:
            await teams.install(playground.CHANNEL)
            await teams.install()
            yield AtTeams(teams, house, clock, me=me)
    finally:
        await house.close()
        await runner.cleanup()
