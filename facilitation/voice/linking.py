"""How Evener speaks about being one person in two chats, and one community in two places."""

from __future__ import annotations

from facilitation.voice.catalogue import Slot, label, sentence
from facilitation.words import Act

INFORM, LOGISTICS = Act.INFORM, Act.LOGISTICS

MEANS = {
    "link": sentence("help.means.link", INFORM, "makes you one person here and in your other chat.")(),
    "unlink": sentence("help.means.unlink", INFORM, "makes you two again, whenever you like.")(),
}

HEADING = label("linking.heading", "One person, two chats")
ALONE = sentence(
    "linking.alone", INFORM, "This place is not joined with another chat, so there is nobody to link with."
)()
CODE = sentence(
    "linking.code", LOGISTICS,
    "In your other chat with me, type *link {code}*. The code works once, and for ten minutes.", code=Slot.NAME,
)  # fmt: skip
WHAT_FOR = sentence(
    "linking.what_for", INFORM,
    "Linked, you get each question once, in the chat you used last, and your communities are the same in both.",
)()  # fmt: skip
UNDO = sentence("linking.undo", INFORM, "*/community unlink* takes it back at any time.")()

NO_CODE = sentence(
    "linking.no_code", INFORM, "Nobody made this code, or its ten minutes are over. *link* makes a new one."
)()
SAME_CHAT = sentence(
    "linking.same_chat", INFORM, "This code was made here. It wants to be typed in your other chat."
)()
YOURS_TWICE = sentence("linking.twice", INFORM, "You are linked already. */community unlink* comes first.")()

MADE_BY = sentence(
    "linking.made_by", INFORM, "This code was made by {who}. The link is right only where that is you as well.", who=Slot.WHO
)  # fmt: skip
THAT_IS_ME = label("linking.that_is_me", "That is me")
NOT_ME = label("linking.not_me", "Not me")
LEFT_ALONE = sentence("linking.left_alone", INFORM, "Then nothing is linked, and the code is gone.")()

LINKED = sentence("linking.linked", INFORM, "You are one person in both chats now.")()
BY_MAIL = sentence(
    "linking.by_mail", INFORM,
    "Your other chat knows you by the same verified e-mail address, so you are one person in both now.",
)()  # fmt: skip
UNLINK = label("linking.unlink", "Make me two again")
LINKED_ALREADY = sentence("linking.linked_already", INFORM, "You are one person in both chats already.")()
UNLINKED = sentence(
    "linking.unlinked", INFORM, "You are two people again. Your communities stay with the one who was there first."
)()  # fmt: skip
NOT_LINKED = sentence("linking.not_linked", INFORM, "You are not linked with another chat.")()

BRING = sentence("linking.bring", LOGISTICS, "Bring {name} here", name=Slot.NAME)
BROUGHT = sentence(
    "linking.brought", INFORM, "{name} lives here as well now. Everybody in this channel is in it, and anyone can leave.",
    name=Slot.NAME,
)  # fmt: skip
NOT_YOURS = sentence("linking.not_yours", INFORM, "Only a convener brings a community into another place.")()
TAKEN = sentence("linking.taken", INFORM, "A community lives in this channel already.")()
