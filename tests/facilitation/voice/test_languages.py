"""German and French: whole, judged by their own words, right in number, and English where a translation is missing."""

from __future__ import annotations

from datetime import UTC, datetime
from fnmatch import fnmatch

import pytest
from babel.messages.catalog import Catalog

from adapters.port import Reader
from adapters.slack.text import Paper, text_objects
from adapters.teams import text as teams_text
from adapters.wording import plainly
from bot.translations import LANGUAGES, languages, missing, read, translation, translator
from facilitation.nudges.catalogue import NUDGES
from facilitation.voice import health, practice, pulse, settings
from facilitation.voice.catalogue import CATALOGUE, plain
from facilitation.voice.lexicons import LEXICONS
from facilitation.voice.lint import lint_translation
from facilitation.voice.saying import faults_of
from facilitation.words import Moment

WAITING = [
    line
    for line in (LANGUAGES / "waiting.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


def test_there_is_german_and_french_and_each_has_its_words_for_the_checks():
    assert languages() == ("de", "fr")
    assert set(languages()) < LEXICONS.keys()


@pytest.mark.parametrize("language", languages())
def test_every_sentence_is_translated_or_listed_as_waiting(language):
    made_up = ("test.*", "planted.*")  # by a test that ran in this process before
    known = (*WAITING, *made_up)
    open_ones = [one for one in missing(language) if not any(fnmatch(one.key, key) for key in known)]
    assert not open_ones, (
        f"no {language} for {len(open_ones)} sentences. Translate them (docs/languages.md), or list their keys in "
        f"facilitation/voice/languages/waiting.txt:\n"
        + "\n".join(f"{one.key}: {one.text}" for one in open_ones)
    )


@pytest.mark.parametrize("language", languages())
def test_no_translated_sentence_gives_an_answer_or_a_verdict(language):
    faults = lint_translation(translator(language))
    assert not faults, "\n".join(map(str, faults))


@pytest.mark.parametrize("language", languages())
def test_no_translation_belongs_to_a_sentence_that_is_gone_or_was_changed(language):
    stale = [one.context for one in read(language) if one.id and one.fuzzy]
    gone = [one.context for one in read(language) if one.id and one.context not in CATALOGUE]
    assert stale == [] and gone == [], "bring it up to date: evener voice --update --language " + language


@pytest.mark.parametrize(
    ("language", "n", "said"),
    [
        ("en", 0, "0 communities"),
        ("en", 1, "1 community"),
        ("de", 0, "0 Communities"),
        ("de", 1, "1 Community"),
        ("de", 2, "2 Communities"),
        ("de", 1000, "1.000 Communities"),
        ("fr", 0, "0 communauté"),
        ("fr", 1, "1 communauté"),
        ("fr", 2, "2 communautés"),
        ("fr", 1000, "1\u202f000 communautés"),
    ],
)
def test_a_count_takes_the_form_and_the_digits_of_its_language(language, n, said):
    reader = Reader(language, translate=translator(language))
    assert plainly(practice.PLACES(n=n), reader) == said


def test_a_region_reads_its_language_and_an_unknown_language_reads_english():
    assert translator("de-AT").language == translator("de_CH").language == "de"
    assert translator("fr-CA") is translator("fr")
    for unknown in ("nl-NL", "", "x", "../de", "zz-ZZ"):
        assert translator(unknown).language == "en"


def test_a_moment_inside_a_sentence_is_told_in_the_readers_language_and_zone():
    closes = Moment(datetime(2026, 5, 1, 15, tzinfo=UTC))
    done = pulse.DONE(closes=closes)
    german = Reader("de", "Europe/Berlin", translate=translator("de"))
    french = Reader("fr", "Europe/Paris", translate=translator("fr"))
    assert plainly(done, german) == "Danke, es ist notiert. Ändern geht bis Freitag, 1. Mai, 17:00."
    assert plainly(done, french) == "Merci, c’est noté. Tu peux changer jusqu’à vendredi 1er mai, 17:00."


def test_where_the_english_changed_the_old_translation_is_not_said():
    key = pulse.NEXT.key
    catalog = Catalog("de")
    catalog.add("Next, as it was once", "Weiter", context=key)
    assert translation("de", catalog)(key, 1) is None
    assert plain(pulse.NEXT, translation("de", catalog)) == "Next"


def test_a_fuzzy_or_an_empty_translation_is_not_said():
    for string, flags in (("Weiter", ["fuzzy"]), ("", [])):
        catalog = Catalog("de")
        catalog.add("Next", string, context=pulse.NEXT.key, flags=flags)
        assert translation("de", catalog)(pulse.NEXT.key, 1) is None


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "Pulses, Introductions and Questions about stories"),
        ("de", "Pulse, Bekanntmachen und Fragen zu Geschichten"),
        ("fr", "Pouls, Mises en relation et Questions sur les récits"),
    ],
)
def test_a_list_of_sentences_is_said_and_ends_as_the_language_ends_lists(language, said):
    terms = tuple(settings.KINDS[one] for one in ("pulse", "introduction", "story"))
    phrase = settings.TERMS(terms=terms)
    reader = Reader(language, translate=translator(language))
    assert faults_of(phrase, translator(language)) == ()
    assert plainly(phrase, reader) == said
    (drawn,) = text_objects([phrase], Paper(reader))
    assert drawn["text"] == said
    assert teams_text.plain(phrase, reader) == said


@pytest.mark.parametrize("language", ("en", *languages()))
def test_the_name_of_a_button_inside_a_sentence_is_no_order_of_ours(language):
    labels = [move.label for one in NUDGES.values() for move in (one.either, one.other)]
    assert len(set(labels)) > 20
    for label in labels:
        assert not faults_of(health.COULD_BE_NEXT(either=label, other=label), translator(language)), label
