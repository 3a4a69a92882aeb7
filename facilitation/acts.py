"""What a line of talk does: ask, reflect, inform, advise. Used only in whole, over many lines, and in private mirrors.

A small lexical model. Each marker below is a way in which English gives advice, lays out options, settles a plan or gives
information, or a way in which it plainly does not. What a marker weighs is in ``acts.json``: our own judgement, moved
by a ridge fit on sentences that we wrote ourselves (tests/data/acts). The same fit weighs single words and runs of two and
three of them, hashed, for what no marker foresaw. No corpus went into it. ``evener acts`` prints it.
"""

from __future__ import annotations

import base64
import json
import math
import re
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from facilitation.on_demand import written

A_LOT = 60  # words; length beyond this adds nothing
LONGEST = 4000  # characters; one line of talk is never longer
BUCKETS = 4096  # hashed runs of words
LIKELY = 0.3  # from here on a line is taken for advice: the odds are those of talk in which one line in ten advises


@dataclass(frozen=True, slots=True)
class Heard:
    """One line judged. ``advice`` is the probability, 0 to 1, that it advises, offers options or settles a plan."""

    act: str
    advice: float


# name: (pattern, our own judgement of its weight in log-odds of advice)
MARKERS: dict[str, tuple[str, float]] = {
    "recommend": (r"\b(recommend|suggest|advise|encourage|urge)(s|ed|ion|ing)?\b|\bmy (advice|suggestion|recommendation)\b", 2.0),
    "should": (r"\b(you|we|one|she|he|they)('d| would| really| probably| definitely)* (should|ought to|had better|better)\b|\byou shouldn't\b|\bshould (probably|maybe|definitely|try|just|start|talk|go|get|be)\b", 1.6),
    "have to": (r"\byou('re| are)?( really| just|'ll| will| would)* (need to|have to|have got to|'ve got to|gotta|must|going to have to|gonna have to|going to need to|want to make)\b|\byou've got to\b", 1.0),
    "could": (r"\byou (could|can|might|may)( always| also| just| even| maybe| either| simply| easily| try| start| as well)* [a-z]+", 0.9),
    "might want": (r"\byou (might|may|'ll|could|would) (want|wanna|like|wish|think about|consider|as well|find|be able)\b|\byou'll want to\b|\bwhat you want to do\b", 1.5),
    "considered": (r"\bhave you (ever )?(thought (about|of)|considered|tried [a-z]+ing|looked (at|into)|talked to your)\b|\bhave you (ever |already )?tried (?!to\b|any|it\b|that\b|this\b|before\b|quitting\b|stopping\b|cutting\b)[a-z]|\bconsider(ing)?\b|\bthink(ing)? about (trying|getting|going|doing|cutting|using|setting|taking|joining|seeing|making|leaving|talking|calling|starting|switching|asking)\b", 1.4),
    "how about": (r"\b(how|what) about (we |you |if |just |trying |a |an |the |some |your )?[a-z]+(ing)?\b|\bwhat if (you|we)\b|\b(what|how) (do|would) you (think|feel|say) (about|if|to) (we|you|just|trying|a|an|[a-z]+ing)\b|\bwhy (don't|not|don't you|doesn't)\b", 1.3),
    "it might help": (r"\b(might|may|could|would|can|will|'ll|it|that|this|really|what|often|things? that) (be )?(helps?|helpful|useful|beneficial|benefit)\b|\bgood idea\b|\bworth (it|trying|a try|looking|thinking|asking|doing)\b|\bone thing (that|you|we|i)\b|\b(best|better|main|important|first|smart|easiest|simplest) (thing|way|approach|bet)( is| would| to)?\b", 1.1),
    "try": (r"\btry(ing)? (to|not|and|out|it|some|a|the|that|using|[a-z]+ing)\b", 0.9),
    "maybe do": (r"\b(maybe|perhaps|possibly) (you|we|it's|start|try|just|talk|even|a|the|if|go|get|looking|some|don't|not|you'd)\b", 1.0),
    "i want you": (r"\bi('d| would| want|'m going to| really| do)*( really)? (like|want|need|love|ask|have|encourage|get) you (to|guys)\b|\bwe('d| would)?( really)? (like|want) you to\b", 1.6),
    "if i were": (r"\bif (i were|i was|it were|it was) (you|me|in)\b|\bin your (shoes|place|position)\b|\bi'd (just |probably |definitely |rather |maybe )?(get|tell|start|split|go|say|talk|ask|do|put|take|be|call|wait|look|use|have)\b", 1.2),
    "make sure": (r"\bmake sure\b|\bbe sure (to|that|you)\b|\bdon't forget\b|\bremember to\b|\b(it's|it is|is|really|very) (really |very |so |also )?(important|essential|crucial|critical|best|better|safer)( for you)?( that| to| you)?\b", 0.9),
    "let's": (r"\blet's\b|\bwe (could|can|might|should|'ll) (also |maybe |just |perhaps |probably |start |try |set |work |look |talk |agree |make |do )\b", 0.7),
    "settle": (r"\b(set|pick|choose|agree on|come up with|decide on|make|write down|put together|work on)( up)? (a |an |your |that |some |one |this |the )*(small |specific |realistic |quit |clear |new )*(goals?|dates?|plans?|targets?|steps?|change|limit)\b|\b(quit|start) date\b|\bnext steps?\b|\b(the|your|our|a) (plan|goal|target)( is| would| for| to|,|\.)", 1.0),
    "willing": (r"\b(would|are|might|will) you( be)? (willing|open|able|prepared|ready|interested|up for|comfortable|agree)\b|\b(do you think|would it be|is that something|could) (you('d| could| would| might| can)|we|it)( be)?( possible| able| ok| okay| something)?\b|\b(shall|could|can|should) we (say|agree|try|set|start|pick|plan)\b|\bsounds? (doable|manageable|realistic)\b|\bdoes that (work|sound)\b", 1.0),
    "until next": (r"\b(between now and|until (i|we|next|friday|monday|your)|(the|this|coming) (coming |next )?(few |couple of |two |three )?(days?|weeks?|months?)\b|next (time|week|visit|appointment|session|month)|before (we|you|our) (meet|come|next)|for (a|the next|one|two) (weeks?|days?|month)|check (back )?in)\b", 0.6),
    "options": (r"\b(options?|choices?|strateg(y|ies)|alternatives?|tips?|techniques?|tools?|suggestions?|different (ways|things|approaches|methods))\b|\bthere (are|is|'s) (a (few|couple|lot|number|whole)|lots|some|several|many|other|different|also|things|ways)\b|\b(one|another) (option|way|thing|idea|possibility|choice) (is|would|could|might|that|you)\b", 1.0),
    "others do": (r"\b(some|other|many|most|a lot of|lots of|a few|several)( of (my|the|our))? (people|patients|clients|folks|students|parents|moms|men|women|teams|managers|colleagues)\b.{0,40}\b(find|found|do|use|used|like|tried|try|start|started|go|choose|have|told|will|say|put|just)\b|\bwhat (works|helps|worked|helped|has worked)\b.{0,30}\b(people|patients|others|teams)", 0.9),
    "either or": (r"\beither\b.{3,80}\bor\b|\bor you (can|could|might)\b|\bor we (can|could)\b", 0.7),
    "may i": (r"\b(can|could|may|would it be (ok|okay|all right|alright) if|is it (ok|okay|all right|alright) if|mind if|like me to|want me to|want,|if you('d)? (want|like)) ?(i|we)? ?(could |can )?(share|give|offer|tell|suggest|make a suggestion|show|go over|provide|get you|refer|put you)\b|\b(refer|put|hook|set) you (to|in touch|up|with)\b|\bi have (some|a few|a couple of) (ideas|suggestions|thoughts|information)\b", 1.1),
    "instead": (r"\binstead( of)?\b|\brather than\b|\bso (that )?(you|it|they) (can|don't|won't|doesn't|will|know|remember|keep)\b|\bso that\b", 0.6),
    "cut down": (r"\b(cut|cutting|slow|slowing) (it |that |them )?(down|back|out|off)\b|\b(reduce|limit|avoid|switch|replace|quit|stop|stay away|get rid|give up|taper|swap|lower|increase|skip)(ing)?\b", 0.35),
    "see someone": (r"\b(talk|speak|go|see|call|ask|tell|reach out|chat|bring|contact|meet|text|phone)( out| over| in| it| this| that)?( up)?( to| with| and see)? (to |with )?(your |a |an |the |someone|somebody|him|her|them|my |our |hr|legal|finance)( own)?", 0.3),
    "things": (r"\b(diary|journal|log|list|calendar|reminder|alarm|checklist|schedule|appointment|patch(es)?|gum|medication|program|group|class|counsel(l)?or|therap(y|ist)|specialist|doctor|nurse|dentist|dietitian|clinic|helpline|hotline|quitline|exercise|gym|walk(ing)?|water|fruits?|vegetables|snacks?|meetings?|sponsor|training|pilot|brief)\b", 0.25),
    "if then": (r"\bif you('re| are|'d| would| can| could| do| just| want| need| feel| get| have| were| start| keep| find| decide)*\b[^.?!]{4,80}, (you|then|it|that|just|we|try|don't)\b|\bwhen(ever)? you (feel|get|have|want|go|wake|see|notice|start)[^.?!]{3,60}, (you|just|try|then)\b", 0.6),
    "amount": (r"\b(once|twice|\w+ times) (a|per|each|every) (day|week|month|night)\b|\b(every|each) (day|night|morning|evening|week|time|meal)\b|\b(minutes|hours|servings|pounds|milligrams|drinks) (a|per|each|of)\b|\bno more than\b|\bat least\b", 0.35),
    "facts": (r"\b(research|studies|study|evidence|guidelines?|percent|statistics|on average|linked|causes?|risk of|associated|effects?|recommended|levels?|symptoms?|works by|normal range|confidential|covers?|takes about)\b|\d+ ?%", 0.45),
    "explains": (r"\b(what happens is|the reason|because (it|the|your|of|when|if)|which means|in fact|actually|that's why|it can|they can|this can|can cause|usually|typically|generally|most (people|patients))\b", 0.3),
    "reflects": (r"^(so |and |but |okay,? |well,? |right,? |yeah,? |mm-?hmm,? |then |now |um,? )*(you('re| are|'ve| have| feel| felt| think| thought| know| want| wanted| need| said| mentioned| don't| didn't| do| like| liked| love| really| were| see| noticed| had| would|'d| tried| miss| get| got| can see| could see| just don't| also)\b|it('s| is| sounds| seems| feels| has| was)? ?(sounds?|seems?|feels?|been|like|as)|sounds? like|seems like|(what )?i hear|if i('m)? (hear|understand)|let me (see if|make sure)|kind of like|on the one hand|part of you|for you|what you're saying|in other words|that (scared|hurt|worried|bothers?|feels|must))", -1.6),
    "asks openly": (r"(^|[.,;:!] |\band |\bso |\bokay |\bwell |\bbut )(what|how(?! (?:many|much|often|long|old))|why|who|where|when|which|tell me|describe|say more|in what)\b[^.!]*[?]|\btell me (more|a (little )?bit|about|what)\b|\b(scale|zero|one) (of|from|to|and) (one|zero|ten|1|0)\b", -1.3),
    "asks closed": (r"(^|[.,;:!] |\band |\bso |\bokay |\bwell |\bbut )(do|does|did|are|is|was|were|has|have|had|any|anything|and you|how (many|much|often|long|old))\b[^.!]*[?]", -1.0),
    "asks permission to talk": (r"\b(mind|okay|ok|alright|all right) if (i|we) (ask|asked|talk|talked|spend|spent)\b", -1.0),
    "affirms": (r"\b(that's|that is|it's|you did|you've done|you have done|what a)( a| really| very| so| just| pretty)* (great|good|wonderful|fantastic|awesome|amazing|excellent|impressive|huge|terrific|well)\b|\b(good for you|congratulations|i('m| am) (glad|impressed|proud|happy)|thank you|thanks|appreciate|admire|nice work|well done|kudos)\b", -1.0),
    "past": (r"\b(you|you've|you had|you were|did you|have you) (tried|said|mentioned|told|been|went|were|had|did|stopped|started|quit|came|talked|ever|spoken|noticed|thought it)\b", -0.7),
    "arranges": (r"\b(my name('s| is)|nice to meet|come (on )?in|have a seat|sit (down|wherever)|welcome|hello|hi there|good (morning|afternoon)|today i|i'd (just )?like to (talk|ask|spend|hear|switch|understand)|we('ve| have) (about|got about|only)|out of time|not here to (tell|judge|lecture)|up to you|your (decision|choice)|share my screen|follow up on|your chart)\b", -0.8),
    "filler": ("", -2.0),  # nothing but FILLERS
    "order": ("", 1.6),  # a clause that opens with a bare verb; found by ORDER below
    "order in the middle": ("", 0.9),
    "length": ("", 0.65),  # per natural logarithm of words
}  # fmt: skip

