"""The moves that lead to something Evener can help with: which button, and what it says."""

from facilitation.nudges.nudge import Do
from facilitation.voice import nudges as voice

PROPOSE_CHARTER = Do("charter.propose", voice.PROPOSE_CHARTER)
INVITE_VALUES = Do("charter.values", voice.INVITE_VALUES)
OPEN_NOMINATION = Do("convener.nominate", voice.OPEN_NOMINATION)
SEE_PROBLEMS = Do("problem.list", voice.SEE_PROBLEMS)
SEE_NEAR = Do("periphery.list", voice.SEE_NEAR)
ASK_WELCOME = Do("welcome.ask", voice.ASK_WELCOME)
ASK_FOLLOW_UP = Do("welcome.follow_up", voice.ASK_FOLLOW_UP)
INTRODUCE = Do("introduction.begin", voice.INTRODUCE)
PLAN_GATHERING = Do("gathering.plan", voice.PLAN_GATHERING)
OFFER_HOSTING = Do("gathering.host", voice.OFFER_HOSTING)
INVITE_STORY = Do("story.invite", voice.INVITE_STORY)
ADD_PRACTICE = Do("practice.add", voice.ADD_PRACTICE)
NEW_REQUEST = Do("request.new", voice.NEW_REQUEST)
SEE_REQUESTS = Do("request.list", voice.SEE_REQUESTS)
GROUP_RATING = Do("pulse.group", voice.GROUP_RATING)
SAY_WHAT_CAME = Do("pulse.act", voice.SAY_WHAT_CAME)
SEE_STOPPED = Do("nudge.stopped", voice.SEE_STOPPED)
SEE_SETTINGS = Do("settings.open", voice.SEE_SETTINGS)
SHARE_STORY = Do("story.share", voice.SHARE_STORY)
