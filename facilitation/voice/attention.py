"""How Evener explains what it sent, what it holds back, and why."""

from __future__ import annotations

from facilitation.voice.catalogue import Slot, label, sentence
from facilitation.words import Act, Phrase

INFORM = Act.INFORM

MEANS = label("attention.means", "shows what I sent you and what I held back, with the reason.")
HEADING = label("attention.heading", "What I sent you, and what I held back")
SUMMARY = sentence(
    "attention.summary", INFORM, "What I sent you and what I held back in the last four weeks."
)()
NOTHING = sentence(
    "attention.nothing", INFORM, "In the last four weeks I sent you nothing and held nothing back."
)()
WENT = sentence("attention.went", INFORM, "{at}: {kind}, sent.", at=Slot.MOMENT, kind=Slot.TERM)
WAITS = sentence(
    "attention.waits",
    INFORM,
    "{at}: {kind}, held until {until}. {why}",
    at=Slot.MOMENT,
    kind=Slot.TERM,
    until=Slot.MOMENT,
    why=Slot.TERM,
)
DROPPED = sentence(
    "attention.dropped",
    INFORM,
    "{at}: {kind}, not sent. {why}",
    at=Slot.MOMENT,
    kind=Slot.TERM,
    why=Slot.TERM,
)
BUDGET = sentence(
    "attention.budget",
    INFORM,
    "I ask you for something at most once in 14 days besides pulses, send a digest at most once a week, "
    "and keep to your own hours.",
)()
SETTINGS = label("attention.settings", "My settings")

REASONS: dict[str, Phrase] = {
    "outside their hours": sentence("attention.why.closed", INFORM, "It was outside your hours.")(),
    "away": sentence("attention.why.away", INFORM, "You were away.")(),
    "snoozed": sentence("attention.why.snoozed", INFORM, "You had asked for quiet.")(),
    "do not disturb": sentence("attention.why.disturb", INFORM, "You had notifications switched off.")(),
    "asked lately": sentence(
        "attention.why.asked", INFORM, "I had asked you for something less than 14 days before."
    )(),
    "digest this week": sentence("attention.why.digest", INFORM, "You already had one that week.")(),
    "pulsed lately": sentence("attention.why.pulsed", INFORM, "You had two pulses that week.")(),
    "enough today": sentence("attention.why.enough", INFORM, "You had enough from me that day.")(),
    "refused this kind": sentence(
        "attention.why.refused", INFORM, "You told me you do not want this kind."
    )(),
    "too late": sentence("attention.why.late", INFORM, "By then its time had passed.")(),
    "gone": sentence("attention.why.gone", INFORM, "Your account could not be reached.")(),
    "learning": sentence(
        "attention.why.learning",
        INFORM,
        "One in five is left out by chance, so that I learn whether it helps at all.",
    )(),
    "three already": sentence("attention.why.three", INFORM, "Three others mattered more that week.")(),
    "resting": sentence("attention.why.resting", INFORM, "You had the same one not long before.")(),
    "postponed": sentence("attention.why.postponed", INFORM, "You had put it off.")(),
    "stopped": sentence("attention.why.stopped", INFORM, "You had stopped this kind.")(),
    "retired": sentence("attention.why.retired", INFORM, "It did not help people, so I no longer send it.")(),
    "another convener": sentence(
        "attention.why.another", INFORM, "It went to another convener of that community."
    )(),
    "sent away": sentence("attention.why.sent_away", INFORM, "You had sent this kind away three times.")(),
    "off week": sentence("attention.why.off_week", INFORM, "Your digest comes once a month.")(),
}
OTHER_REASON = sentence("attention.why.other", INFORM, "Something came up that I cannot name.")()

KINDS: dict[str, Phrase] = {
    "pulse": label("attention.kind.pulse", "a pulse"),
    "digest": label("attention.kind.digest", "a digest"),
    "nudge": label("attention.kind.nudge", "an idea for your community"),
    "charter": label("attention.kind.charter", "a word about the charter"),
    "convener": label("attention.kind.convener", "a word about convening"),
    "welcome": label("attention.kind.welcome", "a welcome"),
    "introduction": label("attention.kind.introduction", "an introduction"),
    "aboutme": label("attention.kind.aboutme", "a word about your profile"),
    "request": label("attention.kind.request", "a request for means"),
    "practice": label("attention.kind.practice", "a practice"),
    "story": label("attention.kind.story", "a story"),
    "gathering": label("attention.kind.gathering", "a gathering"),
    "periphery": label("attention.kind.periphery", "a question about inviting somebody"),
    "invitation": label("attention.kind.invitation", "an invitation"),
    "problem": label("attention.kind.problem", "a problem to own"),
    "clinic": label("attention.kind.clinic", "a clinic"),
    "experiment": label("attention.kind.experiment", "an experiment"),
    "community": label("attention.kind.community", "a word about a community"),
}
OTHER_KIND = label("attention.kind.other", "a message")
