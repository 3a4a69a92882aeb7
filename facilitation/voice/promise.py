"""What a sponsor and a community read about promises."""

from facilitation.voice.catalogue import Slot, label, sentence
from facilitation.words import Act

TITLE = label("promise.title", "Promises to this community")
FORM_TITLE = label("promise.form_title", "One small promise")
PROMISE = label("promise.submit", "Promise")
MAKE = label("promise.make", "Make a promise")
TO_WHOM = label("promise.to_whom", "To which community?")
WORDS = label("promise.words", "What do you promise for this week?")
WORDS_HINT = label(
    "promise.words_hint", "Time, attention, an answer, a door opened: small enough for one week."
)
COMMUNITY = sentence("promise.community", Act.LABEL, "{name}", name=Slot.NAME)
SEEN_BY = sentence(
    "promise.seen_by", Act.INFORM, "The community sees your words, and next week what became of them."
)()
EMPTY = sentence("promise.empty", Act.LOGISTICS, "Write a few words, or close this form.")()
NOT_YOURS = sentence("promise.not_yours", Act.LOGISTICS, "Choose a community that you sponsor.")()
NOT_A_SPONSOR = sentence("promise.not_a_sponsor", Act.INFORM, "Promises are made by a community's sponsor.")()
NOT_YOUR_PROMISE = sentence(
    "promise.not_your_promise", Act.INFORM, "Only the one who made a promise says what became of it."
)()
MADE_SUMMARY = sentence("promise.made_summary", Act.LOGISTICS, "Your promise is kept here.")()
MADE = sentence(
    "promise.made",
    Act.LOGISTICS,
    "{name} can read your promise. I ask you about it next week.",
    name=Slot.NAME,
)
ANSWERED = sentence(
    "promise.answered", Act.AFFIRM_EFFORT, "Noted, and thank you for saying how it went. You can change it."
)()
LAST_PROMISE = sentence("promise.last", Act.REFLECT, "Your promise last week was:")()
OUTCOMES = {
    "kept": label("promise.outcome_kept", "Kept"),
    "not kept": label("promise.outcome_not_kept", "Not kept"),
    "moved": label("promise.outcome_moved", "Moved to this week"),
}
BECAME = {
    "open": sentence("promise.became_open", Act.SUMMARISE, "Still open.")(),
    "kept": sentence("promise.became_kept", Act.SUMMARISE, "Kept.")(),
    "not kept": sentence("promise.became_not_kept", Act.SUMMARISE, "Not kept this time.")(),
    "moved": sentence("promise.became_moved", Act.SUMMARISE, "Moved to another week.")(),
}
IN_WHOLE = sentence(
    "promise.in_whole", Act.SUMMARISE, "In the last quarter {kept} of {n} promise was kept.",
    many="In the last quarter {kept} of {n} promises were kept.", kept=Slot.COUNT, n=Slot.COUNT,
)  # fmt: skip
NONE_YET = sentence("promise.none_yet", Act.SUMMARISE, "{name} has no promise yet.", name=Slot.NAME)
NOWHERE = sentence(
    "promise.nowhere", Act.INFORM, "This channel has no community yet, so nobody promised it anything."
)()
EQUAL_RANK = sentence(
    "promise.equal_rank", Act.INFORM, "Kept, moved and not kept stand side by side. This is no appraisal."
)()

HELP = sentence(
    "promise.help", Act.INFORM, "shows what this community was promised; a sponsor makes one with it."
)()
