"""What Evener says of itself where apps are listed, and what its shortcuts on a message are called."""

from __future__ import annotations

from facilitation.voice.catalogue import label, sentence
from facilitation.words import Act

NAME = label("app.name", "Evener")
SHORT = sentence("app.short", Act.INFORM, "Helps communities of practice to pull the cart together")()
FULL = (
    sentence(
        "app.does",
        Act.INFORM,
        "Evener looks after communities of practice: it keeps the rhythm, asks short questions that people can trust, "
        "connects those who have met a problem with those who have it, and remembers what was learnt.",
    )(),
    sentence("app.never", Act.INFORM, "It never answers for people and never ranks them.")(),
    sentence(
        "app.quiet",
        Act.INFORM,
        "It writes in personal chats within your working hours, a few times a week at most, and every kind of message can "
        "be turned off in its settings.",
    )(),
)
"""What it does, sentence by sentence."""

SHORTCUTS = {
    "story.capture": (
        label("app.story", "Make this a story"),
        label("app.story.means", "Tell it to others, once everybody in it agrees"),
    ),
    "clinic.ask": (
        label("app.ask", "Ask the community"),
        label("app.ask.means", "Bring this question to people who have met it"),
    ),
    "practice.capture": (
        label("app.practice", "Keep as a practice"),
        label("app.practice.means", "Put what worked on the shelf, to be found again"),
    ),
}
"""Title and meaning of each shortcut on a message, by the press it makes."""
