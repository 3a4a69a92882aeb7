"""The seven checks that keep Evener from ever giving an answer, each over one sentence. Rules: science.md 5.2.

``lint.py`` holds every declared sentence and every translated one to them, ``saying.py`` every rendered sentence once
more at the last moment, and ``clinic/speaking.py`` a whole message to what only a whole message can show.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import IntEnum
from functools import lru_cache

from facilitation.voice.catalogue import Slot
from facilitation.voice.lexicons import Lexicon, lexicon_of
from facilitation.words import Act


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
