"""What is said around requests for means, the sponsor's word on them, and offers."""

from facilitation.voice.catalogue import Slot, label, sentence
from facilitation.words import Act

INFORM, LOGISTICS, CONNECT = Act.INFORM, Act.LOGISTICS, Act.CONNECT

MEANS_REQUEST = label("resource.means.request", "asks for time, money, knowledge or other means.")
MEANS_REQUESTS = label("resource.means.requests", "shows what is asked for here, and what was answered.")
MEANS_OFFER = label("resource.means.offer", "offers something that others could use.")
MEANS_TERMS = label("resource.means.terms", "lets a sponsor say what is granted without asking.")

KINDS = {
    "time": label("resource.kind.time", "time"),
    "funding": label("resource.kind.funding", "money"),
    "expertise": label("resource.kind.expertise", "knowledge"),
    "mentor": label("resource.kind.mentor", "a mentor"),
    "equipment": label("resource.kind.equipment", "equipment"),
    "information": label("resource.kind.information", "information"),
    "technology": label("resource.kind.technology", "technology"),
}
TITLE = label("resource.title", "Ask for means")
SUBMIT = label("resource.submit", "Ask")
SEEN_BY_ALL = sentence(
    "resource.seen_by_all",
    INFORM,
    "The channel and the sponsor read it. What the sponsor set beforehand is granted at once.",
)()
KIND_LABEL = label("resource.kind_label", "Of which kind")
WHAT_LABEL = label("resource.what_label", "What, and what for?")
WHAT_HINT = sentence("resource.what_hint", INFORM, "What becomes possible with it?")()
WHAT_MISSING = sentence("resource.what_missing", LOGISTICS, "A few words here, please.")()
AMOUNT_LABEL = label("resource.amount_label", "How much")
AMOUNT_HINT = sentence("resource.amount_hint", INFORM, "A whole number: hours, people, or your currency.")()
AMOUNT_WRONG = sentence("resource.amount_wrong", LOGISTICS, "A whole number, please.")()

GRANTED_AT_ONCE = sentence(
    "resource.granted_at_once",
    INFORM,
    "{who} asked for {kind} ({amount}). It lies within what the sponsor set, so it is granted.",
    who=Slot.WHO,
    kind=Slot.TERM,
    amount=Slot.COUNT,
)
YOURS = sentence(
    "resource.yours", INFORM, "It lies within what the sponsor set: granted. The channel sees it."
)()
ASKS_FOR = sentence(
    "resource.asks_for",
    INFORM,
    "{who} asks for {kind} ({amount}).",
    who=Slot.WHO,
    kind=Slot.TERM,
    amount=Slot.COUNT,
)
WAITS_FOR = sentence("resource.waits_for", INFORM, "It waits for {who}'s word.", who=Slot.WHO)
NO_SPONSOR = sentence(
    "resource.no_sponsor", CONNECT, "There is no sponsor here. Who has it, or knows who does?"
)()
OPEN_NOW = sentence("resource.open_now", INFORM, "It is open now, and the channel sees it.")()
OFFERS_OF_THIS_KIND = sentence(
    "resource.offers_of_this_kind", CONNECT, "Members offered this kind of means:"
)()
ASK_THEM = label("resource.ask_them", "Ask them about it")
SPONSOR_ASKED = sentence(
    "resource.sponsor_asked",
    LOGISTICS,
    "*{name}* asked for {kind} ({amount}) on {at}. It is more than you set beforehand, so it is your word.",
    name=Slot.NAME,
    kind=Slot.TERM,
    amount=Slot.COUNT,
    at=Slot.MOMENT,
)
SPONSOR_ASKED_AGAIN = sentence(
    "resource.sponsor_asked_again",
    LOGISTICS,
    "*{name}* asked for {kind} ({amount}) on {at} and waits for your word.",
    name=Slot.NAME,
    kind=Slot.TERM,
    amount=Slot.COUNT,
    at=Slot.MOMENT,
)
STILL_OPEN = sentence(
    "resource.still_open",
    INFORM,
    "Open for {n} day. The sponsor was asked again.",
    many="Open for {n} days. The sponsor was asked again.",
    n=Slot.COUNT,
)
GRANT = label("resource.grant", "Grant it")
DECLINE = label("resource.decline", "Not this time")
REASON_LABEL = label("resource.reason_label", "Your reason")
REASON_HINT = sentence("resource.reason_hint", INFORM, "The community reads it in your words.")()
REASON_MISSING = sentence("resource.reason_missing", LOGISTICS, "A few words of reason, please.")()
DECIDED = sentence("resource.decided", INFORM, "Kept. The one who asked and the channel hear of it.")()
GRANTED = sentence(
    "resource.granted", INFORM, "{who} grants the request for {kind}:", who=Slot.WHO, kind=Slot.TERM
)
DECLINED = sentence(
    "resource.declined",
    INFORM,
    "{who} says no to the request for {kind} this time:",
    who=Slot.WHO,
    kind=Slot.TERM,
)
ONLY_SPONSOR = sentence(
    "resource.only_sponsor", INFORM, "That is for the sponsor of *{name}*.", name=Slot.NAME
)
SETTLED = sentence("resource.settled", INFORM, "This is settled already.")()
TAKE_BACK = label("resource.take_back", "Take it back")
TAKEN_BACK = sentence("resource.taken_back", INFORM, "It is taken back.")()