ORDER = written(
    r"^(?:(?:so|and|then|just|please|okay|well|or|but|also|now|first|always|never|honestly|um|maybe|perhaps|actually|really),? )*"
    r"(?:don't |do not |never )?"
    r"(add|apologi[sz]e|apply|ask|automate|avoid|be careful|begin with|block|breathe|be sure|book|bring|brush|buy|call|carry|change|check|chew|choose|clean|cook|copy|consider|contact|count"
    r"|cut|delegate|delete|deploy|distract|do (?:it|that|some|your)|don't|draw|drink|eat|email|escalate|exercise|fill|find|finish|floss|follow|get|give|go|have (?:a|some|your|an)|hire|hold|ice"
    r"|ignore|install|invite|involve|join|keep|leave|let (?:it|them|him|her|people|someone)|limit|listen to|look (?:at|for|into|up)|lower|make|measure|merge|move|open|pack|park|pay|phone|pick|plan|pour|praise|practice|practise|press|prioritise|prioritize"
    r"|put|reach|read|reduce|remember|remove|rename|replace|restart|rest|revert|rewrite|rinse|roll back|run|say|schedule|see (?:a|your|if|someone|whether)|sell|send|set|share|ship|show|sit (?:down )?with|sleep|speak|spend|split"
    r"|start|stay|stick|stop|swap|switch|take(?! the edge)|talk|tell (?!me)|text|throw|treat|try|turn|update|upgrade|use|visit|wait|walk(?! me)|wash|watch|water|wear|write)\b"
)
FILLERS = frozenset(
    [
        "mm",
        "mmm",
        "mmhm",
        "hm",
        "hmm",
        "mhm",
        "uh",
        "huh",
        "uhhuh",
        "um",
        "okay",
        "ok",
        "right",
        "yeah",
        "yes",
        "yep",
        "sure",
        "oh",
        "wow",
        "i",
        "see",
        "alright",
        "all",
        "absolutely",
        "no",
        "really",
        "good",
        "great",
        "got",
        "it",
        "understand",
        "of",
        "course",
        "exactly",
        "definitely",
        "fair",
        "enough",
        "that",
        "makes",
        "sense",
        "ah",
        "bet",
        "thanks",
        "cool",
        "gotcha",
        "then",
        "fine",
        "that's",
        "get",
        "well",
        "so",
        "and",
    ]
)
SOFT = written(
    r"^(?:(?:so|and|but|okay|well|right|yeah|um|then),? )*(?:you(?:'re|'ve|'d| feel| felt| don't| didn't| think| know| want| said| thought| see)"
    r"|it (?:sounds|seems|feels)|sounds like|what you're saying|what i hear|part of you|what|how|who|why|where|when|if i hear|you could see)\b"
)
FIRM = frozenset({"settle", "willing", "until next", "length", "reflects", "asks openly", "asks closed", "filler", "affirms", "arranges",
                  "how about", "past", "may i", "options", "others do"})  # fmt: skip
