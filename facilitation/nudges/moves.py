"""The moves that lead to something Evener can help with: which button, and what it says."""

from facilitation.nudges.nudge import Do
from facilitation.voice import nudges as voice

INVITE_VALUES = Do("values.invited", voice.INVITE_VALUES)
OPEN_NOMINATION = Do("convener.nominate", voice.OPEN_NOMINATION, opens_form=True)
SEE_PROBLEMS = Do("problem.list", voice.SEE_PROBLEMS)
SEE_NEAR = Do("periphery.list", voice.SEE_NEAR)
ASK_WELCOME = Do("welcome.ask", voice.ASK_WELCOME, opens_form=True)
ASK_FOLLOW_UP = Do("welcome.follow_up", voice.ASK_FOLLOW_UP, opens_form=True)
INTRODUCE = Do("introduction.begin", voice.INTRODUCE)
PLAN_GATHERING = Do("gathering.plan", voice.PLAN_GATHERING, opens_form=True)
OFFER_HOSTING = Do("gathering.host", voice.OFFER_HOSTING)
INVITE_STORY = Do("story.invite", voice.INVITE_STORY)
ADD_PRACTICE = Do("practice.add", voice.ADD_PRACTICE, opens_form=True)
NEW_REQUEST = Do("request.new", voice.NEW_REQUEST, opens_form=True)
SEE_REQUESTS = Do("request.list", voice.SEE_REQUESTS)
SAY_WHAT_CAME = Do("nudge.came", voice.SAY_WHAT_CAME, opens_form=True)
RATE_TOGETHER = Do("pulse.pick_rate", voice.RATE_TOGETHER, opens_form=True)
SEE_STOPPED = Do("nudge.stopped", voice.SEE_STOPPED)
CONFIRM_STAGE = Do("stage.confirm", voice.CONFIRM_STAGE, opens_form=True)
SEE_SETTINGS = Do("settings.change", voice.SEE_SETTINGS, opens_form=True)
SHARE_STORY = Do("story.share", voice.SHARE_STORY)
