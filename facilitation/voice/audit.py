"""What admins read about administrative acts."""

from __future__ import annotations

from facilitation.voice.catalogue import Slot, label, sentence
from facilitation.words import Act

INFORM = Act.INFORM

MEANS = sentence("help.means.audit", INFORM, "shows admins what was changed, given, exported or erased.")()
SUMMARY = sentence("audit.summary", INFORM, "What was changed, given, exported or erased.")()
HEADING = label("audit.heading", "Administrative acts")
ONLY_ADMINS = sentence(
    "audit.only_admins", INFORM, "Only admins of this bot see its trail of administrative acts."
)()
NOTHING = sentence("audit.nothing", INFORM, "There is no administrative act yet.")()
LINE = sentence("audit.line", INFORM, "{at}: {what}", at=Slot.MOMENT, what=Slot.NAME)
BY = sentence("audit.by", INFORM, "{at}: {what}, by {who}", at=Slot.MOMENT, what=Slot.NAME, who=Slot.WHO)
ALL = sentence("audit.all", INFORM, "The whole trail comes from the command line: evener audit.")()
