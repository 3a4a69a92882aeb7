"""What can be seen fits another stage of life than the one that was confirmed: its convener can look at it."""

from facilitation.nudges import moves
from facilitation.nudges.nudge import Area, Ask, days, nudge
from facilitation.nudges.picture import Picture
from facilitation.stage import suggest
from facilitation.voice.community import STAGES as NAMES
from facilitation.voice.nudges import STAGES
from facilitation.voice.nudges_name import ANOTHER_STAGE as say
from facilitation.words import Phrase


@nudge(Area.NAME, say, STAGES, moves.CONFIRM_STAGE, Ask(), importance=4, within=days(28), rests=days(90))
def another_stage(p: Picture) -> Phrase | None:
    stage = suggest(p)
    moved = p.age_days >= 30 and stage is not p.community.stage
    return say.why(seen=NAMES[stage.value], stands=NAMES[p.community.stage.value]) if moved else None
