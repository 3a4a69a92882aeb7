"""A second reader that shares no line with our checks: its own word lists and a small statistical model, trained on ours.

It sees only what the bot says in its own voice: words in quotation marks and quote blocks belong to people. Everything it
learns from is in tests/data/acts (own work); it knows nothing of the catalogue, the acts or the checks.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from math import exp, log
from pathlib import Path

from facilitation.voice.catalogue import plain_value
from facilitation.voice.checks import say
from facilitation.words import Buttons, Facts, Form, Heading, Message, Note, Phrase, Prose, Small, Typed

DATA = Path(__file__).parent.parent / "data" / "acts"
SURE = 0.98

_WORDS = re.compile(
    r"\b(you|we|they|one) (really |probably |just |also )?(should|must|ought|need|shall|had better|'d better)\b|\b(recommend|suggest|advis|propos)\w* (that|you|to|a|the|we)\b"
    r"|\bi('d| would) (do|go|start|pick|choose|say|begin|use|take|avoid|hire|ask)\b|\bmy (view|opinion|answer|advice|tip|guess|recommendation)\b"
    r"|\b(the|one|your) (best|right|better|correct|obvious|smartest|first) (answer|solution|step|option|way|choice|idea|move|thing to)\b"
    r"|\b(yes|correct|exactly|right|agreed|indeed)[,.!] |\b(it|that|this) (will|would|might|could|should) (help|work|fix|solve)\b|\bhave you (tried|considered|thought)\b"
    r"|\b(what|how) about\b|\bwhy (not|don't)\b|\bwhat if\b|\bconsider\b|\btry\b|\bgood idea\b|\bgreat (question|idea|job|work)\b|\byou are (right|wrong|great|good|bad|smart|too)\b"
    r"|\b(fire|hire|merge|delegate|cancel|automate|reorgani[sz]e|prioriti[sz]e|outsource|restructure|escalate) (them|him|her|it|the|your|two|more|everything)\b"
    r"|\bsolution:|\banswer:|\bin short, do\b|\bthe problem is\b|\bthe cause is\b|\bpros and cons are\b|\b(i|we) (think|believe|feel|guess)\b",
    re.IGNORECASE,
)


def own_voice(shown: Message | Form) -> Iterator[str]:
    """Every sentence the bot says here by itself, without the words it quotes."""
    for phrase in phrases_of(shown):
        text = "".join(_ours(piece) for piece in say(phrase))
        text = re.sub(r"“[^”]*”", " ", text)
        yield from (one.strip() for one in re.split(r"(?<=[.?!])\s+", text) if re.search(r"\w", one))


def _ours(piece: object) -> str:
    if isinstance(piece, str):
        return piece
    value = piece[1]  # type: ignore[index]
    if isinstance(value, Phrase):
        return "".join(_ours(one) for one in say(value))
    if isinstance(value, Typed):
        return value.text.replace("“", "'").replace("”", "'")
    return plain_value(value)


def phrases_of(shown: Message | Form) -> Iterator[Phrase]:
    if isinstance(shown, Form):
        yield from (shown.title, shown.submit)
        for field in shown.fields:
            yield from (
                field.phrases
                if isinstance(field, Note)
                else (one for one in (field.label, field.hint) if one)
            )
        return
    yield shown.summary
    for part in shown.parts:
        match part:
            case Prose(phrases) | Small(phrases):
                yield from phrases
            case Heading(text):
                yield text
            case Buttons(buttons):
                yield from (one.label for one in buttons)
            case Facts(pairs):
                yield from (phrase for pair in pairs for phrase in pair)


@cache
def is_leak(sentence: str) -> bool:
    """Whether this reader takes a sentence for an answer, advice, a verdict or an opinion of the bot's."""
    return bool(_WORDS.search(sentence.replace("’", "'"))) or chance(sentence) >= SURE


def leaks(sentences: Iterable[str]) -> list[str]:
    return [one for one in sentences if is_leak(one)]


# --- the statistical half: naive Bayes over words and pairs of words ---------------------------------------------------


def grams(text: str) -> list[str]:
    found = re.findall(r"[a-z']+|\?", text.lower())
    return [*found, *(f"{one} {two}" for one, two in zip(["^", *found], found, strict=False))]


@cache
def model() -> tuple[Counter[str], Counter[str], int]:
    """Counts of grams in advice and in everything else, and the size of the vocabulary."""
    yes: Counter[str] = Counter()
    no: Counter[str] = Counter()
    for label, text in (
        line.split("\t", 1) for line in (DATA / "own.tsv").read_text(encoding="utf-8").splitlines() if line
    ):
        (yes if label in "aon" else no).update(set(grams(text)))
    for label, text in (
        line.split("\t", 1)
        for line in (DATA / "facilitation.tsv").read_text(encoding="utf-8").splitlines()
        if line
    ):
        (yes if label == "leak" else no).update(set(grams(text)))
    return yes, no, len(yes | no)


def chance(sentence: str) -> float:
    """The probability of advice, with even odds to begin with."""
    yes, no, size = model()
    all_yes, all_no = sum(yes.values()), sum(no.values())
    odds = sum(
        log((yes[g] + 0.5) / (all_yes + 0.5 * size)) - log((no[g] + 0.5) / (all_no + 0.5 * size))
        for g in set(grams(sentence))
    )
    return 1 / (1 + exp(-max(-50.0, min(50.0, odds))))
