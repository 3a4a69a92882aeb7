"""What is said when members write what matters to them."""

from facilitation.voice.catalogue import Slot, label, sentence
from facilitation.words import Act

INFORM = Act.INFORM

MEANS = label("values.means", "says what matters to you here, in your own words.")
TITLE = label("values.value_title", "What matters here")
LABEL = label("values.value_label", "What matters to you in this community?")
HINT = sentence(
    "values.value_hint",
    INFORM,
    "One line in your own words. Others see it without your name. Leave it empty to take it back.",
)()
KEPT = sentence("values.value_kept", INFORM, "Kept, in your words.")()
GONE = sentence("values.value_gone", INFORM, "Yours is taken back.")()
OTHERS_WROTE = sentence("values.others_wrote", INFORM, "Others wrote:")()
INVITED_ALL = sentence(
    "values.values_invited",
    Act.ASK_OPEN,
    "{who} asks: what matters to you in *{name}*? One line in your own words, shown without your name.",
    who=Slot.WHO,
    name=Slot.NAME,
)
WRITE_MINE = label("values.write_mine", "Write mine")
INVITED = sentence("values.invited", INFORM, "The invitation goes to the channel.")()