TERMS_TITLE = label("resource.terms_title", "Granted without asking")
TERMS_NOTE = sentence(
    "resource.terms_note",
    INFORM,
    "Requests within this are granted at once. What is above comes to you. The channel sees it.",
)()
TERMS_AMOUNT = label("resource.terms_amount", "How much in a quarter")
TERMS_COUNT = label("resource.terms_count", "In how many requests")
TIMES = sentence("resource.times", INFORM, "{n} request", many="{n} requests", n=Slot.COUNT)
TERMS_ARE = sentence(
    "resource.terms_are",
    INFORM,
    "{who} grants {kind} without being asked first: {amount} in a quarter, in {times}. What is above waits for a word.",
    who=Slot.WHO,
    kind=Slot.TERM,
    amount=Slot.COUNT,
    times=Slot.TERM,
)

REQUESTS = sentence("resource.requests", INFORM, "Requests of {name}", name=Slot.NAME)
NONE_OPEN = sentence(
    "resource.none_open", INFORM, "Nothing is open. /community request asks for something."
)()
OPEN_SINCE = sentence(
    "resource.open_since",
    INFORM,
    "Open since {at}: {who} asks for {kind} ({amount}).",
    who=Slot.WHO,
    kind=Slot.TERM,
    amount=Slot.COUNT,
    at=Slot.MOMENT,
)
WAS_GRANTED = sentence(
    "resource.was_granted", INFORM, "{at}: {kind}, granted.", kind=Slot.TERM, at=Slot.MOMENT
)
WAS_DECLINED = sentence(
    "resource.was_declined", INFORM, "{at}: {kind}, not this time.", kind=Slot.TERM, at=Slot.MOMENT
)

OFFER_TITLE = label("resource.offer_title", "Offer something")
OFFER_LABEL = label("resource.offer_label", "What could others use?")
SUBMIT_OFFER = label("resource.submit_offer", "Offer it")
OFFER_KEPT = sentence("resource.offer_kept", INFORM, "Kept. Who asks for this kind of means sees it.")()
OFFER_MATCHED = sentence(
    "resource.offer_matched",
    INFORM,
    "Kept. {n} person who asked for this kind of means hears of it.",
    many="Kept. {n} people who asked for this kind of means hear of it.",
    n=Slot.COUNT,
)
SOMEBODY_OFFERS = sentence(
    "resource.somebody_offers",
    CONNECT,
    "You asked for {kind}, and {who} offers:",
    who=Slot.WHO,
    kind=Slot.TERM,
)
IT_FITS = label("resource.it_fits", "That fits")
IS_IT_THERE = sentence(
    "resource.is_it_there",
    CONNECT,
    "You offered {kind}, and {who} asks for it. A word to them is enough, or leave it.",
    who=Slot.WHO,
    kind=Slot.TERM,
)
ASKED_THEM = sentence("resource.asked_them", INFORM, "{who} hears of it in their own hours.", who=Slot.WHO)
MET_BY = sentence(
    "resource.met_by",
    INFORM,
    "The request for {kind} is met by {who}. Thank you.",
    who=Slot.WHO,
    kind=Slot.TERM,
)
YOURS_FITS = sentence(
    "resource.yours_fits", CONNECT, "What you offered fits what {who} asked for.", who=Slot.WHO
)
