"""What somebody has already given: how much they wrote, which parts of their situation it covers, and what can be quoted.

Nothing here understands a problem. It recognises whether words were said about time, people, attempts, wishes and limits,
so that no question asks for what was given, and it cuts quotes out of a text letter by letter.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from facilitation.clinic import danger, tongues
from facilitation.on_demand import written
from facilitation.voice.lexicons import lexicons
from facilitation.voice.saying import sounds_like_ours

LONGEST_QUOTE = 100
PROCESS_WORDS = frozenset[str]().union(*(one.VOCABULARY for one in lexicons()))
SHORT, THOROUGH = 14, 60  # words: up to SHORT is a one-liner, from THOROUGH on a thoughtful ask


class Kind(StrEnum):
    GIBBERISH = "gibberish"
    SHORT = "short"
    PLAIN = "plain"
    THOROUGH = "thorough"


ASPECTS: dict[str, re.Pattern[str]] = {
    name: written(f"{pattern}|{tongues.ASPECTS[name]}", re.IGNORECASE)
    for name, pattern in {
        "situation": r"\b(happen(s|ed|ing)?|yesterday|last (week|month|time|sprint|year|friday|monday)|for (example|instance)|once|again and again"
        r"|keeps?( on)? \w+ing|every time|whenever|ended up|turned out|came (up|out|back)|went (wrong|silent))\b",
        "who": r"\b(team|teams|colleagues?|customers?|clients?|users?|manager|managers|boss|lead|leads|people|everybody|everyone|members?|newcomers?"
        r"|new (hires?|joiners?|people|starters?|colleagues?)|department|vendors?|supplier|developers?|engineers?|designers?|nurses?|teachers?"
        r"|patients?|students?|parents?|analysts?|my (lead|peer|group|partner)|volunteers?|stakeholders?|folks)\b|@\w+",
        "when": r"\b(since|for (the (last|past) )?(\w+ )?(days?|weeks?|months?|years?|quarters?)|in (january|february|march|april|may|june|july|august"
        r"|september|october|november|december)|(months?|weeks?|years?|days?) ago|last (year|quarter|spring|summer|autumn|fall|winter)|began|started in)\b",
        "tried": r"\b(tried|tries|attempt(s|ed)?|we (did|have done|set up|introduced|ran|held|asked|moved|changed|added|wrote|made|built|started)"
        r"|i (asked|spoke|talked|wrote|held|set up|ran|made|sent|raised|offered|started)|didn't (work|help|stick|last)|did not (work|help|stick|last)"
        r"|so far|already (done|asked|tested)|experimented|nothing (worked|helped|stuck|changed))\b",
        "wanted": r"\b(i|we|they|who) (want|wanted|wish|wished|hope|hoped|would like|would love|'d like|'d love|aim|long)\b|\b(i'd|we'd) (like|love)\b"
        r"|\b(goal|ideally|so that|looking for|in order to|our aim|dream)\b",
        "fixed": r"\b(can't|cannot|can not|not allowed|no (budget|time|money|mandate|authority|capacity|headcount)|without (a |any |more )?(budget|money|time)"
        r"|must|deadline|limited|only have|not in my hands|fixed|by law|contract|policy|compliance|by (monday|friday|the end of|march|june|next))\b",
        "matters": r"\b(because|matters?|important|otherwise|or else|risk(s|y)?|costs? us|lose|losing|lost|worr(y|ied|ies)|afraid|burn(ed|t|ing)? out|leave|leaving"
        r"|quality|trust|safety|behind schedule|complain(s|ed|ts)?)\b",
        "works": r"\b(works? (well|fine)|went well|goes well|good (at|thing|news)|already (works?|helps?)|it helped|helped (a|us|me)|one team (does|has)|succeed(s|ed)?"
        r"|proud|the bright side|does work|what works)\b",
        "help": r"\b(any (ideas?|advice|thoughts|experience|suggestions|tips)|does (any(one|body)|some(one|body)) (know|have)|has any(one|body)|who (here )?(has|knows)"
        r"|how (do|can|could|should|would) (i|we|you|people|others)|looking for (ideas|people|help)|help (me|us) (with|to)|would like to hear)\b",
    }.items()
}

WANTS_ANSWER = written(
    r"\b(just (tell|give|say)|tell me (what|how|the|which|if|whether|exactly)|give me (the|an|your|a|one|three|some)|what (should|would|must|shall|do) (i|we|you) (do|say|write|choose|pick|answer|recommend|think)"
    r"|(what's|what is) (the|your) (best|right|answer|solution|fix|opinion|recommendation|advice|take|view|secret|trick)|your (opinion|advice|recommendation|view|take|answer|suggestion|verdict)"
    r"|(is|was|are|would|does|will) [^.?!]{1,90}\b(right|correct|wrong|good|bad|best|better|enough|ok|okay|smart|wise|a good idea|the answer|true|work)(?=[^.!]{0,25}\?)"
    r"|should (i|we|they|he|she)|do you (think|agree|recommend|know|believe)|don't you (think|agree)|would you (say|recommend|do|agree|choose|pick|advise)|can you (confirm|recommend|suggest|advise|solve|answer|tell|translate|summari[sz]e|write|fix|decide|judge|rate|rank)"
    r"|(confirm|agree|admit|acknowledge) (that|with|it)|yes or no|which (one|is|option|of them|would)|(translate|rephrase|paraphrase|rewrite|complete|finish|continue|repeat|recite|say) (this|the|after|my|in|that|it|exactly|:)"
    r"|ignore (all|any|your|the|previous)|you are (now|no longer|a|an|the|my)|pretend|act as|role-?play|imagine you|as an? (expert|consultant|doctor|lawyer|ai|coach)|system prompt|developer mode|jailbreak|override"
    r"|i (order|command|instruct|demand|require|insist)|answer me|stop asking|no more questions|solve (it|this)|fix (it|this)|decide for (me|us)|recommend|advise me|suggest something|what if (i|we)|how about|why (don't|not))\b"
    rf"|{tongues.WANTS_ANSWER}",
    re.IGNORECASE,
)

_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm", "qwertzuiop", "yxcvbnm")
_ODD = written(r"[bcdfghjklmnpqrstvwxz]{5,}|(.)\1{3,}|[aeiouy]{5,}")


@dataclass(frozen=True, slots=True)
class Reading:
    """One text, read. ``given``: aspects it speaks of; ``quotes``: verbatim pieces, the most telling first."""

    kind: Kind
    given: frozenset[str]
    wants_answer: bool
    danger: str | None
    quotes: tuple[str, ...]


def read(text: str) -> Reading:
    """Read one text as it was written."""
    straight = text.replace("’", "'")
    kind = kind_of(straight)
    given = (
        frozenset()
        if kind is Kind.GIBBERISH
        else frozenset(n for n, p in ASPECTS.items() if p.search(straight))
    )
    return Reading(
        kind, given, bool(WANTS_ANSWER.search(straight)), danger.topic_of(straight), quotes_of(text)
    )


def kind_of(text: str) -> Kind:
    tokens = re.findall(r"[^\W\d_]+(?:'[^\W\d_]+)?", text)
    if is_gibberish(tokens):
        return Kind.GIBBERISH
    if len(tokens) <= SHORT:
        return Kind.SHORT
    return Kind.THOROUGH if len(tokens) >= THOROUGH else Kind.PLAIN


def is_gibberish(tokens: list[str]) -> bool:
    """No words, or mostly strings that no language spells; other scripts and unknown languages are words."""
    if not tokens:
        return True
    odd = sum(looks_odd(one.lower()) for one in tokens)
    known = sum(one.lower() in PROCESS_WORDS for one in tokens)
    return odd * 2 >= len(tokens) and known * 3 < len(tokens)


def looks_odd(word: str) -> bool:
    """A run along the keyboard, five consonants in a row, one letter again and again, or no vowel in a longer word."""
    if not word.isascii():
        return False
    if len(word) >= 4 and any(word[:4] in row or word[:4] in row[::-1] for row in _ROWS):
        return True
    return bool(_ODD.search(word)) or (
        len(word) > 4 and not re.search(r"[aeiouy]", word) and not word.isupper()
    )


def quotes_of(text: str) -> tuple[str, ...]:
    """Verbatim pieces of at most LONGEST_QUOTE characters: the most telling first, orders and answers last."""
    pieces = [cut(one) for one in re.split(r"(?<=[.!?;:])\s+|\s*\n+\s*", text) if one.strip(" .,;:!?\"'“”-")]
    order = sorted(
        range(len(pieces)), key=lambda at: (sounds_like_ours(pieces[at]), -telling(pieces[at]), at)
    )
    unique = dict.fromkeys(pieces[at] for at in order)
    return tuple(unique) or ((cut(text.strip()),) if text.strip() else ())


def cut(sentence: str) -> str:
    """The sentence without its closing mark, cut at a word when it is long; every letter as it was written."""
    whole = sentence.strip().rstrip(".,;:").strip()
    if len(whole) <= LONGEST_QUOTE:
        return whole
    short = whole[:LONGEST_QUOTE]
    return short[: short.rfind(" ")] if " " in short[20:] else short


def telling(piece: str) -> int:
    """How many words of a piece are about something: neither grammar nor process, ten at most."""
    words = re.findall(r"[^\W\d_]+(?:'[^\W\d_]+)?", piece.lower())
    return min(10, sum(one not in PROCESS_WORDS for one in words))
