"""What is said about who could be drawn in: reasons in counts that anybody in the channel could check."""

from __future__ import annotations

from facilitation.voice.catalogue import Slot, label, sentence
from facilitation.words import Act, Phrase

CONNECT, INFORM = Act.CONNECT, Act.INFORM

MEANS_SUGGEST = sentence(
    "periphery.means.suggest", INFORM, "shows who could be drawn in, and why; conveners can ask."
)()
MEANS_MINE = sentence("periphery.means.mine", INFORM, "shows where I named you, and why.")()

# --- what conveners read ---------------------------------------------------------------------------------------------

LOOKING = sentence(
    "periphery.looking",
    INFORM,
    "I look at the last 90 days for people who could be drawn into {name}. What I find comes as a message, in a moment.",
    name=Slot.NAME,
)
ONLY_CONVENERS = sentence(
    "periphery.only_conveners",
    INFORM,
    "Those who convene {name} can ask for this: {who}.",
    name=Slot.NAME,
    who=Slot.PEOPLE,
)
HEADING = sentence("periphery.heading", Act.LABEL, "Who could be drawn into {name}", name=Slot.NAME)
SUMMARY = sentence(
    "periphery.summary",
    CONNECT,
    "{n} person who could be drawn into {name}.",
    many="{n} people who could be drawn into {name}.",
    n=Slot.COUNT,
    name=Slot.NAME,
)
NOBODY = sentence("periphery.nobody", INFORM, "Right now I can name nobody new for {name}.", name=Slot.NAME)
NOBODY_WHY = sentence(
    "periphery.nobody_why",
    INFORM,
    "People rest after they were named, and I leave out who is away or does not want to be named.",
)()
SMALL = sentence(
    "periphery.small",
    INFORM,
    "Reasons count what happened in channels in the last 90 days. I write to nobody I name.",
)()
NO_LIST = sentence(
    "periphery.no_list", INFORM, "Half of those found are held back by lot, to learn whether this helps."
)()
SEE = label("periphery.see", "See who")
HOME = sentence("periphery.home", INFORM, "People who could be drawn into your communities.")()
SEND = label("periphery.send", "Ask a member to invite")
WHY = label("periphery.why", "Why?")
NOT_THIS = label("periphery.not_this", "Not this one")
OTHERS_NEW = label("periphery.others_new", "Others: new here")
OTHERS_ELSEWHERE = label("periphery.others_elsewhere", "Others: from elsewhere")
OTHERS_LOT = label("periphery.others_lot", "Others: by lot")
NO_LONGER = sentence("periphery.no_longer", INFORM, "This suggestion no longer stands.")()
WISHES_KNOWN = sentence(
    "periphery.wishes",
    INFORM,
    "These words can follow suggest: new, elsewhere, lot, fairness, evidence.",
)()
DISMISS_TITLE = label("periphery.dismiss_title", "Not this one")
DISMISS_SUBMIT = label("periphery.dismiss_submit", "Put aside")
DISMISS_LABEL = label("periphery.dismiss_label", "What was it?")
DISMISS_NOTE = sentence(
    "periphery.dismiss_note",
    INFORM,
    "What you say here shifts suggestions for this community a little. It is not kept about the person.",
)()
DISMISSALS: dict[str, Phrase] = {
    "moment": label("periphery.dismissal.moment", "Not the moment"),
    "topic": label("periphery.dismissal.topic", "Another topic"),
    "stranger": label("periphery.dismissal.stranger", "Hardly in touch with us"),
    "gone": label("periphery.dismissal.gone", "No longer around"),
    "already": label("periphery.dismissal.already", "Takes part in another way"),
}
DISMISSED = sentence("periphery.dismissed", INFORM, "It is put aside.")()

# --- reasons: what happened between a person and a place, never what a person is like --------------------------------

TIE = sentence(
    "periphery.tie",
    CONNECT,
    "{person} and {member} answered or mentioned each other {n} time in the last 90 days, on {at} in {place}.",
    many="{person} and {member} answered or mentioned each other {n} times in the last 90 days, last on {at} in {place}.",
    person=Slot.WHO,
    member=Slot.WHO,
    n=Slot.COUNT,
    at=Slot.MOMENT,
    place=Slot.PLACE,
)
YOUR_TIE = sentence(
    "periphery.your_tie",
    CONNECT,
    "You and {person} answered or mentioned each other {n} time in the last 90 days, on {at} in {place}.",
    many="You and {person} answered or mentioned each other {n} times in the last 90 days, last on {at} in {place}.",
    person=Slot.WHO,
    n=Slot.COUNT,
    at=Slot.MOMENT,
    place=Slot.PLACE,
)
TIES = sentence(
    "periphery.ties",
    CONNECT,
    "{person} was in touch with {n} person who takes part in {place} in the last 90 days.",
    many="{person} was in touch with {n} people who take part in {place} in the last 90 days.",
    person=Slot.WHO,
    n=Slot.COUNT,
    place=Slot.PLACE,
)
CALLED = sentence(
    "periphery.called",
    CONNECT,
    "{n} message in {place} mentioned {person} in the last 90 days, on {at}.",
    many="{n} messages in {place} mentioned {person} in the last 90 days, the last on {at}.",
    person=Slot.WHO,
    n=Slot.COUNT,
    place=Slot.PLACE,
    at=Slot.MOMENT,
)
RETURNING = sentence(
    "periphery.returning",
    CONNECT,
    "{person} has written {n} message in {place} before, on {at}.",
    many="{person} has written {n} messages in {place} before, the last on {at}.",
    person=Slot.WHO,
    n=Slot.COUNT,
    place=Slot.PLACE,
    at=Slot.MOMENT,
)
SHARED = sentence(
    "periphery.shared",
    CONNECT,
    "{person} wrote in {other} in the last 90 days, and so did {n} person who takes part in {place}.",
    many="{person} wrote in {other} in the last 90 days, and so did {n} people who take part in {place}.",
    person=Slot.WHO,
    other=Slot.PLACE,
    n=Slot.COUNT,
    place=Slot.PLACE,
)
FIRST = sentence(
    "periphery.first",
    CONNECT,
    "{person} wrote in this workspace for the first time on {at}.",
    person=Slot.WHO,
    at=Slot.MOMENT,
)
LAST = sentence(
    "periphery.last",
    CONNECT,
    "{person} last wrote on {at} in {place}.",
    person=Slot.WHO,
    at=Slot.MOMENT,
    place=Slot.PLACE,
)
DRAWN = sentence(
    "periphery.drawn",
    CONNECT,
    "{person} came up by lot, among people who were not in touch with anybody from {place} in the last 90 days.",
    person=Slot.WHO,
    place=Slot.PLACE,
)
