"""Whatever is said, in German and in French too: within what Slack and Teams take, nothing held back, no title cut short.

Some weeks of imagined people bring about what is said; each shape of a message or a form is drawn once per language.
"""

from __future__ import annotations

import ast
import importlib
from collections.abc import AsyncIterator, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

import facilitation
from adapters.port import Reader
from adapters.slack.draw import draw_home, draw_message
from adapters.slack.form import TITLE, draw_form
from adapters.slack.text import Paper
from adapters.teams import draw as teams
from bot.simulation.year import Plan, Year
from bot.translations import declare_all, languages, translator
from facilitation.voice.checks import Fault
from facilitation.voice.saying import LISTENERS
from facilitation.words import Home, Message, Open, Phrase
from storage.engine import Store
from tests.adapters.teams.judges import all_faults
from tests.harness.slack_rules import TEXT_LIMITS, message_faults, view_faults

LOOK = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def said(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[dict[str, Any]]:
    """Everything that a few weeks brought about, one of each shape: by the keys of its sentences."""
    store = Store(f"sqlite:///{tmp_path_factory.mktemp('said') / 'year.db'}", alone=True)
    await store.create_all()
    year, found = Year(Plan(people=20, communities=2, weeks=4), store), {}
    receive = year.house.reception.receive

    async def received(arrival: Any) -> Any:
        replies = await receive(arrival)
        for reply in replies:
            note(found, reply)
        return replies

    year.house.reception.receive = received  # type: ignore[method-assign]
    for town in year.towns:
        send = town.send

        async def sent(outgoing: Any, send: Any = send) -> Any:
            note(found, outgoing.message)
            return await send(outgoing)

        town.send = sent  # type: ignore[method-assign]
    await year.live()
    yield found
    await store.close()


def note(found: dict[str, Any], said: Any) -> None:
    shape = f"{type(said).__name__}:{sorted({one.key for one in phrases_in(said)})}"
    found.setdefault(shape, said)


def phrases_in(said: Any) -> Iterator[Phrase]:
    """Every sentence in it, those in slots too."""
    if isinstance(said, Phrase):
        yield said
        for _, value in said.slots:
            yield from phrases_in(value)
    elif isinstance(said, tuple):
        for one in said:
            yield from phrases_in(one)
    else:
        for name in getattr(said, "__slots__", ()):
            yield from phrases_in(getattr(said, name))


@pytest.fixture
def held_back() -> Iterator[list[Fault]]:
    heard: list[Fault] = []
    LISTENERS.append(heard.append)
    yield heard
    LISTENERS.remove(heard.append)


@LOOK
@pytest.mark.parametrize("language", ("en", *languages()))
async def test_slack_takes_everything_that_is_said(said: Any, held_back: list[Fault], language: str) -> None:
    paper = Paper(Reader(language, "Europe/Berlin", translate=translator(language)))
    assert len(said) > 60
    faults = [(shape, fault) for shape, one in said.items() for fault in slack_faults(one, paper)]
    assert not faults and not held_back, (faults[:5], held_back[:5])


def slack_faults(said: Any, paper: Paper) -> list[str]:
    if isinstance(said, Open):
        return view_faults(draw_form(said.form, paper))
    if isinstance(said, Home):
        return view_faults(draw_home(said.message, paper))
    message = getattr(said, "message", said)
    if not isinstance(message, Message):
        return []
    return [fault for page in draw_message(message, paper) for fault in message_faults(page)]


@LOOK
async def test_teams_takes_every_card_in_the_language_with_the_longest_words(
    said: Any, held_back: list[Fault]
) -> None:
    language = "de"
    reader = Reader(language, "Europe/Berlin", translate=translator(language))
    messages = [
        one for one in (getattr(one, "message", one) for one in said.values()) if isinstance(one, Message)
    ]
    assert all_faults([teams.draw_message(one, reader) for one in messages]) == []
    assert not held_back


# --- what would be cut short ---------------------------------------------------------------------------------------


@cache
def shown_as(call: str, *positions: int) -> dict[str, Phrase]:
    """The sentences that stand in these places of such calls in facilitation, read from the source."""
    declare_all()
    found: dict[str, Phrase] = {}
    root = Path(facilitation.__file__).parent
    for path in sorted(root.rglob("*.py")):
        calls = [one for one in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if is_call(one, call)]
        if not calls or "voice" in path.parts:
            continue
        names = vars(
            importlib.import_module(".".join(path.with_suffix("").parts[path.parts.index("facilitation") :]))
        )
        for one in calls:
            for position in positions:
                phrase = resolved(one.args[position], names) if len(one.args) > position else None
                if isinstance(phrase, Phrase):
                    found[phrase.key] = phrase
    return found


def is_call(node: ast.AST, name: str) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name


def resolved(node: ast.expr, names: dict[str, Any]) -> Any:
    """``say.TITLE`` as what it is; None for anything else."""
    if isinstance(node, ast.Name):
        return names.get(node.id)
    return getattr(resolved(node.value, names), node.attr, None) if isinstance(node, ast.Attribute) else None


@pytest.mark.parametrize("language", ("en", *languages()))
def test_no_title_button_or_choice_is_cut_short(language: str) -> None:
    forms, buttons, options = shown_as("Form", 1, 2), shown_as("Button", 0), shown_as("Option", 0)
    assert len(forms) > 50 and len(buttons) > 100
    say = translator(language)
    long = [
        (key, form)
        for keys, most in ((forms, TITLE), (buttons, TEXT_LIMITS["button"]), (options, TEXT_LIMITS["option"]))
        for key in keys
        for form in say.forms.get(key, ())
        if len(form) > most
    ]
    assert long == []
