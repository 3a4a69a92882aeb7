"""The seven checks that keep Evener from ever giving an answer, over what is declared and over what is said.

``lint_catalogue`` holds every declared sentence to them and ``lint_translation`` every translated one, by the words of its
own language (a build fails on one fault); ``say`` holds every rendered sentence to them once more and puts a fixed safe sentence in place of one that fails; ``faults_of_message`` holds a whole
message to what only a whole message can show. Rules: science.md 5.2.
"""

from __future__ import annotations

import importlib
import re
import string
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from enum import IntEnum
from functools import lru_cache
from pathlib import Path
from typing import Any

from facilitation.voice.catalogue import (
    CATALOGUE,
    Sentence,
    Slot,
    Translation,
    chosen,
    of,
    pieces,
    sentence,
    untranslated,
)
from facilitation.voice.lexicons import Lexicon, lexicon_of, lexicons
from facilitation.words import Act, Phrase, Typed, Who

MOST_CHARACTERS = 300  # the body of a card in a direct message; longer ones are not read
MOST_CHARACTERS_TRANSLATED = 360  # German and French take about a fifth more room


class Check(IntEnum):
    """The seven checks of science.md 5.2, and the house's own rule that a sentence is short and calm."""

    HOUSE = 0
    DECLARED = 1
    NO_ADVICE = 2
    ONE_OPEN_QUESTION = 3
    DECLINABLE = 4
    AGENCY = 5
    NO_VERDICT = 6
    OWN_WORDS = 7


SEVEN = frozenset(check for check in Check if check is not Check.HOUSE)

PROBLEM_FEATURES = frozenset({"clinic", "problem", "experiment", "moves"})
"""Features that speak about somebody's problem: the first part of a sentence's key."""

LISTENS = frozenset({Act.REFLECT, Act.SUMMARISE})
BOOKKEEPING = frozenset({Act.LABEL, Act.LOGISTICS, Act.INFORM, Act.ESCALATE})
MAY_ASK_CLOSED = frozenset({Act.LOGISTICS, Act.CONNECT, Act.LABEL, Act.INFORM})
ALLOWED_SLOTS = frozenset(
    {
        Slot.NAME,
        Slot.WHO,
        Slot.PEOPLE,
        Slot.PLACE,
        Slot.COUNT,
        Slot.NUMBER,
        Slot.DAY,
        Slot.MOMENT,
        Slot.LINK,
        Slot.TERM,
    }
)
ALLOWED_VALUES = tuple({one for slot in ALLOWED_SLOTS for one in slot})


@dataclass(frozen=True, slots=True)
class Fault:
    """One reason why a sentence may not be said. ``where`` is the file that declares it, as far as known."""

    key: str
    check: Check
    why: str
    text: str = ""
    where: str = ""

    def __str__(self) -> str:
        return f"{self.where or '?'}: {self.key}: check {int(self.check)} {self.check.name.lower()}: {self.why}: {self.text!r}"


@dataclass(frozen=True, slots=True)
class Utterance:
    """Our own words with slots still open (``{name}``), ready to be judged."""

    key: str
    act: Act
    text: str
    own: str = ""  # the same with the sentences in its slots left open too; each of them answers for itself
    language: str = "en"
    unlabelled: str = (
        ""  # the same with names of buttons and titles left open: what they say is no order of ours
    )

    @property
    def about_problem(self) -> bool:
        return self.key.partition(".")[0] in PROBLEM_FEATURES

    @property
    def calm(self) -> str:
        """Lower case, straight quotes, plain spaces, no markup."""
        return self.text.translate(CALM).lower()

    @property
    def words(self) -> Lexicon:
        """The words by which the checks know its language."""
        return lexicon_of(self.language)


Judge = Callable[[Utterance], Iterator[str]]