_PATTERNS = {name: written(pattern) for name, (pattern, _) in MARKERS.items() if pattern}


HESITATIONS = written(
    r"\[[^\]]{0,40}\]|\([a-z ]{0,20}\)|(?<![\w-])(?:u+m+|u+h+|er+m?|a+h+)(?![\w-]),?|,? ?\b(?:you know|i mean),|--+|\.\.\.|…"
)
TWICE = written(r"\b([a-z']{1,12})(?:,? \1\b)+")  # "I, I", "the the": how people talk


def calm(text: str) -> str:
    """The first LONGEST characters in lower case, straight quotes and single spaces, without hesitations and repeats."""
    said = HESITATIONS.sub(" ", text[:LONGEST].replace("’", "'").lower())
    return TWICE.sub(r"\1", re.sub(r"\s+", " ", said)).strip(" ,")


def sentences(text: str) -> list[str]:
    """The sentences of calm text, each with its closing mark."""
    return [one.strip() for one in re.findall(r"[^.?!]+[.?!]*", text) if one.strip(" .?!")] or [text]


def features(text: str) -> dict[str, float]:
    """What a line shows, by marker: 1 where it stands plainly, 0.4 where only inside a reflection or an open question."""
    said = calm(text)
    found: dict[str, float] = {}
    for sentence in sentences(said):
        soft = SOFT.match(sentence) is not None
        for name, strength in _found_in(sentence, soft):
            found[name] = max(found.get(name, 0.0), strength)
    words = re.findall(r"[a-z0-9']+", said)
    if FILLERS.issuperset(words):
        found["filler"] = 1.0
    found["length"] = math.log(1 + min(len(words), A_LOT))
    return found


