"""Anything the bot could say, to hold drawing to: every declared sentence, filled with whatever a person might type."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from adapters.port import Reader
from adapters.slack.text import Paper
from facilitation.voice.catalogue import CATALOGUE, Sentence
from facilitation.voice.lint import declared_in
from facilitation.words import (
    Button,
    Buttons,
    ChannelField,
    Chart,
    DateField,
    Facts,
    Form,
    Heading,
    Line,
    Link,
    Listing,
    ManyOf,
    Menu,
    Message,
    Moment,
    Note,
    OneOf,
    Option,
    PersonField,
    Phrase,
    Picture,
    Place,
    Prose,
    Quote,
    Rule,
    Small,
    Typed,
    Who,
)

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)

declared_in()  # imports every module of sentences
SENTENCES = sorted(CATALOGUE.values(), key=lambda one: one.key)
LABELS = [one for one in SENTENCES if not one.slots]

HOSTILE = (
    "<!channel> <@U123> *x*",
    "<!here|here> <#C1|general> <https://evil.example|click>",
    "@channel @here #general",
    "R&D &amp; &lt;b&gt;",
    "```code``` `tick` ~struck~ _leaning_ **",
    "> a quote\n>>> another\n• item",
    "a|b>c<d&e",
    "<!date^1^{date}|x>",
    "\u202eright to left\u202c \u200b",
    "👩‍👩‍👧‍👦" * 40,
    "*" * 200,
    "&" * 900,
    "<" * 1500,
    "word " * 900,
    "unbroken" * 600,
    "",
    "  \n ",
    "snake_case_name 2 * 3 = 6",
)
texts = st.one_of(st.sampled_from(HOSTILE), st.text(max_size=80), st.text(min_size=200, max_size=400))
people = st.sampled_from(("slack:U01", "slack:W02", "teams:29:abc", "slack:U0NAMED"))
channels = st.sampled_from(("slack:C01", "slack:G02", "teams:19:xyz"))
moments = st.builds(
    Moment,
    st.integers(0, 20 * 365 * 24 * 60).map(lambda minutes: NOON + timedelta(minutes=minutes)),
    st.sampled_from(("day", "date", "time", "both")),
)
links = st.builds(
    Link,
    st.sampled_from(
        ("https://example.org/a?b=1&c=2", "https://example.org/|x> y", "https://example.org/" + "x" * 4000)
    ),
    texts,
)


def values(types: tuple[type, ...]) -> st.SearchStrategy[Any]:
    """Values that a slot of these types takes."""
    kinds: dict[type, st.SearchStrategy[Any]] = {
        Typed: st.builds(Typed, texts),
        Who: st.builds(Who, people, st.booleans()),
        Place: st.builds(Place, channels),
        Moment: moments,
        Link: links,
        tuple: st.lists(st.builds(Who, people, st.booleans()), min_size=1, max_size=12).map(tuple),
        int: st.integers(-10, 100_000),
        float: st.floats(-1000, 1000),
        date: st.dates(date(2020, 1, 1), date(2040, 1, 1)),
        Phrase: st.sampled_from(LABELS).map(lambda one: one()),
    }
    return st.one_of(*(kinds[one] for one in types))


def filled(sentence: Sentence) -> st.SearchStrategy[Phrase]:
    return st.fixed_dictionaries({name: values(types) for name, types in sentence.slots}).map(
        lambda kw: sentence(**kw)
    )


phrases = st.sampled_from(SENTENCES).flatmap(filled)
labels = st.sampled_from(LABELS).map(lambda one: one())
actions = st.sampled_from(("pulse.answer", "community.join", "x" * 240))
arguments = st.lists(st.text(max_size=40), max_size=4).map(tuple)
short_arguments = st.lists(st.text("abc-:", max_size=12), max_size=4).map(tuple)
values_of_options = st.text("abcdef0123456789-", min_size=1, max_size=150)

buttons = st.builds(
    Button,
    phrases,
    actions,
    arguments,
    style=st.sampled_from(("", "primary", "danger", "loud")),
    spoken=st.none() | phrases,
    url=st.sampled_from(("", "https://example.org/")),
    confirm=st.none() | phrases,
)


def options(most: int) -> st.SearchStrategy[tuple[Option, ...]]:
    return st.lists(values_of_options, max_size=most, unique=True).flatmap(
        lambda found: st.tuples(*(st.builds(Option, phrases, st.just(value)) for value in found))
    )


few_options = options(8) | st.integers(101, 230).map(
    lambda n: tuple(Option(LABELS[0](), str(at)) for at in range(n))
)


@st.composite
def charts(draw: st.DrawFn) -> Chart:
    many = draw(st.integers(0, 24))
    number = st.none() | st.floats(-100, 100)
    series = draw(
        st.lists(st.tuples(labels, st.lists(number, min_size=many, max_size=many).map(tuple)), max_size=8)
    )
    return Chart(
        kind=draw(st.sampled_from(("line", "bars"))),
        title=draw(phrases),
        labels=tuple(draw(st.lists(st.text(max_size=30), min_size=many, max_size=many))),
        series=tuple(series),
        twin=draw(phrases),
        low=draw(st.none() | st.just(0.0)),
        high=draw(st.none() | st.just(5.0)),
    )


parts = st.one_of(
    st.builds(Heading, phrases),
    st.builds(Prose, st.lists(phrases, min_size=1, max_size=4).map(tuple)),
    st.builds(Quote, texts, st.none() | people),
    st.builds(Facts, st.lists(st.tuples(phrases, phrases), max_size=13).map(tuple)),
    st.builds(Buttons, st.lists(buttons, max_size=28).map(tuple)),
    st.builds(
        Menu,
        phrases,
        actions,
        few_options,
        short_arguments,
        st.sampled_from(("options", "person", "channel")),
        st.none() | people | channels,
    ),
    charts(),
    st.builds(Picture, st.sampled_from(("https://example.org/x.png", "slack:F01", "teams:f", "")), phrases),
    st.builds(Small, st.lists(phrases, max_size=4).map(tuple)),
    st.builds(Listing, texts, phrases),
    st.just(Rule()),
)
messages = st.builds(Message, phrases, st.lists(parts, max_size=14).map(tuple)) | st.builds(
    Message, phrases, st.lists(parts, min_size=50, max_size=70).map(tuple)
)


def named(kind: Any, **more: Any) -> st.SearchStrategy[Any]:
    return st.builds(
        kind, st.just("field"), phrases, hint=st.none() | phrases, optional=st.booleans(), **more
    )


fields = st.one_of(
    named(Line, value=texts, long=st.booleans(), most=st.integers(1, 9000)),
    named(OneOf, options=few_options, picked=st.none() | values_of_options),
    named(ManyOf, options=few_options, picked=st.lists(st.integers(0, 120).map(str)).map(tuple)),
    named(PersonField, picked=st.none() | people),
    named(ChannelField, picked=st.none() | channels),
    named(DateField, value=st.none() | st.dates()),
    st.builds(Note, st.lists(phrases, max_size=3).map(tuple)),
)


def _numbered(found: list[Any]) -> tuple[Any, ...]:
    """Fields with names of their own."""
    for at, field in enumerate(found):
        if not isinstance(field, Note):
            object.__setattr__(field, "name", f"field{at}")
    return tuple(found)


forms = st.builds(
    Form,
    st.just("pulse.new"),
    phrases,
    phrases,
    st.lists(fields, max_size=8).map(_numbered),
    st.lists(st.text(max_size=60), max_size=5).map(tuple),
)

readers = st.builds(
    Reader,
    language=st.sampled_from(("en", "de", "fr", "ja", "xx")),
    zone=st.sampled_from(("UTC", "Asia/Tokyo", "Mars/Olympus")),
    names=st.fixed_dictionaries({"slack:U0NAMED": texts, "teams:29:abc": st.just("Ana")}),
)
papers = st.builds(Paper, readers, st.booleans(), st.booleans())
