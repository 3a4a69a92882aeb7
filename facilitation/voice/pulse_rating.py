"""What people read when a group rates together: a number each, privately, then a talk, then a number once more."""

from __future__ import annotations

from facilitation.voice.catalogue import Slot, label, sentence
from facilitation.words import Act

HELP_RATE = label("pulse.help_rate", "lets a group rate together: a number each, a talk, and a number again.")

# --- starting one ----------------------------------------------------------------------------------------------

FORM_TITLE = label("pulse.rating.title", "Rate together")
NOTE = sentence(
    "pulse.rating.note", Act.INFORM,
    "Everybody in {community} gives a number from 0 to 10, privately. The channel sees how the numbers lie and talks it over. "
    "Then everybody gives a number once more.",
    community=Slot.NAME,
)  # fmt: skip
PROBLEM_HINT = label("pulse.rating.problem_hint", "A few words. They stand in the question.")
PROBLEM_WANTED = label(
    "pulse.rating.problem_wanted", "Please name what you work on: the question is about it."
)
FORM_DAYS = label("pulse.rating.days", "Each round is open for")
FORM_TALK = label("pulse.rating.talk", "Time to talk in between")
TALKS = {
    "1": label("pulse.rating.talk.1", "A day"),
    "3": label("pulse.rating.talk.3", "3 days"),
    "7": label("pulse.rating.talk.7", "A week"),
}
PREVIEW = sentence(
    "pulse.rating.preview", Act.LOGISTICS, "A group rating for {community}, not sent yet", community=Slot.NAME
)
REACH = sentence(
    "pulse.rating.reach", Act.LOGISTICS,
    "It goes to {n} person, by direct message, in their own hours: once now and once after the talk.",
    many="It goes to {n} people, by direct message, in their own hours: once now and once after the talk.",
    n=Slot.COUNT,
)  # fmt: skip
RUNS = sentence(
    "pulse.rating.runs", Act.LOGISTICS,
    "The first round closes {closes}. Then the channel has {n} day to talk, and the second round opens.",
    many="The first round closes {closes}. Then the channel has {n} days to talk, and the second round opens.",
    closes=Slot.MOMENT, n=Slot.COUNT,
)  # fmt: skip
ASKED = label("pulse.rating.asked", "Everybody is asked:")

# --- the card --------------------------------------------------------------------------------------------------

TITLE = sentence("pulse.rating.card", Act.LABEL, "Rate together: {community}", community=Slot.NAME)
TITLE_AGAIN = sentence(
    "pulse.rating.card_again", Act.LABEL, "Once more, after the talk: {community}", community=Slot.NAME
)
ITEM = sentence(
    "pulse.item.GR", Act.ASK_OPEN,
    "How sure are you that this community can move {problem} forward together? 0 is not at all, 10 is completely.",
    problem=Slot.TERM,
)  # fmt: skip
UNVALIDATED = sentence(
    "pulse.rating.unvalidated", Act.INFORM, "This question is our own wording and not yet validated."
)
PRIVACY = sentence(
    "pulse.rating.privacy", Act.INFORM,
    "Confidential: the channel sees how the numbers lie once {least} or more are there, and never whose is whose.",
    least=Slot.COUNT,
)  # fmt: skip
NUMBER = sentence("pulse.rating.number", Act.LABEL, "{n}", n=Slot.COUNT)
SPOKEN = sentence("pulse.rating.spoken", Act.LABEL, "{n} of 10", n=Slot.COUNT)

# --- in the channel --------------------------------------------------------------------------------------------

SHOWN = sentence("pulse.rating.shown", Act.LABEL, "{community}: how sure are we?", community=Slot.NAME)
ABOUT = sentence("pulse.rating.about", Act.INFORM, "The question was about {problem}.", problem=Slot.TERM)
GAVE = sentence("pulse.rating.gave", Act.INFORM, "{band} people gave a number.", band=Slot.TERM)
FIGURE = sentence(
    "pulse.rating.figure", Act.INFORM, "{value} of 10, likely between {low} and {high}",
    value=Slot.NUMBER, low=Slot.NUMBER, high=Slot.NUMBER,
)  # fmt: skip
TOGETHER = label("pulse.rating.together", "All numbers together")
SPREAD = label("pulse.rating.spread", "How they lie")
SPREADS = {
    "close": label("pulse.rating.close", "close to each other"),
    "some": label("pulse.rating.some", "some way apart"),
    "far": label("pulse.rating.far", "far apart"),
}
PARTS = {
    "low": label("pulse.rating.low", "0 to 3"),
    "middle": label("pulse.rating.middle", "4 to 6"),
    "high": label("pulse.rating.high", "7 to 10"),
}
PART = sentence(
    "pulse.rating.part", Act.INFORM, "{part}: {share}, likely between {low} and {high}.",
    part=Slot.TERM, share=Slot.TERM, low=Slot.TERM, high=Slot.TERM,
)  # fmt: skip
TALK = sentence(
    "pulse.rating.talk_over", Act.ASK_OPEN, "What speaks for a high number, and what for a low one?"
)
NOBODY_SAYS = sentence(
    "pulse.rating.nobody_says", Act.INFORM, "Nobody is asked to say their own number; this thread is for what lies behind them."
)  # fmt: skip
AGAIN_AT = sentence(
    "pulse.rating.again_at", Act.LOGISTICS, "The second round opens {at}, by direct message.", at=Slot.MOMENT
)
AGAIN_OPEN = sentence(
    "pulse.rating.again_open", Act.LOGISTICS,
    "The second round is open until {closes}: everybody who was asked before gets a card.", closes=Slot.MOMENT,
)  # fmt: skip
NONE_SHOWN = sentence(
    "pulse.rating.none_shown", Act.INFORM,
    "Any number shown now would point at somebody, so none is, and there is no second round.",
)  # fmt: skip
TALK_ANYWAY = sentence(
    "pulse.rating.talk_anyway", Act.ASK_OPEN, "Where has this community moved something before, and what carried it?"
)  # fmt: skip
AFTER = sentence("pulse.rating.after", Act.LABEL, "{community}, after the talk", community=Slot.NAME)
BEFORE_TALK = label("pulse.rating.before_talk", "Before the talk")
AFTER_TALK = label("pulse.rating.after_talk", "After the talk")
NO_CHANGE = sentence("pulse.rating.no_change", Act.INFORM, "No change we could detect.")
HIGHER = sentence(
    "pulse.rating.higher", Act.INFORM, "It lies higher than before the talk, by more than chance."
)
LOWER = sentence("pulse.rating.lower", Act.INFORM, "It lies lower than before the talk, by more than chance.")
AFTER_NOT_SHOWN = sentence(
    "pulse.rating.after_not_shown", Act.INFORM,
    "The second figure would give away the numbers of a few people, so it is not shown.",
)  # fmt: skip
HEARD = sentence("pulse.rating.heard", Act.ASK_OPEN, "What did you hear in the talk that stays with you?")
