"""Names in a story can be changed or missed from it, and nothing a person typed becomes markup in an export."""

from __future__ import annotations

from dataclasses import replace

import pytest

from facilitation.community import Community
from facilitation.practice import Practice
from facilitation.story.export import Library, markdown
from facilitation.story.facts import Named, Story, renamed, shown_answers, still_named
from tests.facilitation.worlds import utc

STORY = Story(
    "s1",
    "c1",
    "caro",
    utc(2026, 6, 1),
    state="published",
    answers=("ben sat with us.", "Ben Abara, and Ben's team.", "Bent pipes stay.", "So."),
    named=(Named("ben", "renamed", "a colleague"),),
    published_at=utc(2026, 6, 4),
)
NAMES = {"ben": "Ben Abara", "caro": "Caro"}


def test_every_form_of_a_name_is_changed_and_words_that_only_begin_like_it_are_not() -> None:
    assert shown_answers(STORY, NAMES) == (
        "a colleague sat with us.",
        "a colleague, and a colleague's team.",
        "Bent pipes stay.",
        "So.",
    )


@pytest.mark.parametrize("name", ["", "Jo", "Dr. Li Wu"])
def test_names_too_short_to_tell_from_words_are_left_alone(name: str) -> None:
    assert renamed("li and jo wu", name, "x") in ("li and jo wu", "x")


def test_a_name_that_still_stands_is_noticed_until_the_words_change() -> None:
    out = replace(STORY, named=(Named("ben", "out"),))
    assert still_named(out, NAMES) == ("ben",)
    changed = replace(out, answers=("Somebody sat with us.", "And their team.", "Bent pipes stay.", "So."))
    assert still_named(changed, NAMES) == ()


def test_an_export_quotes_every_line_and_escapes_what_could_be_markup() -> None:
    story = replace(STORY, answers=("# big\n[link](http://x)", "a", "b", "c"), named=())
    practice = Practice("p", "c1", "ana", "<b>late</b>", "we *call*")
    text = markdown(Library(Community("c1", "w", "Guild_1"), (story,), (practice,), names=NAMES))
    assert "# Guild\\_1" in text
    assert "> \\# big" in text and "> \\[link\\](http://x)" in text
    assert "> When \\<b\\>late\\</b\\>" in text and "> we do we \\*call\\*" in text
    assert "### Caro, 2026-06-04" in text
