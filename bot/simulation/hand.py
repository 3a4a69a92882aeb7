"""What an imagined person does with a card or a form, without knowing which feature it came from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from facilitation.words import (
    Answer,
    Button,
    ChannelField,
    ChannelId,
    DateField,
    Field,
    Form,
    Line,
    ManyOf,
    Menu,
    Message,
    OneOf,
    Open,
    PersonField,
    PersonId,
    Phrase,
    Reask,
    Redraw,
    Reply,
    Tell,
)

# The last word of an action that few people press; not a list of features, but of what words mean.
SELDOM = frozenset(
    {
        "leave",
        "stop",
        "erase",
        "close",
        "withdraw",
        "never",
        "decline",
        "refuse",
        "no",
        "quiet",
        "drop",
        "mute",
    }
)
TRIED = (
    "3",
    "09:00",
    "",
    "Something quite different",
    "2",
    "en",
)  # what somebody types after "that is not right"


@dataclass(frozen=True, slots=True)
class Choice:
    """What they do with a card."""

    action: str
    args: tuple[str, ...]
    chosen: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Whom and what somebody may name: colleagues, channels, the day, and the words of their workplace."""

    colleagues: Sequence[PersonId]
    channels: Sequence[ChannelId]
    today: date
    words: Sequence[str]


def parts_of(message: Message) -> Iterator[Button | Menu]:
    """Everything on a card that can be pressed."""
    for part in message.parts:
        if isinstance(part, Menu):
            yield part
        yield from (one for one in getattr(part, "buttons", ()) if not one.url)


def choose(message: Message, luck: Random, near: Surroundings, refuses: float = 0.1) -> Choice | None:
    """One of the things on a card, likelier what is offered first; None where there is nothing to press."""
    able = list(parts_of(message))
    if not able:
        return None
    picked = luck.choices(able, [weight(one, refuses) for one in able])[0]
    if isinstance(picked, Button):
        return Choice(picked.action, picked.args)
    return Choice(picked.action, picked.args, tuple(pick(picked, luck, near)))


def weight(one: Button | Menu, refuses: float) -> float:
    """How likely somebody presses this."""
    if one.action.rpartition(".")[2] in SELDOM or getattr(one, "style", "") == "danger":
        return max(0.02, refuses)
    return 1.0


def is_answer(action: str) -> bool:
    """Whether a press gives the answer that a card asks for, rather than looking at it or putting it off."""
    return action.rpartition(".")[2] == "answer"


def pick(menu: Menu, luck: Random, near: Surroundings) -> Iterator[str]:
    among: Sequence[str] = {"person": near.colleagues, "channel": near.channels}.get(
        menu.of, [one.value for one in menu.options]
    )
    if among:
        yield luck.choice(among)


def next_card(replies: Sequence[Reply]) -> Message | None:
    """The card that stands in front of the person after a press, when it asks for more."""
    cards = [one.message for one in replies if isinstance(one, Redraw | Tell)]
    return next((card for card in cards if any(parts_of(card))), None)


def form_in(replies: Sequence[Reply]) -> Form | None:
    return next((one.form for one in replies if isinstance(one, Open)), None)


def errors_in(replies: Sequence[Reply]) -> tuple[tuple[str, Phrase], ...]:
    return tuple(error for one in replies if isinstance(one, Reask) for error in one.errors)


# --- filling in a form -------------------------------------------------------------------------------------------


def fill(form: Form, luck: Random, near: Surroundings) -> dict[str, Answer]:
    """An answer to every field; what stood there mostly stays."""
    return {one.name: answer(one, luck, near) for one in form.fields if hasattr(one, "name")}


def mend(
    form: Form, answers: dict[str, Answer], wrong: Sequence[tuple[str, Phrase]], turn: int
) -> dict[str, Answer]:
    """The same answers with something else in the fields that were named as wrong."""
    fields = {one.name: one for one in form.fields if hasattr(one, "name")}
    mended = {name: other(fields[name], turn) for name, _ in wrong if name in fields}
    return answers | mended


def other(one: Field, turn: int) -> Answer:
    """What somebody tries when their first answer was not right: nothing, then this and that."""
    if getattr(one, "optional", False) and turn == 0:
        return None
    if isinstance(one, OneOf):
        return one.options[turn % len(one.options)].value if one.options else None
    return TRIED[turn % len(TRIED)]


def answer(one: Field, luck: Random, near: Surroundings) -> Answer:
    """An answer to one field, by what kind of field it is."""
    optional = getattr(one, "optional", False)
    if optional and luck.random() < 0.4:
        return empty(one)
    match one:
        case Line(value=value) if value:
            return value
        case Line(most=most):
            return luck.choice(near.words)[:most]
        case OneOf(options=options, picked=picked):
            return picked or (luck.choice(options).value if options else None)
        case ManyOf(options=options, picked=picked):
            return picked or tuple(option.value for option in options if luck.random() < 0.15)
        case PersonField(picked=picked):
            return picked or (luck.choice(near.colleagues) if near.colleagues else None)
        case ChannelField(picked=picked):
            return picked or (luck.choice(near.channels) if near.channels else None)
        case DateField(value=value):
            return (value or near.today + timedelta(days=luck.randint(2, 30))).isoformat()
        case _:
            return None


def empty(one: Field) -> Answer:
    """How a field comes back that nobody touched: with what stood in it."""
    match one:
        case Line(value=value):
            return value or None
        case ManyOf(picked=picked):
            return picked
        case DateField(value=value):
            return value.isoformat() if value else None
        case _:
            return getattr(one, "picked", None)
