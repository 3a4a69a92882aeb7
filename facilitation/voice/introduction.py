"""What is said when people are introduced to each other."""

from facilitation.voice.catalogue import Slot, label, sentence
from facilitation.words import Act

INFORM, CONNECT = Act.INFORM, Act.CONNECT

MEANS = label("introduction.means", "offers introductions in pairs to everybody here.")

OFFERED = sentence(
    "introduction.offered",
    CONNECT,
    "{who} offers introductions in *{name}*: every four weeks you hear of one other person here. The first are drawn on {at}.",
    who=Slot.WHO,
    name=Slot.NAME,
    at=Slot.MOMENT,
)
HOW = sentence(
    "introduction.how",
    INFORM,
    "Only those who say yes take part. Nobody is paired twice with the same while there are others, and nobody is left out.",
)()
COUNT_ME_IN = label("introduction.in", "Count me in")
OUT = label("introduction.out", "Without me")
SHOWN = sentence("introduction.shown", INFORM, "The channel hears of it now.")()
YOU_ARE_IN = sentence(
    "introduction.you_are_in", INFORM, "You take part. You can pause or stop at any time."
)()
YOU_ARE_OUT = sentence("introduction.you_are_out", INFORM, "You take no part. Nobody is told.")()
PAIR = sentence(
    "introduction.pair",
    CONNECT,
    "This time, {who} and you are paired in *{name}*.",
    who=Slot.WHO,
    name=Slot.NAME,
)
TRIO = sentence(
    "introduction.trio",
    CONNECT,
    "This time you are three in *{name}*, because the number was odd: {who} and you.",
    who=Slot.PEOPLE,
    name=Slot.NAME,
)
CAN_HELP = sentence("introduction.can_help", INFORM, "{who} can help with:", who=Slot.WHO)
QUESTION = sentence(
    "introduction.question",
    Act.ASK_OPEN,
    "A question to begin with: what are you working on that few people ask about?",
)()
PAUSE_ANY_TIME = sentence("introduction.pause_any_time", INFORM, "When you meet and how is up to you.")()
DID_YOU_MEET = sentence(
    "introduction.did_you_meet", Act.LOGISTICS, "Did you and {who} meet?", who=Slot.PEOPLE
)
WE_MET = label("introduction.we_met", "We met")
NOT_YET = label("introduction.not_yet", "Not yet")
PAUSE_ME = label("introduction.pause_me", "Pause me")
GLAD = sentence("introduction.glad", INFORM, "Noted. Only you see your answer.")()
NO_HURRY = sentence("introduction.no_hurry", INFORM, "No hurry. Only you see your answer.")()
OVER = sentence("introduction.over", INFORM, "This round is over.")()
PAUSE_TITLE = label("introduction.pause_title", "Pause introductions")
PAUSE_LABEL = label("introduction.pause_label", "Until which day?")
PAUSE = label("introduction.pause", "Pause")
PAUSE_DAY = sentence("introduction.pause_day", Act.LOGISTICS, "Choose a day that is still to come.")()
PAUSED = sentence(
    "introduction.paused", INFORM, "You pause until {until} and take part again after it.", until=Slot.MOMENT
)
