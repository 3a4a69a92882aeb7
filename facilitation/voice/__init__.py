"""Everything people read, in one place: one module per feature, each sentence declared with its act."""

from facilitation.voice.catalogue import CATALOGUE, Sentence, Slot, label, pieces, plain, sentence

__all__ = ["CATALOGUE", "Sentence", "Slot", "label", "pieces", "plain", "sentence"]
