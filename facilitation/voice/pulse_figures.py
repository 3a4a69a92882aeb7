"""Shares in words: coarse on purpose, so that no count can be read out of them."""

from __future__ import annotations

from facilitation.voice.catalogue import Slot, label, sentence
from facilitation.words import Act

PORTIONS = {
    0.0: label("pulse.portion.0", "hardly anybody"),
    0.1: label("pulse.portion.10", "1 in 10"),
    0.2: label("pulse.portion.20", "2 in 10"),
    0.25: label("pulse.portion.25", "a quarter"),
    0.3: label("pulse.portion.30", "3 in 10"),
    0.4: label("pulse.portion.40", "4 in 10"),
    0.5: label("pulse.portion.50", "half"),
    0.6: label("pulse.portion.60", "6 in 10"),
    0.7: label("pulse.portion.70", "7 in 10"),
    0.75: label("pulse.portion.75", "three quarters"),
    0.8: label("pulse.portion.80", "8 in 10"),
    0.9: label("pulse.portion.90", "9 in 10"),
    1.0: label("pulse.portion.100", "nearly everybody"),
}
YES_SHARE = sentence(
    "pulse.yes_share",
    Act.INFORM,
    "Yes from {share}, likely from between {low} and {high}",
    share=Slot.TERM,
    low=Slot.TERM,
    high=Slot.TERM,
)
CHOICE_SHARE = sentence(
    "pulse.choice_share",
    Act.INFORM,
    "“{choice}”: {share}, likely between {low} and {high}.",
    choice=Slot.NAME,
    share=Slot.TERM,
    low=Slot.TERM,
    high=Slot.TERM,
)
