"""What is said while a community gives itself a charter."""

from facilitation.voice.catalogue import Slot, label, sentence
from facilitation.words import Act

INFORM, LOGISTICS = Act.INFORM, Act.LOGISTICS

MEANS_PROPOSE = label("charter.means.propose", "puts new words for the charter forward.")
MEANS_VERSIONS = label("charter.means.versions", "shows every charter that was adopted.")
MEANS_RULE = label("charter.means.rule", "says how a charter is adopted here.")

PROPOSE = label("charter.propose", "Propose other words")
PROPOSE_TITLE = label("charter.propose_title", "Propose a charter")
PROPOSE_SUBMIT = label("charter.propose_submit", "Propose")
PROPOSE_NOTE = sentence(
    "charter.propose_note",
    INFORM,
    "Everybody reads it in the channel. It becomes the charter when {n} member says yes within {until}.",
    many="Everybody reads it in the channel. It becomes the charter when {n} members say yes within {until}.",
    n=Slot.COUNT,
    until=Slot.TERM,
)
ADOPTED_WORDS = sentence(
    "charter.adopted_words",
    INFORM,
    "The group has adopted the words of its charter. Anybody in it can propose others with /community propose.",
)()
DAYS = sentence("charter.days", INFORM, "{n} day", many="{n} days", n=Slot.COUNT)
MONTHS = sentence("charter.months", INFORM, "{n} month", many="{n} months", n=Slot.COUNT)
ONE_OPEN = sentence(
    "charter.one_open",
    INFORM,
    "One proposal is open until {until}. The next can follow once it is settled.",
    until=Slot.MOMENT,
)
ONE_OPEN_SHORT = sentence("charter.one_open_short", INFORM, "One proposal is open already.")()
NOTHING_NEW = sentence("charter.nothing_new", INFORM, "These are the words that stand already.")()
PROPOSED = sentence(
    "charter.proposed", INFORM, "Everybody can read it in the channel now. Your yes is counted."
)()
ASKS = sentence(
    "charter.asks",
    LOGISTICS,
    "{who} proposes these words for *{name}*. Talk them over in this thread.",
    who=Slot.WHO,
    name=Slot.NAME,
)
HOW = sentence(
    "charter.how",
    INFORM,
    "It becomes the charter when {n} member says yes, until {until}. Nobody sees who said what.",
    many="It becomes the charter when {n} members say yes, until {until}. Nobody sees who said what.",
    n=Slot.COUNT,
    until=Slot.MOMENT,
)
YES = label("charter.yes", "This is us")
NOT_YET = label("charter.not_yet", "Not yet")
HEARD_YES = sentence("charter.heard_yes", INFORM, "Your yes is counted. You can change it until it closes.")()
HEARD_NOT_YET = sentence(
    "charter.heard_not_yet",
    INFORM,
    "Counted as not yet. What is missing for you belongs in the thread, if you like.",
)()
CLOSED = sentence("charter.closed", INFORM, "This proposal is settled already.")()
ADOPTED = sentence(
    "charter.adopted",
    INFORM,
    "Enough members said yes: this is the charter now, version {n}. You look at it again on {review}.",
    n=Slot.COUNT,
    review=Slot.MOMENT,
)
LAPSED = sentence(
    "charter.lapsed",
    INFORM,
    "Not enough members said yes in time, so the charter stays as it is. It can be proposed again.",
)()
REVIEW = sentence(
    "charter.review",
    Act.ASK_OPEN,
    "The day has come that you set for looking at the charter of *{name}* again. What in it still fits?",
    name=Slot.NAME,
)
VERSIONS = sentence("charter.versions", INFORM, "Charters of {name}", name=Slot.NAME)
VERSION = sentence("charter.version", INFORM, "Version {n}, adopted on {at}:", n=Slot.COUNT, at=Slot.MOMENT)
NO_VERSIONS = sentence("charter.no_versions", INFORM, "None was adopted so far.")()

RULE_TITLE = label("charter.rule_title", "How you adopt a charter")
SHARE_LABEL = label("charter.share_label", "Who says yes")
SHARES = {
    "34": label("charter.share.34", "a third of the members"),
    "50": label("charter.share.50", "half of the members"),
    "67": label("charter.share.67", "two thirds of the members"),
    "100": label("charter.share.100", "all members"),
}
DAYS_LABEL = label("charter.days_label", "Within how many days")
REVIEW_LABEL = label("charter.review_label", "Looked at again after how many months")
DAYS_WRONG = sentence("charter.days_wrong", INFORM, "A number from 2 to 60.")()
REVIEW_WRONG = sentence("charter.review_wrong", INFORM, "A number from 1 to 24.")()
RULE_IS = sentence(
    "charter.rule_is",
    INFORM,
    "A charter is adopted here when {share} say yes within {days}, and looked at again after {months}.",
    share=Slot.TERM,
    days=Slot.TERM,
    months=Slot.TERM,
)