CALM = str.maketrans({"’": "'", "*": "", "_": " ", "\u00a0": " ", "\u202f": " "})
CLAUSES = re.compile(r"[.?!:;—–\n“”„«»\"(]+")
WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|['-])*")
OPENING_MARKS = (
    "“",
    '"',
    "‘",
    "„",
    "«",
    "«\u00a0",
    "«\u202f",
    "/community ",
)  # or a word to type, which is no order


# --- the seven, each over one sentence -----------------------------------------------------------------------------


def act_fits(said: Utterance) -> Iterator[str]:
    """Check 1, the part that the text shows: an act that promises somebody's words holds a slot for them."""
    if said.about_problem and said.act is Act.REFLECT and "{" not in said.text:
        yield "a reflection about a problem quotes the person: give it a slot"


def no_advice(said: Utterance) -> Iterator[str]:
    """Check 2: no marker of advice, no order but to take part in a process."""
    if said.act is Act.ESCALATE:
        return
    for marker in said.words.ADVICE:
        if found := marker.search(said.calm):
            yield f"advice marker {found.group(0)!r}"
    if said.act is not Act.LABEL or said.about_problem:
        calm = replace(said, text=said.unlabelled or said.text).calm
        yield from (f"an order about content: {verb!r}" for verb in orders(calm, said.words))


def orders(text: str, lexicon: Lexicon) -> Iterator[str]:
    """Verbs that open a clause as an order and are not process verbs."""
    for clause in CLAUSES.split(text):
        whole = re.findall(r"(?:[^\W\d_]|\{)[\w'{}]*", lexicon.ELISION.sub(r"\1 ", clause))
        words = [word.rstrip("'") for word in whole]
        while words and words[0] in lexicon.CLAUSE_OPENERS:
            words = words[1:]
        if words and words[0] in lexicon.CONTENT_VERBS - lexicon.PROCESS_VERBS:
            yield words[0]


def one_open_question(said: Utterance) -> Iterator[str]:
    """Check 3: at most one question, and an open one unless it asks for consent or arranges something."""
    questions = [clause.strip() for clause in re.findall(r"[^.?!:;]*\?", said.calm)]
    if len(questions) > 1:
        yield "two questions are an interrogation"
    if (
        said.act is Act.ASK_OPEN
        and said.about_problem
        and not questions
        and not said.words.INVITES.search(said.calm)
    ):
        yield "an open question asks something"
    if said.act in MAY_ASK_CLOSED:
        return
    yield from (f"a closed question: {one!r}" for one in questions if not said.words.is_open(one))


def declinable(said: Utterance) -> Iterator[str]:
    """Check 4: an offer says in the same breath how to say no to it, and offers processes only."""
    if said.act is not Act.OFFER_PROCESS:
        return
    if not said.words.DECLINES.search(said.calm):
        yield 'an offer says how to decline: "not now", "something else", "or not"'


def agency(said: Utterance) -> Iterator[str]:
    """Check 5: the next step belongs to people; the bot only asks, keeps, shows, invites, reminds."""
    for found in (found for one in said.words.FIRST_PERSON for found in one.finditer(said.calm)):
        if found["verb"] not in said.words.BOT_VERBS and not said.words.DENIED.search(found[0]):
            yield f"the bot would act on the content: {found[0]!r}"
    if found_opinion := said.words.OPINION.search(said.calm):
        yield f"the bot has no opinion: {found_opinion.group(0)!r}"
    if said.act is Act.HAND_BACK and not said.words.GIVES_BACK.search(said.calm):
        yield "handing back names who: you, the group, a person"


def no_verdict(said: Utterance) -> Iterator[str]:
    """Check 6: nobody is judged and no feeling is put into anybody."""
    if said.act is Act.ESCALATE:
        return
    for pattern in (said.words.NEVER_SAID, said.words.PREDICATED, said.words.ATTRIBUTED):
        if found := pattern.search(said.calm):
            yield f"a verdict or a feeling: {found.group(0)!r}"


def own_words(said: Utterance) -> Iterator[str]:
    """Check 7: about a problem, our own words are process words; every other noun comes from the person, quoted."""
    if not said.about_problem or said.act in BOOKKEEPING:
        return
    ours = re.sub(r"\{\w*\}", " ", replace(said, text=said.own or said.text).calm)
    for word in WORD.findall(said.words.ELISION.sub(r"\1 ", ours)):
        bare = word.strip("'-")
        if bare not in said.words.VOCABULARY:
            yield f"a word that is neither theirs nor about process: {bare!r}"


SENTENCE_CHECKS: tuple[tuple[Check, Judge], ...] = (
    (Check.DECLARED, act_fits),
    (Check.NO_ADVICE, no_advice),
    (Check.ONE_OPEN_QUESTION, one_open_question),
    (Check.DECLINABLE, declinable),
    (Check.AGENCY, agency),
    (Check.NO_VERDICT, no_verdict),
    (Check.OWN_WORDS, own_words),
)


@lru_cache(maxsize=8192)
def judged(said: Utterance, checks: frozenset[Check] = SEVEN) -> tuple[Fault, ...]:
    """The faults of one utterance under the checks given (all seven, unless a test proves that one is needed)."""
    return tuple(
        Fault(said.key, check, why, said.text)
        for check, judge in SENTENCE_CHECKS
        if check in checks
        for why in judge(said)
    )


# --- what is declared ------------------------------------------------------------------------------------------------


def lint(declared: Sentence, checks: frozenset[Check] = SEVEN) -> list[Fault]:
    """Every fault of one declared sentence, in the singular and the plural."""
    faults = [] if Check.DECLARED not in checks else list(_slot_faults(declared))
    for text in filter(None, (declared.text, declared.many)):
        faults += judged(Utterance(declared.key, declared.act, text), checks)
        faults += _house_faults(declared.key, text)
    return faults


def _slot_faults(declared: Sentence) -> Iterator[Fault]:
    if not isinstance(declared.act, Act):
        yield Fault(declared.key, Check.DECLARED, "no act is declared", declared.text)
    for name, types in declared.slots:
        if types not in ALLOWED_SLOTS:
            yield Fault(
                declared.key, Check.DECLARED, f"slot {name} takes anything: use one of Slot", declared.text
            )


def _house_faults(key: str, text: str, most: int = MOST_CHARACTERS) -> Iterator[Fault]:
    if len(text) > most:
        yield Fault(key, Check.HOUSE, f"{len(text)} characters, at most {most}", text)
    if "!" in text:
        yield Fault(key, Check.HOUSE, "an exclamation mark", text)


def lint_catalogue(checks: frozenset[Check] = SEVEN) -> list[Fault]:
    """Every fault of every sentence in facilitation/voice/, each with the file that declares it."""
    where = declared_in()
    return [
        replace(fault, where=where.get(declared.key, ""))
        for declared in CATALOGUE.values()
        for fault in lint(declared, checks)
    ]


def declared_in() -> dict[str, str]:
    """Key → file name, after every module beside this one has been imported."""
    here = Path(__file__).parent
    where: dict[str, str] = {}
    for path in sorted(here.glob("*.py")):
        importlib.import_module(f"facilitation.voice.{path.stem}")
        source = path.read_text(encoding="utf-8")
        names = {key: key.removeprefix(f"{path.stem}.") for key in CATALOGUE}
        file = f"facilitation/voice/{path.name}"
        where |= {key: file for key, short in names.items() if f'"{key}"' in source or f'"{short}"' in source}
    features = {key: f"facilitation/voice/{key.partition('.')[0]}.py" for key in CATALOGUE}
    return features | where


def lint_translation(translation: Translation, checks: frozenset[Check] = SEVEN) -> list[Fault]:
    """Every fault of every translated sentence, by the words of its own language."""
    return [
        fault
        for key, forms in sorted(translation.forms.items())
        for fault in _translation_faults(CATALOGUE[key], forms, translation.language, checks)
    ]


def _translation_faults(
    declared: Sentence, forms: tuple[str, ...], language: str, checks: frozenset[Check]
) -> Iterator[Fault]:
    if Check.DECLARED in checks:
        yield from _form_faults(declared, forms)
    for text in forms:
        yield from judged(Utterance(declared.key, declared.act, text, language=language), checks)
        yield from _house_faults(declared.key, text, MOST_CHARACTERS_TRANSLATED)


def _form_faults(declared: Sentence, forms: tuple[str, ...]) -> Iterator[Fault]:
    """The same slots as in the source; the form for one may leave out the count ("one person")."""
    wanted = {name for name, _ in declared.slots}
    for at, text in enumerate(forms):
        named = {name for _, name in _cut(text) if name}
        spared = {"n"} if at == 0 and len(forms) > 1 else set()
        if missing := wanted - named - spared:
            yield Fault(declared.key, Check.DECLARED, f"a translation leaves out {sorted(missing)}", text)
        if strangers := named - wanted:
            yield Fault(declared.key, Check.DECLARED, f"a translation names {sorted(strangers)}", text)


# --- what is said ----------------------------------------------------------------------------------------------------

SAFE = sentence(
    "voice.safe",
    Act.HAND_BACK,
    "This one is for the people here. Who has met something like it, and what happened?",
)()
SAFE_LABEL = sentence("voice.safe_label", Act.LABEL, "Continue")()

Piece = str | tuple[str, Any]

LISTENERS: list[Callable[[Fault], None]] = []
"""Told of every sentence that failed at the last moment; the house counts them as evener_leaks_total."""


def faults_of(
    phrase: Phrase, translate: Translation = untranslated, checks: frozenset[Check] = SEVEN
) -> tuple[Fault, ...]:
    """The faults of one phrase as it would be said now, with the sentences in its slots written out."""
    declared = of(phrase)
    faults: tuple[Fault, ...] = ()
    if Check.DECLARED in checks:
        faults = tuple(_value_faults(phrase, declared))
    if faults:
        return faults
    own, language = chosen(phrase, translate)
    said = written_out(phrase, translate)
    holds_sentences = any(isinstance(value, Phrase) for _, value in phrase.slots)
    unlabelled = written_out(phrase, translate, labels=False) if holds_sentences else said
    if strangers := {name for _, name in _cut(own) if name} - dict(phrase.slots).keys():
        return (
            Fault(phrase.key, Check.DECLARED, f"a translation names other slots: {sorted(strangers)}", said),
        )
    return judged(Utterance(declared.key, declared.act, said, own, language, unlabelled), checks)


def _value_faults(phrase: Phrase, declared: Sentence) -> Iterator[Fault]:
    """Check 1 on values: each slot holds a name, a person, a place, a count, a moment, a link, a term or quoted words."""
    wanted = dict(declared.slots)
    if wanted.keys() != dict(phrase.slots).keys():
        yield Fault(phrase.key, Check.DECLARED, "slots other than declared", declared.text)
    for name, value in phrase.slots:
        if not _comes_from_an_allowed_source(value, wanted.get(name, ())):
            yield Fault(
                phrase.key, Check.DECLARED, f"slot {name} holds a {type(value).__name__}", declared.text
            )


def _comes_from_an_allowed_source(value: Any, types: tuple[type, ...]) -> bool:
    if isinstance(value, tuple):
        return tuple in types and all(isinstance(one, Who | Typed) or _is_declared(one) for one in value)
    if isinstance(value, Phrase) and value.key not in CATALOGUE:
        return False
    return (
        isinstance(value, types) and isinstance(value, ALLOWED_VALUES) and not isinstance(value, bool | str)
    )


def _is_declared(value: Any) -> bool:
    return isinstance(value, Phrase) and value.key in CATALOGUE


def written_out(phrase: Phrase, translate: Translation = untranslated, labels: bool = True) -> str:
    """Our own words of a phrase, with the sentences in its slots written out and all other slots left open.

    ``labels``: whether labels count as sentences.
    """
    filled = dict(phrase.slots)
    out = []
    for ours, name in _cut(chosen(phrase, translate)[0]):
        out.append(ours)
        if name:
            value = filled.get(name)
            if isinstance(value, Phrase) and (labels or of(value).act is not Act.LABEL):
                out.append(written_out(value, translate, labels))
            else:
                out.append("{" + name + "}")
    return "".join(out)


@lru_cache(maxsize=8192)
def _cut(text: str) -> tuple[tuple[str, str | None], ...]:
    return tuple((ours, name) for ours, name, _, _ in string.Formatter().parse(text))


def say(phrase: Phrase, translate: Translation = untranslated) -> list[Piece]:
    """The sentence as pieces (see ``catalogue.pieces``), or the fixed safe one when it fails a check.

    Words that people typed and that could be taken for the bot's own are given quotation marks. Raises UnknownSentence.
    """
    faults = faults_of(phrase, translate)
    if faults:
        tell(faults)
        safe = SAFE_LABEL if of(phrase).act is Act.LABEL else SAFE
        return pieces(safe, untranslated if faults_of(safe, translate) else translate)
    return _with_quotes(pieces(phrase, translate), translate.language)


def tell(faults: Iterable[Fault]) -> None:
    """Let everybody who counts know of a sentence or message that was held back: once, by its first fault."""
    for fault in tuple(faults)[:1]:
        for listener in LISTENERS:
            listener(fault)


def _with_quotes(cut: list[Piece], language: str) -> list[Piece]:
    out: list[Piece] = []
    opening, closing = lexicon_of(language).QUOTES
    for at, piece in enumerate(cut):
        if isinstance(piece, tuple) and isinstance(piece[1], Typed) and sounds_like_ours(piece[1].text):
            before = cut[at - 1] if at else ""
            if not (isinstance(before, str) and before.endswith(OPENING_MARKS)):
                out += [opening, piece, closing]
                continue
        out.append(piece)
    return out


@lru_cache(maxsize=8192)
def sounds_like_ours(typed: str) -> bool:
    """Whether a name that somebody typed could be read as the bot's own advice: long, or with a marker in it."""
    calm = typed.replace("’", "'").lower()
    return len(typed) > 80 or any(
        any(marker.search(calm) for marker in one.ADVICE) or next(orders(calm, one), None) is not None
        for one in lexicons()
    )
