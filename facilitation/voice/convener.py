"""What is said while a group chooses who convenes it, and when that is handed on."""

from facilitation.voice.catalogue import Slot, label, sentence
from facilitation.words import Act

INFORM, LOGISTICS = Act.INFORM, Act.LOGISTICS

MEANS = label("convener.means", "names somebody who could convene.")

TITLE = label("convener.title", "Name a convener")
SUBMIT = label("convener.submit", "Ask them")
WHO_LABEL = label("convener.who", "Who could convene?")
TERM_LABEL = label("convener.term_label", "For how long")
TERMS = {
    "3": label("convener.term.3", "three months"),
    "6": label("convener.term.6", "six months"),
    "12": label("convener.term.12", "a year"),
}
ASKED_FIRST = sentence(
    "convener.asked_first", INFORM, "They are asked in private first. The group sees a name only after a yes."
)()
NOT_A_MEMBER = sentence("convener.not_a_member", INFORM, "Somebody who is in the community.")()
CONVENES_ALREADY = sentence("convener.convenes_already", INFORM, "They convene it already.")()
ASKED = sentence("convener.asked", INFORM, "They are asked in private. You hear of it when they are ready.")()
SHOWN = sentence("convener.shown", INFORM, "The group sees it in the channel now.")()
WOULD_YOU = sentence(
    "convener.would_you",
    LOGISTICS,
    "{who} would like you to convene *{name}* for {term}. Are you ready for it?",
    who=Slot.WHO,
    name=Slot.NAME,
    term=Slot.TERM,
)
NO_COSTS_NOTHING = sentence(
    "convener.no_costs_nothing",
    INFORM,
    "Nobody sees that you were asked. It can be shared with others, and it ends on a date.",
)()
READY = label("convener.ready", "I am ready")
NOT_NOW = label("convener.not_now", "Not now")
FINE = sentence("convener.fine", INFORM, "That is fine. Nobody hears of it.")()
SETTLED = sentence("convener.settled", INFORM, "This is settled already.")()
IS_READY = sentence(
    "convener.is_ready",
    LOGISTICS,
    "{who} is ready to convene *{name}* for {term}. What do you say?",
    who=Slot.WHO,
    name=Slot.NAME,
    term=Slot.TERM,
)
SUPPORT = label("convener.support", "I support this")
HOW = sentence(
    "convener.how",
    INFORM,
    "It holds once {n} member supports it. Nobody sees who did.",
    many="It holds once {n} members support it. Nobody sees who did.",
    n=Slot.COUNT,
)
HEARD = sentence("convener.heard", INFORM, "Your support is counted.")()
CONFIRMED = sentence(
    "convener.confirmed",
    INFORM,
    "{who} convenes *{name}* now, until {until}. Thank you for taking it on.",
    who=Slot.WHO,
    name=Slot.NAME,
    until=Slot.MOMENT,
)
TERM_ENDS = sentence(
    "convener.term_ends",
    Act.OFFER_PROCESS,
    "Your time of convening *{name}*, as agreed, ends on {until}. Hand it on, go on if the group supports it, or lay it down. Not now is fine too.",
    name=Slot.NAME,
    until=Slot.MOMENT,
)
TERM_OVER = sentence(
    "convener.term_over",
    Act.HAND_BACK,
    "The time for which {who} was to convene *{name}* is over. Whom does the group name next? {who} goes on until then.",
    who=Slot.WHO,
    name=Slot.NAME,
)
HAND_ON = label("convener.hand_on", "Hand it on")
GO_ON = label("convener.go_on", "Go on, if the group agrees")
LAY_DOWN = label("convener.lay_down", "Lay it down")
LAID_DOWN = sentence(
    "convener.laid_down",
    INFORM,
    "{who} convened *{name}* until today. Thank you.",
    who=Slot.WHO,
    name=Slot.NAME,
)
NOBODY_LEFT = sentence(
    "convener.nobody_left",
    INFORM,
    "Nobody convenes *{name}* at the moment. Any member may take it up, alone or with others.",
    name=Slot.NAME,
)
LAID_DOWN_THANKS = sentence(
    "convener.laid_down_thanks",
    INFORM,
    "Thank you for convening *{name}*. The group hears of it.",
    name=Slot.NAME,
)
