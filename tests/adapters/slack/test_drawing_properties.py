"""Whatever the bot says and whatever people typed into it: Slack takes it, nobody is rung by it, and nothing is lost."""

from __future__ import annotations

import html
import re
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from adapters.slack.draw import draw_home, draw_message, draw_note, draw_parts
from adapters.slack.form import draw_form
from adapters.slack.text import LOOK_ALIKES, WORD_JOINER, Paper, cut, shorten, size
from facilitation.voice import surface
from facilitation.words import Form, Message, Prose, Quote, Typed, Who
from tests.adapters.slack.phrases import forms, messages, papers, parts, phrases, texts
from tests.harness.slack_rules import elements, message_faults, view_faults

SUMMARY = surface.CLOSE
FEW = settings(max_examples=20, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))

TOKEN = re.compile(r"<([^>]*)>")
SAFE_TOKEN = re.compile(r"@[UW]0[0-9A-Z]+$|#[CG]0[0-9]$|https://example\.org/|!date\^\d+\^")


def every_text(drawn: Any) -> list[dict[str, Any]]:
    """All text objects in a drawn message or view."""
    if isinstance(drawn, list):
        return [found for one in drawn for found in every_text(one)]
    if not isinstance(drawn, dict):
        return []
    own = [drawn] if drawn.get("type") in ("mrkdwn", "plain_text") else []
    return own + [found for one in drawn.values() for found in every_text(one)]


def assert_rings_nobody_else(drawn: Any, rung: set[str]) -> None:
    """Everything that mrkdwn would read as live is one of ours."""
    for text in [one["text"] for one in every_text(drawn) if one["type"] == "mrkdwn"]:
        for token in TOKEN.findall(text):
            assert SAFE_TOKEN.match(token), token
            if token.startswith("@"):
                assert token[1:] in rung, token
        assert "<" not in TOKEN.sub("", text)


def rung_in(value: Any, rings: bool) -> set[str]:
    """Whom a message may mention: those meant to be rung, and anybody where a mention rings nobody."""
    if isinstance(value, Who):
        return {value.person.partition(":")[2]} if value.ring or not rings else set()
    if isinstance(value, tuple | list):
        return {found for one in value for found in rung_in(one, rings)}
    own = rung_in(Who(value.by), rings) if isinstance(value, Quote) and value.by else set()
    slots = getattr(value, "__slots__", ())
    return own | {found for name in slots for found in rung_in(getattr(value, name), rings)}


def bare_letters(text: str) -> str:
    """Letters without spaces and without what drawing put in their place."""
    back = {ord(new): chr(old) for old, new in LOOK_ALIKES.items()}
    return re.sub(r"\s+", "", text.translate(back).replace(WORD_JOINER, ""))


def shown(drawn: Any) -> str:
    """All letters as a person reads them: mrkdwn opens entities, plain_text shows what it is given."""
    return "".join(
        bare_letters(html.unescape(one["text"]) if one["type"] == "mrkdwn" else one["text"])
        for one in every_text(drawn)
    )


@FEW
@given(messages, papers)
def test_slack_takes_every_message(message: Message, paper: Paper):
    for page in draw_message(message, paper):
        assert message_faults(page) == []
        assert_rings_nobody_else(page, rung_in(message, paper.rings))
        assert "<!channel" not in page["text"] and "<@U123>" not in page["text"]


@FEW
@given(messages, papers)
def test_slack_takes_every_home_and_every_note(message: Message, paper: Paper):
    home, note = draw_home(message, paper), draw_note(message, paper)
    assert view_faults(home) == []
    assert view_faults(note) == []
    assert_rings_nobody_else(home, rung_in(message, paper.rings))


@FEW
@given(forms, papers)
def test_slack_takes_every_form(form: Form, paper: Paper):
    view = draw_form(form, paper)
    assert view_faults(view) == []
    assert_rings_nobody_else(view, rung_in(form, paper.rings))


@FEW
@given(st.lists(st.builds(Prose, st.lists(phrases, min_size=1, max_size=3).map(tuple)), max_size=60), papers)
def test_no_typed_word_is_lost(proses: list[Prose], paper: Paper):
    pages = draw_message(Message(SUMMARY, tuple(proses)), paper)
    letters = shown([page["blocks"] for page in pages])
    for prose in proses:
        for phrase in prose.phrases:
            for _, value in phrase.slots:
                if isinstance(value, Typed):
                    assert bare_letters(value.text) in letters


@FEW
@given(texts, papers)
def test_a_quote_shows_exactly_what_was_written(words: str, paper: Paper):
    message = Message(SUMMARY, (Quote(words, "slack:U01"),))
    letters = shown([page["blocks"] for page in draw_message(message, paper)])
    assert bare_letters(words).replace(">", "") in letters.replace(">", "")  # ">" marks the lines of a quote


@settings(FEW, max_examples=4)
@given(st.lists(parts, min_size=51, max_size=80), papers)
def test_everything_that_can_be_pressed_is_on_some_page(many: list[Any], paper: Paper):
    message = Message(SUMMARY, tuple(many))
    pages = draw_message(message, paper)
    placed = [one["action_id"] for page in pages for one in elements(page["blocks"])]
    assert placed == [one["action_id"] for one in elements(draw_parts(message.parts, paper))]


@given(st.text(max_size=300), st.integers(1, 100))
def test_a_shortened_text_fits_and_says_that_it_was_shortened(text: str, most: int):
    short = shorten(text, most)
    assert size(short) <= most
    assert short == text or short.endswith("…")


@given(st.lists(texts, max_size=6), st.integers(20, 300))
def test_cutting_keeps_every_letter_and_fits(atoms: list[str], most: int):
    pieces = cut(atoms, most)
    assert all(0 < size(one) <= most for one in pieces)
    assert bare_letters("".join(pieces)) == bare_letters("".join(atoms))
