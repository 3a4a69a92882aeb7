"""What is said of the stages of a community's life."""

from facilitation.voice.catalogue import Slot, label, sentence
from facilitation.words import Act

INFORM = Act.INFORM

MEANS = label("stage.means", "lets a convener say at which stage of life the community is.")
TITLE = label("stage.title", "Stage of life")
MEANINGS = {
    "potential": sentence("stage.potential", INFORM, "Potential: people find what they share.")(),
    "coalescing": sentence(
        "stage.coalescing", INFORM, "Coalescing: people meet in a rhythm and come to trust it."
    )(),
    "maturing": sentence(
        "stage.maturing", INFORM, "Maturing: it has a focus, roles, and things tried out."
    )(),
    "stewardship": sentence("stage.stewardship", INFORM, "Stewardship: what was learnt is kept fresh.")(),
    "transformation": sentence(
        "stage.transformation", INFORM, "Transformation: it rests, splits, joins others or closes."
    )(),
}
WHICH = sentence("stage.which", Act.LOGISTICS, "Choose the stage that comes closest.")()
CONFIRMED = sentence(
    "stage.confirmed", INFORM, "*{name}* stands at: {stage}.", name=Slot.NAME, stage=Slot.TERM
)
