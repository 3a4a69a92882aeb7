"""After a gathering with few voices, the next can begin with each of them."""

from facilitation.nudges.nudge import Area, Run, days, nudge
from facilitation.nudges.picture import Picture
from facilitation.voice.nudges import STRUCTURES
from facilitation.voice.nudges_connect import FEW_SPOKE as say
from facilitation.words import Phrase


@nudge(Area.CONNECT, say, STRUCTURES, Run("one_two_four"), Run("open_space"), within=days(42))
def few_spoke(p: Picture) -> Phrase | None:
    spoke = p.sessions[-1].spoke if p.sessions else None
    return say.why(n=round(100 * spoke)) if spoke is not None and spoke < 1 / 3 else None
