"""Typed words show as typed and ring nobody; our own markup, mentions, links and moments are live."""

from datetime import UTC, date, datetime

import pytest

from adapters.port import Reader
from adapters.slack.text import Paper, cut, shorten, size, text_objects
from facilitation.voice.catalogue import CATALOGUE, Sentence, Translation
from facilitation.words import Act, Link, Moment, Phrase, Place, Typed, Who

HOSTILE = "<!channel> <@U123> *x*"
AT = datetime(2026, 3, 2, 14, 5, tzinfo=UTC)


@pytest.fixture
def say():
    """A sentence of this test alone, declared while the test runs."""
    made = []

    def declare(text: str, **slots) -> Phrase:
        key = f"test.{len(made)}"
        CATALOGUE[key] = Sentence(
            key, Act.INFORM, text, tuple((name, (type(one),)) for name, one in slots.items())
        )
        made.append(key)
        return Phrase(key, tuple(slots.items()))

    yield declare
    for key in made:
        del CATALOGUE[key]


def drawn(phrase, **paper):
    (only,) = text_objects([phrase], Paper(**paper))
    return only


IN_CHANNEL = {"rings": True}
NAMED = Reader(names={"slack:U01": "Ana *A* <b>"}, zone="Asia/Tokyo")


def test_hostile_words_alone_go_out_as_plain_text_exactly_as_typed(say):
    text = drawn(say("It is about {words}.", words=Typed(HOSTILE)))
    assert text == {"type": "plain_text", "text": f"It is about {HOSTILE}.", "emoji": True}


def test_hostile_words_beside_a_mention_are_defused_and_the_mention_lives(say):
    text = drawn(
        say("{who} wrote {words}", who=Who("slack:U01", ring=True), words=Typed(HOSTILE)), **IN_CHANNEL
    )
    assert text["type"] == "mrkdwn"
    assert text["text"] == "<@U01> wrote &lt;!channel&gt; &lt;@U123&gt; ∗x∗"


def test_harmless_words_keep_our_own_markup(say):
    text = drawn(say("*{name}* is open", name=Typed("Data stewards, snake_case and 50%")))
    assert text == {"type": "mrkdwn", "text": "*Data stewards, snake_case and 50%* is open", "verbatim": True}


def test_verbatim_keeps_a_typed_here_from_being_read(say):
    assert drawn(say("{words}", words=Typed("@here #general")))["verbatim"] is True


def test_in_a_channel_somebody_is_named_and_not_rung_unless_that_is_meant(say):
    quiet = say("{who} is back", who=Who("slack:U01"))
    assert drawn(quiet, reader=Reader(names={"slack:U01": "Ana"}), **IN_CHANNEL)["text"] == "Ana is back"
    assert drawn(quiet, **IN_CHANNEL)["text"] == "a member is back"
    assert (
        drawn(say("{who} is back", who=Who("slack:U01", ring=True)), **IN_CHANNEL)["text"] == "<@U01> is back"
    )


def test_in_a_direct_message_a_mention_rings_nobody_so_it_is_one(say):
    assert drawn(say("{who} is back", who=Who("slack:U01")))["text"] == "<@U01> is back"


def test_a_name_that_somebody_gave_themselves_is_typed_too(say):
    text = drawn(say("{who} is back", who=Who("slack:U01")), reader=NAMED, **IN_CHANNEL)
    assert text == {"type": "plain_text", "text": "Ana *A* <b> is back", "emoji": True}


def test_somebody_from_another_platform_is_named(say):
    reader = Reader(names={"teams:29:x": "Bo"})
    assert drawn(say("{who}", who=Who("teams:29:x", ring=True)), reader=reader)["text"] == "Bo"


def test_people_stand_in_a_list_of_the_readers_language(say):
    people = (Who("slack:U01"), Who("slack:U02"), Who("slack:U03"))
    assert (
        drawn(say("{who}", who=people), reader=Reader(language="de"))["text"] == "<@U01>, <@U02> und <@U03>"
    )


def test_channels_and_links_are_live_and_cannot_be_broken_out_of(say):
    assert drawn(say("{place}", place=Place("slack:C01")))["text"] == "<#C01>"
    evil = Link("https://example.org/?a=1&b=|x> <!channel>", "a|b> <!here> *c*")
    assert drawn(say("{link}", link=evil))["text"] == (
        "<https://example.org/?a=1&amp;b=%7Cx&gt;%20&lt;!channel&gt;|aǀb&gt; &lt;!here&gt; ∗c∗>"
    )


def test_a_moment_follows_whoever_looks_and_falls_back_to_the_readers_zone(say):
    phrase = say("until {at}", at=Moment(AT))
    token = "<!date^1772460300^{date_long_pretty}, {time}|Monday 2 March, 23:05>"
    assert drawn(phrase, reader=NAMED)["text"] == f"until {token}"
    hostile = say("{words} until {at}", words=Typed("<b>"), at=Moment(AT))
    assert drawn(hostile, reader=NAMED)["text"] == "<b> until Monday 2 March, 23:05"


def test_days_and_numbers_are_written_in_the_readers_language(say):
    phrase = say("{day} {n} {x}", day=date(2026, 3, 2), n=1200, x=3.25)
    assert drawn(phrase, reader=Reader(language="de"))["text"] == "2. März 2026 1.200 3,25"


def test_the_sentence_itself_is_said_in_the_readers_language(say):
    phrase = say("Hello {name}", name=Typed("Ana"))
    german = Reader(language="de", translate=Translation("de", {phrase.key: ("Hallo {name}",)}))
    assert drawn(phrase, reader=german)["text"] == "Hallo Ana"


def test_a_sentence_inside_a_sentence_is_written_out(say):
    inner = say("the *clinic*")
    assert (
        drawn(say("Join {what} {who}", what=inner, who=Who("slack:U01")))["text"]
        == "Join the *clinic* <@U01>"
    )
    assert drawn(say("Join {what} {w}", what=inner, w=Typed("<b>")))["text"] == "Join the clinic <b>"


def test_a_typed_line_never_becomes_a_quote_of_ours(say):
    text = drawn(say("{who}: {words}", who=Who("slack:U01", ring=True), words=Typed("a\n> b")), **IN_CHANNEL)
    assert "\n&gt;" not in text["text"]


def test_a_very_long_text_goes_on_in_the_next_without_splitting_an_entity(say):
    phrase = say("{who} {words}", who=Who("slack:U01", ring=True), words=Typed("&" * 2000 + " end"))
    texts = [one["text"] for one in text_objects([phrase], Paper(rings=True))]
    assert all(size(one) <= 3000 and "&" not in one.replace("&amp;", "") for one in texts)
    assert "".join(texts).count("&amp;") == 2000


def test_cutting_prefers_spaces():
    assert cut(["one two three"], 8) == ["one two", "three"]


def test_shortening_counts_as_slack_counts():
    assert shorten("👍" * 10, 8) == "👍" * 3 + "…"
    assert shorten("short", 8) == "short"
