"""People acting towards the bot without a page in between: they type, fill in what opens, press what is shown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import count

from bot.house import House
from facilitation.words import (
    Answer,
    Arrival,
    Button,
    Buttons,
    Command,
    DateField,
    Form,
    Line,
    ManyOf,
    Message,
    OneOf,
    Open,
    PersonField,
    Press,
    Reply,
    Submission,
    What,
)

Replies = tuple[Reply, ...]


class NothingThere(Exception):
    """The bot did not show what somebody wanted to use; what it showed instead."""


class Acting:
    """Arrivals from people of one workspace, one after the other, each kept before the next."""

    def __init__(self, house: House, workspace: str) -> None:
        self._house, self._workspace = house, workspace
        self._numbers = count(1)

    async def arrive(self, person: str, what: What) -> Replies:
        """Anything from anybody; what the bot replies."""
        arrival = Arrival(f"acting-{next(self._numbers)}", self._workspace, person, what)
        return await self._house.reception.receive(arrival)

    async def type(self, person: str, channel: str, words: str) -> Replies:
        """``/community words`` in a channel."""
        return await self.arrive(person, Command(words, channel))

    async def fill_in(self, person: str, replies: Replies, answers: Mapping[str, Answer]) -> Replies:
        """Send back the form that was opened; untouched fields keep what they were opened with. Raises NothingThere."""
        form = form_in(replies)
        return await self.arrive(person, Submission(form.id, form.memo, {**opened_with(form), **answers}))

    async def press(self, person: str, channel: str, replies: Replies, action: str) -> Replies:
        """Press the button with this action on what was shown. Raises NothingThere."""
        button = button_in(replies, action)
        return await self.arrive(person, Press(button.action, button.args, channel=channel))


def form_in(replies: Replies) -> Form:
    """The form that these replies open. Raises NothingThere."""
    found = next((reply.form for reply in replies if isinstance(reply, Open)), None)
    if found is None:
        raise NothingThere(f"no form, but {replies}")
    return found


def opened_with(form: Form) -> dict[str, Answer]:
    """What stands in a form before anybody touches it; a choice of one counts as made."""
    found: dict[str, Answer] = {}
    for one in form.fields:
        match one:
            case Line(name=name, value=value) if value:
                found[name] = value
            case OneOf(name=name, options=(only,)):
                found[name] = only.value
            case OneOf(name=name, picked=str(picked)) | PersonField(name=name, picked=str(picked)):
                found[name] = picked
            case ManyOf(name=name, picked=several):
                found[name] = several
            case DateField(name=name, value=date() as day):
                found[name] = day.isoformat()
    return found


def button_in(replies: Replies, action: str) -> Button:
    """The first button with this action. Raises NothingThere."""
    found = next((button for button in buttons_of(replies) if button.action == action), None)
    if found is None:
        raise NothingThere(f"no button {action}, but {replies}")
    return found


def buttons_of(replies: Replies) -> Iterator[Button]:
    """Every button in every message of these replies."""
    for reply in replies:
        message = getattr(reply, "message", None)
        if isinstance(message, Message):
            for part in message.parts:
                if isinstance(part, Buttons):
                    yield from part.buttons
