"""How Evener speaks about time that passes at a word: in the demo, where somebody wants to see a week happen."""

from __future__ import annotations

from facilitation.voice.catalogue import Slot, sentence
from facilitation.words import Act

MEANS = sentence("skip.means", Act.INFORM, "lets time pass, here in the demo only: *7d*, *90m*, *monday*.")()
PASSING = sentence(
    "skip.passing",
    Act.INFORM,
    "Time passes until {when}. Whatever is due on the way happens in order.",
    when=Slot.MOMENT,
)
ARRIVED = sentence("skip.arrived", Act.INFORM, "It is {when} now.", when=Slot.MOMENT)
HOW = sentence(
    "skip.how",
    Act.INFORM,
    "I can let up to a year pass. Type for example */community skip 7d*, *90m*, *3h*, *2w* or *monday*.",
)()
