"""The frame around every nudge: how it is offered, explained, put off and stopped. The nudges' own words stand beside it.

``nudges_name``, ``nudges_connect``, ``nudges_resource`` and ``nudges_illuminate`` hold one saying for each kind.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from facilitation.voice.catalogue import Sentence, Slot, label, sentence
from facilitation.words import Act, Phrase


@dataclass(frozen=True, slots=True)
class Saying:
    """What one kind of nudge says: its name, the offer, what was seen, and the question it can put to the group."""

    kind: str
    title: Phrase
    says: Sentence  # slot: community
    why: Sentence
    question: Phrase | None = None


def saying(
    kind: str, title: str, says: str, why: str, question: str = "", *, many: str = "", **slots: Any
) -> Saying:
    """Declare the words of one kind. ``slots`` and ``many`` (the plural) are those of ``why``."""
    return Saying(
        kind,
        label(f"nudges.{kind}.title", title),
        sentence(f"nudges.{kind}.says", Act.OFFER_PROCESS, says, community=Slot.NAME),
        sentence(f"nudges.{kind}.why", Act.INFORM, why, many=many, **slots),
        sentence(f"nudges.{kind}.question", Act.ASK_OPEN, question)() if question else None,
    )


def title_of(kind: str) -> Phrase:
    """The name of a kind, where only its key is at hand."""
    return Phrase(f"nudges.{kind}.title")


PEOPLE = sentence("nudges.people", Act.INFORM, "{n} person", many="{n} people", n=Slot.COUNT)

MEANS = label("nudges.means", "shows how the ideas for conveners do here, and what is not known yet.")

# --- the digest --------------------------------------------------------------------------------------------------

DIGEST = sentence("nudges.digest", Act.INFORM, "Your week as a convener.")()
SPONSOR_DIGEST = sentence("nudges.digest_sponsor", Act.INFORM, "For you as a sponsor.")()
MONTHLY = sentence(
    "nudges.monthly",
    Act.INFORM,
    "The last four of these stayed untouched, so from now on this comes once a month. A press brings the week back.",
)()
PRIVATE = sentence(
    "nudges.private",
    Act.INFORM,
    "Only you see this. Nothing here is an order, and leaving it all is fine.",
)()
WEEKLY_AGAIN = label("nudges.weekly_again", "Each week again")
WEEKLY_SAID = sentence("nudges.weekly_said", Act.INFORM, "It comes each week again.")()
ELSE = label("nudges.else", "Something else")
MORE = label("nudges.more", "More")
WHY = label("nudges.why", "Why this?")
DONE = label("nudges.done", "Done already")
NOT_USEFUL = label("nudges.not_useful", "Not useful")
SNOOZE = label("nudges.snooze", "Not for 4 weeks")
STOP = label("nudges.stop", "Stop this kind")
AGAIN = label("nudges.again", "Have it back")

# --- what a press answers ------------------------------------------------------------------------------------------

THANKS = sentence("nudges.thanks", Act.INFORM, "Noted. Thank you for saying so.")()
YOURS = sentence(
    "nudges.yours", Act.HAND_BACK, "It is in your hands. I will not come back to it for a while."
)()
SNOOZED = sentence("nudges.snoozed", Act.INFORM, "I will leave it until {until}.", until=Slot.MOMENT)
STOPPED = sentence(
    "nudges.stopped", Act.INFORM, "I will not send you this kind again. /community settings brings it back."
)()
BACK = sentence("nudges.back", Act.INFORM, "It may come again.")()
OVER = sentence("nudges.over", Act.INFORM, "This one is closed already.")()
NOT_YOURS = sentence("nudges.not_yours", Act.INFORM, "This one was for somebody else.")()
WHY_HEADING = label("nudges.why_heading", "Why this?")
SOURCE = sentence("nudges.source", Act.INFORM, "Where the idea comes from: {source}.", source=Slot.TERM)
RULE = sentence(
    "nudges.rule",
    Act.INFORM,
    "One in five of these is left out by chance, so that I learn whether they make a difference.",
)()
STEPS = sentence("nudges.steps", Act.LOGISTICS, "{minutes}, {least} to {most} people.", minutes=Slot.TERM, least=Slot.COUNT, most=Slot.COUNT)  # fmt: skip
MINUTES = sentence("nudges.minutes", Act.LOGISTICS, "{n} minute", many="{n} minutes", n=Slot.COUNT)
STEP = sentence("nudges.step", Act.LOGISTICS, "{time}: {step}", time=Slot.TERM, step=Slot.TERM)
PLAN = label("nudges.plan", "Plan a gathering with it")
ASK_GROUP = label("nudges.ask_group", "A question to all")
ASK_READY = sentence(
    "nudges.ask_ready",
    Act.HAND_BACK,
    "Here is a question you can put to the group, in your name or in your words.",
)()
POST = label("nudges.post", "Post it in my name")
POSTED = sentence("nudges.posted", Act.INFORM, "It is on its way to {place}.", place=Slot.PLACE)
ASKS = sentence("nudges.asks", Act.CONNECT, "{who} asks: {question}", who=Slot.WHO, question=Slot.TERM)
OPEN_IT = sentence("nudges.open_it", Act.HAND_BACK, "Here you are. You decide what comes of it.")()

# --- how well a kind does --------------------------------------------------------------------------------------------

RETIRED = sentence(
    "nudges.retired",
    Act.INFORM,
    "“{kind}” has retired itself: people who got it did no better than those left out ({low} to {high} points in 100, "
    "{n} times offered).",
    kind=Slot.TERM,
    low=Slot.COUNT,
    high=Slot.COUNT,
    n=Slot.COUNT,
)
HELPS = sentence(
    "nudges.helps", Act.INFORM, "“{kind}” helps: when it is offered, {low} to {high} more of 100 come to what was wanted.", kind=Slot.TERM, low=Slot.COUNT, high=Slot.COUNT
)  # fmt: skip
NOT_KNOWN = sentence(
    "nudges.not_known", Act.INFORM, "“{kind}”: not known yet, offered {n} time.", many="“{kind}”: not known yet, offered {n} times.", kind=Slot.TERM, n=Slot.COUNT
)  # fmt: skip

# --- sources -------------------------------------------------------------------------------------------------------

WHEATLEY = label("nudges.source.wheatley", "Wheatley and Frieze, name, connect, nourish, illuminate")
HETZEL = label("nudges.source.hetzel", "Hetzel, Solve It Forward (2013)")
LEADERSHIP = label("nudges.source.leadership", "leadership communities: practising leadership together")
REINS = label("nudges.source.reins", "practitioners on helping to pull the cart without holding the reins")
STAGES = label("nudges.source.stages", "Wenger, McDermott and Snyder (2002), stages of a community")
PRINCIPLES = label("nudges.source.principles", "Wenger, McDermott and Snyder (2002), seven principles")
LEVELS = label("nudges.source.levels", "Wenger-Trayner, levels of participation")
LPP = label("nudges.source.lpp", "Lave and Wenger, legitimate peripheral participation")
TEAHOUSE = label(
    "nudges.source.teahouse", "Morgan and Halfaker (2018), welcoming newcomers, a randomised trial"
)
VALUE_CYCLES = label("nudges.source.value_cycles", "Wenger, Trayner and de Laat (2011), cycles of value")
EFFICACY = label(
    "nudges.source.efficacy", "Stajkovic, Lee and Nyberg (2009), collective efficacy, 6,128 groups"
)
STRUCTURES = label("nudges.source.structures", "Liberating Structures (Lipmanowicz and McCandless)")
LEAN_COFFEE = label("nudges.source.lean_coffee", "lean coffee (Lipinski and Benson)")
REVIEW = label("nudges.source.review", "After Action Review, US Army TC 25-20 (1993)")
SCHEIN = label("nudges.source.schein", "Schein, humble inquiry and process consultation")
HEIFETZ = label("nudges.source.heifetz", "Heifetz and Laurie, giving the work back")
FATIGUE = label("nudges.source.fatigue", "survey practice: people tire when nothing comes of an answer")
FAIRNESS = label("nudges.source.fairness", "our own measure: ranked lists leave the same people unseen")
ETHICS = label("nudges.source.ethics", "our own promise to stop what is not wanted")

# --- moves ---------------------------------------------------------------------------------------------------------

INVITE_VALUES = label("nudges.move.values", "Invite a value from each")
OPEN_NOMINATION = label("nudges.move.nomination", "Open a nomination")
SEE_PROBLEMS = label("nudges.move.problems", "See the problems")
SEE_NEAR = label("nudges.move.near", "See who is near")
ASK_WELCOME = label("nudges.move.welcome", "A member who welcomes")
ASK_FOLLOW_UP = label("nudges.move.follow_up", "A member who goes back to it")
INTRODUCE = label("nudges.move.introduce", "Introductions in pairs")
PLAN_GATHERING = label("nudges.move.gathering", "Plan a gathering")
OFFER_HOSTING = label("nudges.move.hosting", "Offer the hosting, with a script")
INVITE_STORY = label("nudges.move.story", "Invite a story")
ADD_PRACTICE = label("nudges.move.practice", "A note for the shelf")
NEW_REQUEST = label("nudges.move.request", "Draft a request")
SEE_REQUESTS = label("nudges.move.requests", "See the request")
SAY_WHAT_CAME = label("nudges.move.came", "Say what came of it")
CONFIRM_STAGE = label("nudges.move.stage", "Look at the stages")
SEE_SETTINGS = label("nudges.move.settings", "My settings")
SHARE_STORY = label("nudges.move.share", "Ask about sharing it")
RATE_TOGETHER = label("nudges.move.rate", "Rate it together")
SEE_STOPPED = label("nudges.move.stopped", "See what stopped")

# --- lists -----------------------------------------------------------------------------------------------------------

HOW_THEY_DO = label("nudges.how_they_do", "How the ideas do here")
NONE_YET = sentence("nudges.none_yet", Act.INFORM, "None was offered here so far.")()
STOPPED_HEADING = label("nudges.stopped_heading", "Kinds you stopped")
NONE_STOPPED = sentence("nudges.none_stopped", Act.INFORM, "You have stopped no kind.")()

# --- what came of a pulse ------------------------------------------------------------------------------------------

CAME_TITLE = label("nudges.came_title", "What came of it")
CAME_LABEL = label("nudges.came_label", "What came of the last pulse?")
CAME_HINT = sentence(
    "nudges.came_hint", Act.INFORM, "One thing that was done, or why nothing was. The channel reads it."
)()
CAME_MISSING = sentence("nudges.came_missing", Act.LOGISTICS, "A few words here, please.")()
CAME_OF_IT = sentence(
    "nudges.came_of_it",
    Act.INFORM,
    "{who} says what came of the last pulse in *{name}*:",
    who=Slot.WHO,
    name=Slot.NAME,
)
CAME_KEPT = sentence("nudges.came_kept", Act.INFORM, "The channel reads it now.")()
