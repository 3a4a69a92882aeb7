"""What is said after the results: what the community will do, what came of it, and why pulses rest until that is said."""

from __future__ import annotations

from facilitation.voice.catalogue import Slot, label, sentence
from facilitation.words import Act

WILL_DO = label("pulse.after.will_do", "Say what the community will do")
TALKED_OVER = sentence(
    "pulse.after.talked_over", Act.HAND_BACK,
    "Once people have talked it over, this is where you tell everybody what the community will do.",
)  # fmt: skip
TITLE = label("pulse.after.title", "What comes next")
LABEL = label("pulse.after.label", "What will the community do after this pulse?")
HINT = label(
    "pulse.after.hint", "One small thing is plenty. The channel reads it, and the next pulse begins with it."
)
SEND = label("pulse.after.send", "Tell the channel")
MISSING = label("pulse.after.missing", "A few words here, please.")
TOLD = sentence(
    "pulse.after.told", Act.INFORM, "{who} says what *{name}* will do after the pulse:", who=Slot.WHO, name=Slot.NAME
)  # fmt: skip
KEPT = sentence(
    "pulse.after.kept", Act.LOGISTICS, "The channel reads it now. The next pulse asks what came of it, and says so to everybody."
)  # fmt: skip
CAME_LABEL = label("pulse.after.came_label", "What came of the last pulse?")
CAME_HINT = label("pulse.after.came_hint", "It stands on everybody's card, before the first question.")
RESTS = sentence(
    "pulse.after.rests", Act.INFORM,
    "Two pulses of {community} went by and nobody heard what came of them. Pulses rest until that is said: people answer because something comes of it.",
    community=Slot.NAME,
)  # fmt: skip
WILL_REST = sentence(
    "pulse.after.will_rest", Act.INFORM,
    "Nobody has heard yet what came of the last two pulses. The next one waits until that is said, also if nothing came of them.",
)  # fmt: skip
SAY_IT = label("pulse.after.say_it", "Say what came of it")
