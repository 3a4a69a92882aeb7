"""The few words a card or a form needs where the platform has none of its own."""

from __future__ import annotations

from facilitation.voice.catalogue import Slot, label, sentence
from facilitation.words import Act

DONE = label("cards.done", "Done")
NEEDED = sentence("cards.needed", Act.INFORM, "This one is needed.")()
CONTINUED = sentence("cards.continued", Act.INFORM, "Part {part} of {n}.", part=Slot.COUNT, n=Slot.COUNT)
