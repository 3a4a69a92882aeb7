"""What admins read about who else is one."""

from __future__ import annotations

from facilitation.voice.catalogue import Slot, label, sentence
from facilitation.words import Act

INFORM = Act.INFORM

MEANS = sentence("help.means.admins", INFORM, "lets admins share that with somebody.")()
HEADING = label("admins.heading", "Admins")
ONLY_ADMINS = sentence("admins.only", INFORM, "Only admins of this bot can do this.")()
ASKING = sentence(
    "admins.asking",
    INFORM,
    "Only admins of this bot can do this. I am asking your chat whether you look after this workspace; the answer comes in a minute.",
)()
NAMED = sentence(
    "admins.named",
    INFORM,
    "Those whom the operator named are admins in any case, and in Slack whoever is an admin or owner of this workspace. "
    "These are admins, too:",
)()
ONE = sentence("admins.one", INFORM, "{who}", who=Slot.WHO)
GIVE = label("admins.give", "Share with somebody")
TAKE = label("admins.take", "Take it back")
SURE = label("admins.sure", "They are no admin any more.")
WHOM = label("admins.whom", "Who")
WHOM_HINT = sentence(
    "admins.whom_hint", INFORM, "Somebody who helps to look after this bot. It is written down who shared it."
)()
GIVEN = sentence("admins.given", INFORM, "{who} is an admin now.", who=Slot.WHO)