def _found_in(sentence: str, soft: bool) -> Iterator[tuple[str, float]]:
    for name, pattern in _PATTERNS.items():
        if pattern.search(sentence):
            yield name, 0.4 if soft and name not in FIRM else 1.0
    if ORDER.match(sentence):
        yield "order", 1.0
    elif any(ORDER.match(part.strip()) for part in re.split(r"[,;:–—]|\band\b", sentence)[1:]):
        yield "order in the middle", 0.4 if soft else 1.0


def grams(text: str) -> list[int]:
    """The buckets of a line's words and of its runs of two and three words, each once, in order."""
    words = ["^", *re.findall(r"[a-z']+|\?", calm(text))[:A_LOT]]
    runs = [" ".join(words[at : at + n]) for n in (1, 2, 3) for at in range(len(words) - n + 1)]
    return sorted({zlib.crc32(run.encode()) % BUCKETS for run in runs})


@dataclass(frozen=True, slots=True)
class Weights:
    """Log-odds by marker and ``bias``, log-odds by bucket, and the line that makes a probability of their sum."""

    markers: Mapping[str, float]
    buckets: tuple[float, ...]
    slope: float
    shift: float


@cache
def weights() -> Weights:
    """As kept in ``acts.json``."""
    kept = json.loads(files("facilitation").joinpath("acts.json").read_text(encoding="utf-8"))
    bytes_ = base64.b64decode(kept["buckets"]["int8"])
    step = kept["buckets"]["step"]
    buckets = tuple((one - 256 if one > 127 else one) * step for one in bytes_)
    return Weights(kept["markers"], buckets, kept["slope"], kept["shift"])


def advice(text: str) -> float:
    """The probability that a line advises, offers options or settles a plan; 0 for an empty one."""
    if not text.strip():
        return 0.0
    weigh = weights()
    total = weigh.markers["bias"] + sum(weigh.markers[name] * value for name, value in features(text).items())
    found = grams(text)
    total += sum(weigh.buckets[one] for one in found) / math.sqrt(len(found))
    return 1 / (1 + math.exp(-(weigh.slope * total + weigh.shift)))


def hear(text: str) -> Heard:
    """One line judged: what it does, and how likely it advises."""
    chance = advice(text)
    return Heard(_act(features(text), calm(text), chance), round(chance, 4))


def _act(found: Mapping[str, float], said: str, chance: float) -> str:
    if not said or "filler" in found:
        return "acknowledge"
    if chance >= LIKELY:
        return "advise"
    for name, act in (("asks openly", "ask open"), ("asks closed", "ask closed")):
        if name in found:
            return act
    if said.endswith("?"):
        return "ask closed"
    for name, act in (
        ("reflects", "reflect"),
        ("affirms", "affirm"),
        ("arranges", "other"),
        ("facts", "inform"),
        ("explains", "inform"),
    ):
        if name in found:
            return act
    return "other"
