"""A second reader that shares no line with our checks: its own word lists and a small statistical model, trained on ours.

It knows what advice, opinions, verdicts and orders sound like, what work is about (the bot never names it by itself), and
what an interrogation is.

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
from facilitation.voice.saying import say
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


_ADJECTIVES = (
    "wrong|right|slow|good|bad|great|lazy|difficult|stuck|exhausted|overwhelmed|frustrated|angry|unfair|honest|smart|patient|weak|strong|stronger|lost"
    "|afraid|stressed|tired|unhappy|broken|unclear|better|worse|best|worst|left out|too long|too short|too big|the reason|the cause|the problem|missing|to blame"
)
_VERDICTS = re.compile(
    rf"\b(is|are|was|were|seems?|feels?|being|sounds?|be|must be)( \w+){{0,2}} ({_ADJECTIVES})\b|\b(good|great) (question|job|work|point)\b|\bwell done\b"
    r"|\b(handled|did|do) (that|it|this) (very |so )?well\b|\bgood enough\b|\blacks?\b|\bpeople like (him|her|them|you)\b|\bsounds like\b|\bi find\b",
    re.IGNORECASE,
)
_OPINIONS = re.compile(
    r"\bin my (view|opinion|eyes|experience)\b|\bpersonally\b|\bi( will| can| would| could| have| am|'ll|'d|'m)? (decide|answer|solve|fix|think|believe|suggest|feel|hold"
    r"|prefer|talk to|found|sure|certain|propose)\b|\blet me (fix|solve|do|take|handle)\b|\btrust me\b|\bwe solve\b",
    re.IGNORECASE,
)
_CLAIMS = re.compile(
    r"\b(usually|maybe|perhaps|most (people|teams|companies|groups)|in most|others (do|solve)|(companies|teams|people) like|tends? to|it (pays|helps|works)|might be time)\b"
    r"|\b(would (do|help|save|calm|take|be (enough|best|better|wise))|is enough|usually does|works (best|out)|lies in|comes? (down to|from (un|poor|bad|too|a lack))|nothing beats|better off|has to step|this will pass|(one|answer|solution|thing) is)\b"
    r"|^(yes|no|right|exactly|correct|agreed|indeed)\b",
    re.IGNORECASE,
)
_ORDERS = re.compile(
    r"(^|[,;:.] |\b(and|then|but) )(make|move|drop|split|rewrite|replace|invite|block|pay|train|cancel|lower|set|print|focus|share (your|the|this|more)|give|hire|fire|spend|hold|put|get|be (honest|clear|open|patient)"
    r"|reduce|add|remove|build|introduce|talk|speak|stop|start with|write a|delegate|outsource|merge|automate|buy|sell|plan|schedule|bring (?!in people)|ask (?!the (community|people)|them|until)"
    r"|tell (them|him|her|your)|rotate|pair|send|have a)\b",
    re.IGNORECASE,
)
_SUBJECTS = re.compile(
    r"\b(budgets?|money|salar(y|ies)|prices?|costs?|funding|staff|staffing|headcount|workload|capacity|overtime|deadlines?|milestones?|release|roadmap|scope|strateg(y|ies)|priorit(y|ies)"
    r"|leadership|leads?\b(?! to)|manager|management|supervisor|boss|sponsor|mentor|trainer|training|coaching|feedback|trust|mistrust|morale|motivation|culture|communication|conflict|status|roles?|responsibilit(y|ies)"
    r"|onboarding|newcomers?|recruit(ing|ment)|hiring|turnover|retention|handover|shift|roster|rota|schedule|agenda|meetings?|stand-?ups?|retro|slides|newsletter|reports?|documentation|wiki|handbook|checklist|template|(?<!some )form"
    r"|tools?|software|systems?|servers?|code|tests?|tickets?|bugs?|customers?|clients?|vendors?|suppliers?|contractors?|departments?|divisions?|finance|hr|legal|marketing|sales|support desk|teams?|colleagues?"
    r"|quality|safety|efficiency|productivity|innovation|performance|policy|policies|governance|compliance|procedure|workflow)\b",
    re.IGNORECASE,
)
_CLOSED = re.compile(
    r"^(and |but |or )?(is|are|was|were|do|does|did|can|could|will|has|have|had|should)\b[^?]*\?$",
    re.IGNORECASE,
)
_INDEPENDENT = (_WORDS, _VERDICTS, _OPINIONS, _CLAIMS, _ORDERS, _SUBJECTS)


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
    ours = re.sub(r"“[^”]*”|[Ww]hether it is right", " ", sentence.replace("’", "'")).strip(" :,;.…")
    by_list = any(found.search(ours) for found in _INDEPENDENT)
    return by_list or interrogates(ours) or chance(ours) >= SURE


def interrogates(sentence: str) -> bool:
    """More than one question at once, or one that can only be answered by yes or no."""
    clauses = re.split(r"[:;.]\s+|, and ", sentence)
    return sentence.count("?") > 1 or any(_CLOSED.match(one.strip()) for one in clauses)


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
