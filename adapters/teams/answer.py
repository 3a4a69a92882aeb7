"""What is said back to a press, a form or a command: part of it in the answer to the delivery itself, the rest after it.

Teams waits for an invoke's answer and draws what is in it: a new card in place of the pressed one, a dialog, or a short
line. A message's answer carries nothing, so there everything is sent. Shapes: "Universal Actions: response format",
"Task module invoke request and response".
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from adapters.port import Anew, Reader
from adapters.teams import fit, form, text
from adapters.teams.addresses import Chat
from adapters.teams.draw import CARD, draw_message, refresh_for
from facilitation.voice import cards
from facilitation.words import (
    Form,
    Home,
    Json,
    Message,
    MessageRef,
    Open,
    PersonId,
    Reask,
    Redraw,
    Reply,
    Tell,
)

EXECUTE = "adaptiveCard/action"
EXTENSIONS = frozenset({"composeExtension/fetchTask", "composeExtension/submitAction"})
SUBMITS = frozenset({"task/submit", "composeExtension/submitAction"})

Look = tuple[str, tuple[str, ...]]
LookUp = Callable[[object], Awaitable[Reader]]
"""Who reads, with the names in what is drawn."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What came, as far as an answer needs it. ``invoke`` is its name, '' for what is no invoke."""

    chat: Chat
    person: PersonId
    private: bool
    invoke: str = ""
    data: Mapping[str, Any] = field(default_factory=dict)  # what the button carried
    card: MessageRef | None = None  # the message it stands in
    aside: bool = False  # that message is one person's alone
    looks: bool = False  # nobody pressed: the card came into view, and Teams asks how it stands now


@dataclass(frozen=True, slots=True)
class Post:
    """A message to the one who asked, seen by nobody else."""

    activity: Json


@dataclass(frozen=True, slots=True)
class Change:
    """The pressed card anew, for everybody who sees it."""

    activity: Json


@dataclass
class Answers:
    """``body`` goes into the answer to the delivery, ``after`` follows it."""

    body: Json = None
    after: list[Post | Change] = field(default_factory=list)


async def answer(
    replies: tuple[Reply, ...], asked: Asked, look_up: LookUp, places: form.Places, anew: Anew
) -> Answers:
    """Every reply finds its place. Nothing is dropped: what has no place of its own becomes a message.

    Who only looks hears nothing new: the card is drawn as it stands, or stays.
    """
    answers = Answers()
    for reply in replies:
        match reply:
            case Redraw(message) if asked.looks or asked.card or asked.invoke == EXECUTE:
                _redraw(message, asked, await look_up(message), answers, anew(message))
            case _ if not asked.looks:
                await _one(reply, asked, look_up, places, answers)
    if answers.body is None:
        answers.body = _silence(asked, bool(replies), await look_up(()))
    return answers


async def _one(reply: Reply, asked: Asked, look_up: LookUp, places: form.Places, answers: Answers) -> None:
    match reply:
        case Tell(message) if _stands_in_form(asked):
            _redraw(message, asked, await look_up(message), answers, None)
        case Tell(message) | Redraw(message) | Home(message):
            _say(message, asked, await look_up(message), answers)
        case Open(opened):
            _open(opened, asked, await look_up(opened), places, answers)
        case Reask(errors):
            _reask(errors, asked, await look_up(errors), answers)


def _stands_in_form(asked: Asked) -> bool:
    """A form in the chat turns into its own answer."""
    return asked.invoke == EXECUTE and "form" in asked.data


def _redraw(message: Message, asked: Asked, reader: Reader, answers: Answers, look: Look | None) -> None:
    """In the answer for the one who pressed, at once; in the message for everybody, after it."""
    refresh = refresh_for(look, asked.chat.person)
    first, *rest = fit.draw_activities(message, reader, refresh=refresh)
    if asked.invoke == EXECUTE and answers.body is None:
        answers.body = in_place(first["attachments"][0]["content"])
    if asked.looks:
        return
    answers.after += [Change(first), *(Post(more) for more in rest)]


def _say(message: Message, asked: Asked, reader: Reader, answers: Answers) -> None:
    if _is_dialog(asked) and answers.body is None:
        answers.body = dialog(fit.line(message.summary, reader), submitting(draw_message(message, reader)))
        return
    answers.after += [Post(one) for one in fit.draw_activities(message, reader)]


def _open(opened: Form, asked: Asked, reader: Reader, places: form.Places, answers: Answers) -> None:
    title = text.plain(opened.title, reader)
    if _is_dialog(asked) and answers.body is None:
        answers.body = dialog(title, form.draw_form(opened, reader, places))
        return
    answers.after.append(Post(fit.activity(form.draw_form(opened, reader, places, inline=True), title)))


def _reask(errors: tuple[tuple[str, Any], ...], asked: Asked, reader: Reader, answers: Answers) -> None:
    told = [(name, text.plain(words, reader)) for name, words in errors]
    again = form.reask(asked.data, told)
    if _is_dialog(asked):
        answers.body = dialog(str(asked.data.get("title") or ""), again)
    elif asked.invoke == EXECUTE:
        answers.body = in_place(again)
    else:
        answers.after.append(Post(fit.activity(again, str(asked.data.get("title") or ""))))


def _silence(asked: Asked, replied: bool, reader: Reader) -> Json:
    """An invoke must be answered even when there is nothing to say."""
    if asked.invoke == EXECUTE:
        return done(asked, reader, replied)
    if asked.invoke in SUBMITS or not asked.invoke:
        return None  # an empty answer closes the dialog
    return {"task": {"type": "message", "value": text.plain(cards.DONE, reader)}}


def done(asked: Asked, reader: Reader, replied: bool) -> Json:
    """A form in the chat that was sent must not stay open; any other card stays as it is."""
    words = text.plain(cards.DONE, reader)
    if not _stands_in_form(asked):
        return {
            "statusCode": 200,
            "type": "application/vnd.microsoft.activity.message",
            "value": "" if replied or asked.looks else words,
        }
    title = {"type": "TextRun", "text": str(asked.data.get("title") or ""), "weight": "Bolder"}
    runs = [title, {"type": "TextRun", "text": f" {words}"}]
    card = {"type": "AdaptiveCard", "version": "1.5", "body": [{"type": "RichTextBlock", "inlines": runs}]}
    return in_place(card)


def _is_dialog(asked: Asked) -> bool:
    return bool(asked.invoke) and asked.invoke != EXECUTE


# --- the shapes Teams reads ------------------------------------------------------------------------------------


def in_place(card: Json) -> Json:
    """A card in place of the pressed one."""
    return {"statusCode": 200, "type": CARD, "value": card}


def submitting(element: Json) -> Json:
    """A card as a dialog takes it: its buttons come back as ``task/submit``, so each is the Action.Submit it falls back to."""
    if isinstance(element, list):
        return [submitting(one) for one in element]
    if not isinstance(element, dict):
        return element
    if element.get("type") == "Action.Execute":
        return dict(element["fallback"])
    return {name: submitting(one) for name, one in element.items()}


def dialog(title: str, card: Json) -> Json:
    shown = {"title": title, "height": "medium", "width": "medium", "card": form.attachment(card)}
    return {"task": {"type": "continue", "value": shown}}
