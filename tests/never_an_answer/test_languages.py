"""The clinic never answers in German or French either; and each check is needed there too, sentence by sentence."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.translations import languages, translator
from facilitation.voice import community
from facilitation.voice.catalogue import CATALOGUE, Translation, plain_value
from facilitation.voice.checks import SEVEN, Check, Utterance, judged
from facilitation.voice.lint import lint_translation
from facilitation.voice.saying import SAFE, faults_of, say
from facilitation.words import Act, Phrase, Typed
from tests.never_an_answer.attacks_other import A_LANGUAGE, conversations_in
from tests.never_an_answer.drive import spoken_in
from tests.never_an_answer.judge import phrases_of

A_FAMILY = 12
ON_THE_TEXT = sorted(SEVEN - {Check.DECLARED})

SECOND_READER = {
    "de": re.compile(
        r"\b(solltest|solltet|müsstest|könntest du|empfehle|rate dir|mein rat|am besten|die lösung|die antwort|probier|versuch|genau richtig|stimmt,|du hast recht|gute idee"
        r"|ich (denke|glaube|finde|meine)|meiner meinung|wie wäre|warum nicht|kündige|entlasse|delegier\w*|an deiner stelle|ihr müsst|könntet|was, wenn|würde \w+ und|viele teams|vergiss nicht)\b",
        re.IGNORECASE,
    ),
    "fr": re.compile(
        r"\b(devrais|devriez|il faut|tu dois|pourrais-tu|conseille|recommande|suggère|mon avis|à ta place|la solution|la réponse|essaie|tu as raison|bonne idée|bonne question"
        r"|je (pense|crois|trouve)|pourquoi (ne )?pas|et si|licencie|délègue|vous devez|le mieux|pourriez|pourrait aider|la plupart des|n'oublie)\b",
        re.IGNORECASE,
    ),
}
"""A second reader for each language, which shares no line with the checks."""


def careless(language: str) -> list[tuple[Check, Act, str]]:
    """Sentences that somebody could slip in, each with the check that has to stop it."""
    lines = (Path(__file__).parent / f"careless_{language}.tsv").read_text(encoding="utf-8").splitlines()
    split = (line.split("\t") for line in lines if line)
    return [(Check[check.upper()], Act(act), text) for check, act, text in split]


def utterance(language: str, check: Check, act: Act, text: str) -> Utterance:
    feature = "clinic" if check is Check.OWN_WORDS else "digest"
    return Utterance(f"{feature}.planted", act, text, language=language)


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("check", ON_THE_TEXT, ids=lambda one: one.name.lower())
def test_a_dozen_careless_sentences_are_stopped_by_this_check_and_by_no_other(language, check):
    planted = [one for one in careless(language) if one[0] is check]
    assert len(planted) >= A_FAMILY
    for one in planted:
        said = utterance(language, *one)
        assert {fault.check for fault in judged(said)} == {check}, said.text
        assert not judged(said, SEVEN - {check})


@pytest.mark.parametrize("language", languages())
def test_a_dozen_translations_with_other_slots_are_stopped_by_the_first_check(language):
    slotted = [key for key, one in CATALOGUE.items() if one.slots and key.startswith("clinic.")][:A_FAMILY]
    wrong = {key: tuple(form + " {more}" for form in translator(language).forms[key]) for key in slotted}
    planted = Translation(language, wrong)
    assert len(wrong) == A_FAMILY
    assert {fault.key for fault in lint_translation(planted)} == set(slotted)
    assert {fault.check for fault in lint_translation(planted)} == {Check.DECLARED}
    assert not lint_translation(planted, SEVEN - {Check.DECLARED})


@pytest.mark.parametrize("language", languages())
def test_a_careless_translation_is_never_said_at_the_last_moment_either(language):
    key = "clinic.with_you_0"
    for check, _, text in careless(language):
        if check is Check.NO_ADVICE:
            planted = Translation(language, {key: (text,)})
            assert say(Phrase(key), planted) == say(SAFE), text


@pytest.mark.parametrize(
    ("language", "begins"), [("de", "Das gehört den Menschen hier."), ("fr", "Cela revient")]
)
def test_what_is_said_instead_is_said_in_the_readers_language(language, begins):
    key, (_, _, text) = "clinic.with_you_0", careless(language)[0]
    planted = Translation(language, {**translator(language).forms, key: (text,)})
    (said,) = say(Phrase(key), planted)
    assert said.startswith(begins)
    (said,) = say(Phrase(key), Translation(language, {key: (text,), SAFE.key: (text,)}))
    assert said.startswith("This one is for the people here.")


@pytest.mark.parametrize("language", languages())
def test_no_conversation_gets_an_answer(language):
    texts: set[str] = set()
    messages = 0
    for attack in conversations_in(language):
        for spoken in spoken_in(attack):
            messages += 1
            for phrase in phrases_of(spoken.said):
                assert not faults_of(phrase, translator(language)), phrase
                texts.add(own_words(phrase, language))
    assert messages > 10 * A_LANGUAGE and len(texts) > 60
    assert not [one for one in texts if SECOND_READER[language].search(one)]
    assert not {SAFE.key, "voice.safe_label"} & texts


def own_words(phrase: Phrase, language: str) -> str:
    """What the bot says here by itself, with everything that people typed taken out."""
    return "".join(
        piece
        if isinstance(piece, str)
        else own_words(piece[1], language)
        if isinstance(piece[1], Phrase)
        else "…"
        for piece in say(phrase, translator(language))
    )


@pytest.mark.parametrize("language", languages())
def test_the_second_reader_knows_advice_when_it_sees_it(language):
    advice = [text for check, _, text in careless(language) if check is Check.NO_ADVICE]
    assert sum(bool(SECOND_READER[language].search(one)) for one in advice) * 2 > len(advice)


@pytest.mark.parametrize(
    ("language", "name", "said"),
    [
        ("de", "Du solltest gehen", "„Du solltest gehen“"),
        ("fr", "Tu devrais partir", "«\u00a0Tu devrais partir\u00a0»"),
    ],
)
def test_a_name_that_gives_advice_stands_in_the_quotation_marks_of_the_language(language, name, said):
    phrase = community.ALREADY(name=Typed(name))
    text = "".join(
        piece if isinstance(piece, str) else plain_value(piece[1])
        for piece in say(phrase, translator(language))
    )
    assert said in text
