"""The few words a card or a form needs where the platform has none of its own."""

from __future__ import annotations

from facilitation.voice.catalogue import Slot, label, sentence
from facilitation.words import Act

CHOOSE = label("cards.choose", "Choose")
DONE = label("cards.done", "Done")
CLOSE = label("cards.close", "Close")
NEEDED = sentence("cards.needed", Act.INFORM, "This one is needed.")()
TOO_OLD = sentence(
    "cards.too_old", Act.INFORM, "This card is too old to be read. The command opens a new one."
)()
CONTINUED = sentence("cards.continued", Act.INFORM, "Part {part} of {n}.", part=Slot.COUNT, n=Slot.COUNT)
