"""What is said around the shelf of practices; the practices themselves are in people's own words."""

from facilitation.voice.catalogue import Slot, label, sentence
from facilitation.words import Act

INFORM, LOGISTICS = Act.INFORM, Act.LOGISTICS

MEANS_ADD = label("practice.means.add", "keeps a practice on the shelf.")
MEANS_FIND = label("practice.means.find", "looks through the shelf, by plain words.")

TITLE = label("practice.title", "A practice that works")
WHEN_LABEL = label("practice.when_label", "When …")
WHEN_HINT = sentence("practice.when_hint", INFORM, "The situation in which you do it.")()
WHAT_LABEL = label("practice.what_label", "we do …")
BECAUSE_LABEL = label("practice.because_label", "because …")
SEEN_LABEL = label("practice.seen_label", "seen to work at …")
SEEN_HINT = sentence("practice.seen_hint", INFORM, "Where and when, without naming people.")()
MISSING = sentence("practice.missing", LOGISTICS, "A few words here, please.")()
KEPT = sentence("practice.kept", INFORM, "It is on the shelf. /community practices finds it again.")()
AUTHOR_ASKED = sentence(
    "practice.author_asked",
    INFORM,
    "These words are {who}'s. They are asked before anything is kept.",
    who=Slot.WHO,
)
ASKED = sentence(
    "practice.asked", INFORM, "{who} is asked now. It goes onto the shelf after a yes.", who=Slot.WHO
)
MAY_WE = sentence(
    "practice.may_we",
    LOGISTICS,
    "{who} would like to keep words of yours on the shelf of practices. Is that fine with you?",
    who=Slot.WHO,
)
FINE = label("practice.fine", "Fine with me")
LEAVE_OUT = label("practice.leave_out", "Leave it out")
LEFT_OUT = sentence("practice.left_out", INFORM, "Nothing of it is kept.")()
SETTLED = sentence("practice.settled", INFORM, "This is settled already.")()

FOUND = label("practice.found", "What fits these words")
NEWEST = label("practice.newest", "Newest on the shelf")
NOTHING_FOUND = sentence(
    "practice.nothing_found",
    INFORM,
    "Nothing on the shelf has these words. Somebody may know: /community who finds people.",
)()
EMPTY = sentence(
    "practice.empty", INFORM, "The shelf is empty so far. /community practice puts the first one there."
)()
SMALL = sentence(
    "practice.small", INFORM, "In people's own words. What did not work stands beside what did."
)()
WHEN = label("practice.when", "*When*")
WE_DO = label("practice.we_do", "*we do*")
BECAUSE = label("practice.because", "*because*")
SEEN_AT = label("practice.seen_at", "*seen to work at*")
NOT_FOR = label("practice.not_for", "*It did not work for somebody:*")
USED_BY = sentence(
    "practice.used_by",
    INFORM,
    "Used by {n} person in {places}.",
    many="Used by {n} people in {places}.",
    n=Slot.COUNT,
    places=Slot.TERM,
)
PLACES = sentence("practice.places", INFORM, "{n} community", many="{n} communities", n=Slot.COUNT)
FROM = sentence("practice.from", INFORM, "From {who}.", who=Slot.WHO)
ON = sentence("practice.on", INFORM, "Kept on {at}.", at=Slot.MOMENT)
USE = label("practice.use", "We use it too")
NOT_US = label("practice.not_us", "It did not work for us")
TAKE_BACK = label("practice.take_back", "Take it back")
TAKEN_BACK = sentence("practice.taken_back", INFORM, "It is off the shelf, with everything said about it.")()
DOUBT_TITLE = label("practice.doubt_title", "It did not work for us")
DOUBT_LABEL = label("practice.doubt_label", "What happened?")
DOUBT_HINT = sentence("practice.doubt_hint", INFORM, "Shown beside the practice, without your name.")()
MARKED = sentence("practice.marked", INFORM, "Noted beside the practice. Thank you.")()
