"""What is said so that people welcome each other."""

from facilitation.voice.catalogue import Slot, label, sentence
from facilitation.words import Act

INFORM = Act.INFORM

ASKS = sentence(
    "welcome.asks",
    Act.CONNECT,
    "{who} is new in *{name}*. A word from you could be the first one they hear. Would you say hello?",
    who=Slot.WHO,
    name=Slot.NAME,
)
WHY_YOU = sentence(
    "welcome.why_you",
    INFORM,
    "You were not asked for a while, so it is your turn. Nobody sees what you answer.",
)()
I_WILL = label("welcome.will", "I will say hello")
NOT_ME = label("welcome.not_me", "Not me")
THANKS = sentence(
    "welcome.thanks",
    Act.CONNECT,
    "Thank you. What brought {who} here is a question that often opens a talk.",
    who=Slot.WHO,
)
WHERE = sentence("welcome.where", INFORM, "In {place} or in a message to them.", place=Slot.PLACE)
FINE = sentence("welcome.fine", INFORM, "That is fine. I will ask somebody else.")()
SETTLED = sentence("welcome.settled", INFORM, "This is settled already.")()
MEMBER_TITLE = label("welcome.member_title", "Ask a member")
MEMBER_LABEL = label("welcome.member_label", "Whom?")
MEMBER_SUBMIT = label("welcome.member_submit", "Ask them")
NOT_A_MEMBER = sentence("welcome.not_a_member", INFORM, "Somebody who is in the community.")()
PLEASE_WELCOME = sentence(
    "welcome.please",
    Act.CONNECT,
    "{who} asks: somebody new wrote in *{name}* and nobody has replied yet. Would you say hello?",
    who=Slot.WHO,
    name=Slot.NAME,
)
FOLLOW_UP = sentence(
    "welcome.follow_up",
    Act.CONNECT,
    "{who} asks: a topic in *{name}* got no second word. Would you go back to one that you remember?",
    who=Slot.WHO,
    name=Slot.NAME,
)
LEAVING_IS_FINE = sentence("welcome.leaving", INFORM, "Leaving this is fine. Nobody is told.")()
ASKED = sentence("welcome.asked", INFORM, "{who} gets your question in their own hours.", who=Slot.WHO)
