"""What a member reads who is asked to invite somebody, and what the one who was named can read and change."""

from __future__ import annotations

from facilitation.voice.catalogue import Slot, label, sentence
from facilitation.words import Act

CONNECT, INFORM, LOGISTICS = Act.CONNECT, Act.INFORM, Act.LOGISTICS

# --- to the member -----------------------------------------------------------------------------------------------------

SUMMARY = sentence(
    "invitation.summary",
    CONNECT,
    "Would you ask {person} to {name}?",
    person=Slot.WHO,
    name=Slot.NAME,
)
ASK = sentence(
    "invitation.ask",
    CONNECT,
    "Would you ask whether {person} likes to come by {name}?",
    person=Slot.WHO,
    name=Slot.NAME,
)
QUESTION = sentence(
    "invitation.question",
    CONNECT,
    "Something small to come for: a question of {who} in {place}, from {at}.",
    who=Slot.WHO,
    place=Slot.PLACE,
    at=Slot.MOMENT,
)
TALK = sentence(
    "invitation.talk",
    CONNECT,
    "Something small to come for: this week's talk in {place}.",
    place=Slot.PLACE,
)
SMALL = sentence(
    "invitation.small",
    INFORM,
    "Reading along is a full way of taking part, and no is a full answer. I write nothing to {person}.",
    person=Slot.WHO,
)
WILL = label("invitation.will", "I'll ask")
LATER = label("invitation.later", "Not now")
NOT_PERSON = label("invitation.not_person", "Not this person")
CLOSER = label("invitation.closer", "Someone else is closer")

WORDS_TITLE = label("invitation.words_title", "Your words")
WORDS_SUBMIT = label("invitation.words_submit", "Done")
WORDS_LABEL = label("invitation.words_label", "What you could write")
WORDS_HINT = sentence(
    "invitation.words_hint",
    INFORM,
    "Change anything. I do not send it and do not keep it: you write it yourself.",
)()
WORDS_QUESTION = sentence(
    "invitation.words_question",
    CONNECT,
    "Hello {person}, in {name} there is a question that made me think of you. "
    "Come by if you like, reading along is fine, and so is no.",
    person=Slot.NAME,
    name=Slot.NAME,
)
WORDS_TALK = sentence(
    "invitation.words_talk",
    CONNECT,
    "Hello {person}, I thought of you because of what we talk about in {name}. "
    "Come by if you like, reading along is fine, and so is no.",
    person=Slot.NAME,
    name=Slot.NAME,
)
READY = sentence(
    "invitation.ready",
    CONNECT,
    "Thank you. Here are your words, to send to {person} yourself:",
    person=Slot.WHO,
)
NOT_NOW = sentence("invitation.not_now", INFORM, "All right. I ask you about nobody for a while.")()
NOT_THEM = sentence("invitation.not_them", INFORM, "All right, it ends here. I do not keep why.")()
CLOSER_TITLE = label("invitation.closer_title", "Someone closer")
CLOSER_LABEL = label("invitation.closer_label", "Who is closer?")
CLOSER_SUBMIT = label("invitation.closer_submit", "Done")
CLOSER_MEMBER = sentence(
    "invitation.closer_member", LOGISTICS, "Only a member of {name} can be asked to invite.", name=Slot.NAME
)
CLOSER_THANKS = sentence("invitation.closer_thanks", INFORM, "Thank you. I ask {who}.", who=Slot.WHO)
CLOSER_REASON = sentence(
    "invitation.closer_reason",
    CONNECT,
    "{who} said that you are closer to {person}.",
    who=Slot.WHO,
    person=Slot.WHO,
)
OVER = sentence("invitation.over", INFORM, "This has been settled meanwhile.")()

# --- two weeks later -------------------------------------------------------------------------------------------------

AFTER = sentence(
    "invitation.after",
    LOGISTICS,
    "Two weeks ago you said you would ask {person} to {name}. Did you get round to it?",
    person=Slot.WHO,
    name=Slot.NAME,
)
GLAD = label("invitation.glad", "I asked them")
RATHER_NOT = label("invitation.rather_not", "They would rather not")
NOT_YET = label("invitation.not_yet", "Not yet")
NOTED = sentence("invitation.noted", INFORM, "Noted, thank you.")()

# --- to the conveners and the community --------------------------------------------------------------------------------

SENT = sentence(
    "invitation.sent",
    INFORM,
    "I ask {who} whether they would invite {person}.",
    who=Slot.WHO,
    person=Slot.WHO,
)
SENT_ALL = sentence(
    "invitation.sent_all",
    INFORM,
    "No member was in touch with {person} lately, so I ask the channel, without a name.",
    person=Slot.WHO,
)
WHO_KNOWS = sentence(
    "invitation.who_knows",
    CONNECT,
    "Who knows somebody who works on {purpose} and is not here yet? You could ask them to read along for a week.",
    purpose=Slot.NAME,
)
WHO_KNOWS_SMALL = sentence(
    "invitation.who_knows_small",
    INFORM,
    "Reading along is a full way of taking part, and nobody has to say yes.",
)()

# --- to the one who was named ------------------------------------------------------------------------------------------

MINE_SUMMARY = sentence("invitation.mine.summary", INFORM, "Where I named you, to whom, and why.")()
MINE_HEADING = label("invitation.mine.heading", "Where I named you")
MINE_NEVER = sentence("invitation.mine.never", INFORM, "I have named you to nobody.")()
MINE_LINE = sentence(
    "invitation.mine.line",
    INFORM,
    "On {at} I named you to those who convene {name}.",
    at=Slot.MOMENT,
    name=Slot.NAME,
)
MINE_ASKED = sentence(
    "invitation.mine.asked", INFORM, "I asked {who} whether they would invite you.", who=Slot.WHO
)
MINE_HELD = sentence(
    "invitation.mine.held",
    INFORM,
    "You came up {n} more time, and by lot nobody was told.",
    many="You came up {n} more times, and by lot nobody was told.",
    n=Slot.COUNT,
)
MINE_OPEN = sentence("invitation.mine.open", INFORM, "You can be named. Nobody is told if you change that.")()
MINE_CLOSED = sentence("invitation.mine.closed", INFORM, "You are named to nobody, as you said.")()
REFUSE = label("invitation.refuse", "Do not suggest me")
ALLOW = label("invitation.allow", "You may suggest me")
