"""What is said when something is rehearsed."""

from facilitation.voice.catalogue import Slot, label, sentence
from facilitation.words import Act

INFORM = Act.INFORM

MEANS = label(
    "rehearsal.means", "shows every message of a pulse, welcome, story or week before anybody gets one."
)
WHAT = {
    "pulse": label("rehearsal.pulse", "a pulse"),
    "welcome": label("rehearsal.welcome", "a welcome"),
    "story": label("rehearsal.story", "a story"),
    "week": label("rehearsal.week", "your week"),
}
WHICH = sentence(
    "rehearsal.which", INFORM, "Type /community rehearse and one of these: pulse, welcome, story, week."
)()
REHEARSED = sentence(
    "rehearsal.rehearsed", INFORM, "Rehearsal of {what} in {name}", what=Slot.TERM, name=Slot.NAME
)
INTO_CHANNEL = sentence(
    "rehearsal.into_channel", INFORM, "*Into the channel*, {at}: {kind}", kind=Slot.TERM, at=Slot.MOMENT
)
TO_PEOPLE = sentence(
    "rehearsal.to_people",
    INFORM,
    "*To {n} person*, {at}: {kind}",
    many="*To {n} people*, {at}: {kind}",
    n=Slot.COUNT,
    kind=Slot.TERM,
    at=Slot.MOMENT,
)
TO_PEOPLE_BETWEEN = sentence(
    "rehearsal.to_people_between",
    INFORM,
    "*To {n} person*, from {at} to {until}: {kind}",
    many="*To {n} people*, each in their own hours, from {at} to {until}: {kind}",
    n=Slot.COUNT,
    kind=Slot.TERM,
    at=Slot.MOMENT,
    until=Slot.MOMENT,
)
NOTHING_SENT = sentence(
    "rehearsal.nothing_sent",
    INFORM,
    "Nothing was sent. It ran on a copy of this community, with the same rules.",
)()
MORE = sentence(
    "rehearsal.more",
    INFORM,
    "{n} further kind of message is not shown.",
    many="{n} further kinds of messages are not shown.",
    n=Slot.COUNT,
)
HELD = sentence(
    "rehearsal.held",
    INFORM,
    "{n} message would wait or not be sent, because of somebody's hours, quiet or budget.",
    many="{n} messages would wait or not be sent, because of somebody's hours, quiet or budget.",
    n=Slot.COUNT,
)
NO_LETTER = sentence("rehearsal.no_letter", INFORM, "No message would go out.")()
SOMEBODY = "Somebody new"
SAMPLE = ("A first answer.", "A second answer.", "A third answer.", "A fourth answer.")
