"""The few words that the window around a message needs on every platform: close, cancel, choose, and one apology."""

from facilitation.voice.catalogue import label, sentence
from facilitation.words import Act

NAME = label("surface.name", "Evener")
CANCEL = label("surface.cancel", "Cancel")
CLOSE = label("surface.close", "Close")
CHOOSE = label("surface.choose", "Choose one")
CHOOSE_PERSON = label("surface.choose_person", "Choose a person")
CHOOSE_PLACE = label("surface.choose_place", "Choose a channel")
CHOOSE_DAY = label("surface.choose_day", "Choose a day")
SOMEBODY = label("surface.somebody", "a member")
A_CHANNEL = label("surface.a_channel", "a channel")
A_PICTURE = label("surface.a_picture", "A picture")
CONTINUED = label("surface.continued", "continued")

BROKEN = sentence(
    "surface.broken",
    Act.INFORM,
    "That did not get through: something broke on my side, and nothing was kept. Please say it once more in a minute.",
)()
NOT_INSTALLED = sentence(
    "surface.not_installed",
    Act.INFORM,
    "I am not fully set up in this workspace yet. An admin can finish it by installing me once more.",
)()
UNREADABLE = sentence(
    "surface.unreadable",
    Act.INFORM,
    "I could not read that. This card may be from an older version of me; the command has a fresh one.",
)()
