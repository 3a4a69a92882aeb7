"""Who hears what is said: the asker's turn, a structured conversation in the thread, a reply, or the beginning of a clinic."""

from __future__ import annotations

from dataclasses import replace

from facilitation.clinic import replies, session
from facilitation.clinic.conversation import begin, hear_words
from facilitation.clinic.danger import topic_of
from facilitation.clinic.escalating import escalate_person
from facilitation.clinic.state import Clinic, ClinicPicture
from facilitation.words import NOTHING, Arrival, Decision, Given, Said

FEWEST_WORDS_IN_DM = 3


def hear_said(arrival: Arrival, picture: ClinicPicture, given: Given) -> Decision:
    """Somebody wrote in the bot's direct conversation, mentioned it, or wrote in a clinic's thread."""
    heard = arrival.what
    assert isinstance(heard, Said)
    words = heard.text.strip()
    if heard.by_bot or heard.edited or not words:
        return NOTHING
    clinic = picture.clinic
    if clinic is not None and clinic.is_open:
        return hear_in_clinic(arrival, picture, clinic, given, words)
    if not (heard.private or heard.to_bot):
        return NOTHING
    if topic := topic_of(words):  # however few words there are
        return escalate_person(arrival, picture.contacts, topic)
    if not heard.private:
        root = heard.message.thread or heard.message.id
        return begin(arrival, picture, given, words, replace(heard.message, thread=root))
    return (
        begin(arrival, picture, given, words, None) if len(words.split()) >= FEWEST_WORDS_IN_DM else NOTHING
    )


def hear_in_clinic(
    arrival: Arrival, picture: ClinicPicture, clinic: Clinic, given: Given, words: str
) -> Decision:
    """Words where a clinic is open: privately they are the asker's turn; in a thread they may be everybody's."""
    heard = arrival.what
    assert isinstance(heard, Said)
    if not heard.private and clinic.session is not None and clinic.session.is_running:
        return session.hear(arrival, picture, given, words)
    if clinic.asker != arrival.person:
        return replies.hear_reply(arrival, picture, given, words)
    if heard.private or clinic.thread is not None:
        return hear_words(arrival, picture, given, words)
    return NOTHING  # the asker among the others, under their shared question
