"""Why each table is kept, who sees what is in it, how long it stays, and what becomes of it when a person asks to be erased.

The one place that says so: housekeeping, ``/community mydata``, ``evener person``, ``evener dpia`` and docs/privacy.md are
all made from it or held to it, and a test refuses a table that is not here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Until(StrEnum):
    """What ends the keeping of a row."""

    ARRIVALS = "arrivals"
    LETTERS = "letters"
    EVENTS = "events"
    MARKS = "marks"
    LEDGER = "ledger"
    ARCHIVE = "archive"
    USED = "used"
    CLOSED = "closed"
    TAKEN_BACK = "taken back"
    ERASED = "erased"
    WORKSPACE = "workspace"


class Erasing(StrEnum):
    """What becomes of a row whose column names the person who is erased."""

    GOES = "the row goes"
    NAMELESS = "the row stays without the name"
    GIVEN = "stays without the name, or goes: as the person chooses"
    EMPTY = "the column is emptied"


@dataclass(frozen=True, slots=True)
class Purpose:
    """``topic`` groups tables for people to read. ``ages``: the column by which housekeeping knows what is old."""

    topic: str
    why: str
    seen: str
    until: Until
    people: Mapping[str, Erasing] = field(default_factory=dict)
    ages: str = ""
    emptied: tuple[str, ...] = ()  # JSON lists that are emptied with the name
    shows_others: bool = False  # who else is in the row is told to the person it is about


GOES, NAMELESS, GIVEN, EMPTY = Erasing.GOES, Erasing.NAMELESS, Erasing.GIVEN, Erasing.EMPTY
YOU, COMMUNITY, NOBODY = "you", "the community", "nobody"
CONVENERS = "you, and as a whole its conveners and its sponsor"
ADMINS = "admins"

PURPOSES: dict[str, Purpose] = {
    # you
    "people": Purpose(
        "you", "to write to you by your name, in your language and at your time, or not at all; and whether you look "
        "after the whole workspace, so that you can look after this bot", YOU,
        Until.ERASED, {"person_id": GOES}),
    "about_me": Purpose(
        "you", "what you tell about yourself, so that others find you", COMMUNITY, Until.TAKEN_BACK,
        {"person_id": GOES}),
    "organisation": Purpose(
        "you", "what your organisation told: department, site, manager, languages, start; to see whether suggestions "
        "reach all alike, as a whole", "you; others only whole figures of ten people or more", Until.ERASED,
        {"person_id": GOES, "manager_id": EMPTY}),
    "searchable": Purpose(
        "you", "to find practices and what people told about themselves by plain words", COMMUNITY,
        Until.TAKEN_BACK, {"found_id": GOES}),
    "digest_habits": Purpose(
        "you", "how often you read your Monday message, so that it comes less often when you do not", YOU,
        Until.ERASED, {"person_id": GOES}),
    "nudge_wishes": Purpose(
        "you", "which suggestions of the bot you do not want", YOU, Until.ERASED, {"person_id": GOES}),
    # communities
    "communities": Purpose(
        "communities", "what a community is, who made it and who sponsors it", COMMUNITY, Until.WORKSPACE,
        {"sponsor_id": EMPTY, "created_by": NAMELESS}),
    "community_channels": Purpose(
        "communities", "in which channel a community lives", COMMUNITY, Until.WORKSPACE),
    "channels": Purpose("communities", "what channels are called", "those in the channel", Until.WORKSPACE),
    "members": Purpose(
        "communities", "who belongs to a community, since when, in which role, and who left", COMMUNITY,
        Until.ERASED, {"person_id": GOES}),
    "convener_terms": Purpose(
        "communities", "until when somebody convenes", COMMUNITY, Until.ERASED, {"person_id": GOES}),
    "nominations": Purpose(
        "communities", "who was proposed as convener, and by whom", COMMUNITY, Until.ERASED,
        {"nominee": GOES, "by": NAMELESS}),
    "nomination_supports": Purpose(
        "communities", "who supported a proposal", COMMUNITY, Until.CLOSED, {"person_id": GOES}),
    "charter_proposals": Purpose(
        "communities", "a charter that is talked over, and who proposed it", COMMUNITY, Until.WORKSPACE,
        {"by": NAMELESS}),
    "charter_rules": Purpose("communities", "how a community adopts its charter", COMMUNITY, Until.WORKSPACE),
    "charter_versions": Purpose(
        "communities", "the charters a community adopted", COMMUNITY, Until.WORKSPACE),
    "charter_votes": Purpose(
        "communities", "who agreed to a charter", NOBODY, Until.ERASED, {"person_id": GOES}),
    "member_values": Purpose(
        "communities", "what members say matters to them", COMMUNITY, Until.TAKEN_BACK, {"person_id": GOES}),
    "welcomes": Purpose(
        "communities", "who was asked to welcome whom, so that nobody is asked twice", YOU, Until.ERASED,
        {"newcomer_id": GOES, "person_id": GOES}, shows_others=True),
    "introductions": Purpose(
        "communities", "who was introduced to whom in which round, so that a pair does not come again", YOU,
        Until.ERASED, {"person_id": GOES}),
    "introduction_wishes": Purpose(
        "communities", "whether you want to be introduced", YOU, Until.ERASED, {"person_id": GOES}),
    "gatherings": Purpose(
        "communities", "when a community meets, and who hosts", COMMUNITY, Until.WORKSPACE, {"host": NAMELESS}),
    "gathering_topics": Purpose(
        "communities", "what people want to talk about", COMMUNITY, Until.WORKSPACE, {"person_id": GIVEN}),
    # talk
    "chat_messages": Purpose(
        "talk", "who wrote where and when, without any words: for suggestions, and for how taking part is spread",
        CONVENERS, Until.EVENTS, {"person_id": GOES}, ages="at"),
    "chat_mentions": Purpose(
        "talk", "who was named in a message, without any words", CONVENERS, Until.EVENTS,
        {"person_id": GOES, "by_id": GOES}, ages="at"),
    "chat_reactions": Purpose(
        "talk", "who reacted to a message", CONVENERS, Until.EVENTS, {"person_id": GOES, "to_id": EMPTY},
        ages="at"),
    "moves_told": Purpose(
        "talk", "how many messages of a sponsor or convener on a day told and how many asked: a mirror for "
        "them alone", YOU, Until.EVENTS, {"person_id": GOES}, ages="day"),
    # letters
    "letters": Purpose(
        "letters", "what the bot writes to you: its words until they are old, then only that it was written, "
        "so that nothing comes twice and can be taken back", YOU, Until.LETTERS, {"recipient": GOES}),
    "arrivals": Purpose(
        "letters", "what reached the bot already, so that a second delivery counts once", NOBODY,
        Until.ARRIVALS, ages="at"),
    "wakes": Purpose("letters", "when the bot looks at something again", NOBODY, Until.USED),
    # suggested
    "suggestions": Purpose(
        "suggested", "who might be asked to a community, why, and what became of it", "you, and who was asked",
        Until.ERASED, {"person_id": NAMELESS, "asked_id": EMPTY}, emptied=("words",), shows_others=True),
    "invitation_asks": Purpose(
        "suggested", "which member was asked to carry an invitation", "you, and who was invited", Until.ERASED,
        {"member_id": GOES}),
    "suggestion_refusals": Purpose(
        "suggested", "that you do not want to be suggested", YOU, Until.ERASED, {"person_id": GOES}),
    "nudge_offers": Purpose(
        "suggested", "what the bot suggested to a convener and whether it helped, to measure its suggestions",
        YOU, Until.ERASED, {"person_id": NAMELESS}, emptied=("evidence",)),
    "nudges_retired": Purpose(
        "suggested", "which kinds of suggestion did not help and are not made any more", ADMINS,
        Until.WORKSPACE),
    # pulse
    "pulse_waves": Purpose(
        "pulse", "which questions were asked when, who sent them, and what a convener said came of it", COMMUNITY, Until.WORKSPACE,
        {"by": NAMELESS}),
    "pulse_asked": Purpose(
        "pulse", "that you were asked on a day, so that reminders go to those who have not answered and nobody "
        "is asked too often", YOU, Until.ERASED, {"person_id": GOES}),
    "pulse_secrets": Purpose(
        "pulse", "the secret with which answers of an open pulse are sealed", NOBODY, Until.CLOSED),
    "pulse_sheets": Purpose(
        "pulse", "answers of an open pulse, each in a sealed envelope without a name", NOBODY, Until.CLOSED),
    "pulse_first_readers": Purpose(
        "pulse", "who answered, as marks that only the house's key can compute, until they have read the results "
        "first", NOBODY, Until.CLOSED),
    "pulse_pairs": Purpose(
        "pulse", "pairs of answers of nobody in particular, sealed and over all communities, to compute how well "
        "statements hang together; only where the house gathers such evidence", NOBODY, Until.WORKSPACE),
    "pulse_comments": Purpose(
        "pulse", "comments of a closed pulse, without a name and in no order", COMMUNITY, Until.WORKSPACE),
    "pulse_figures": Purpose(
        "pulse", "counts of a closed pulse, of five people or more", "those who answered, then conveners, then "
        "the sponsor", Until.WORKSPACE),
    "pulse_cohorts": Purpose(
        "pulse", "marks of the people behind a figure, so that no two figures can be subtracted to show a few",
        NOBODY, Until.MARKS, ages="on_day"),
    # help
    "clinics": Purpose(
        "help", "what you asked for help with and where it stands, until it is over", "you; others what you share",
        Until.CLOSED, {"asker_id": GOES}),
    "clinic_words": Purpose(
        "help", "what you wrote in a clinic's thread while you took part in a conversation there, until its summary, or "
        "your reply until you answered whether it may be kept", "those in the thread", Until.CLOSED,
        {"person_id": GOES}),
    "clinic_contacts": Purpose(
        "help", "whom people can turn to in trouble, as admins wrote it", "everybody", Until.WORKSPACE),
    "requests": Purpose(
        "help", "what a community asked its sponsor for and what was decided", COMMUNITY, Until.WORKSPACE,
        {"by": NAMELESS, "decided_by": EMPTY}),
    "request_terms": Purpose(
        "help", "within which limits a sponsor grants at once", COMMUNITY, Until.WORKSPACE),
    "offers": Purpose("help", "what somebody offers", COMMUNITY, Until.TAKEN_BACK, {"by": GOES}),
    # work
    "problems": Purpose(
        "work", "the question a sponsor holds and what became of it", COMMUNITY, Until.WORKSPACE,
        {"sponsor_id": NAMELESS}),
    "problem_hands": Purpose(
        "work", "who raised a hand for a problem", COMMUNITY, Until.ERASED, {"person_id": GOES}),
    "problem_invitations": Purpose(
        "work", "who was invited to a problem, and by whom", "you, and who invited", Until.ERASED,
        {"person_id": GOES, "invited_by": NAMELESS}, shows_others=True),
    "experiments": Purpose(
        "work", "what was tried and what was learnt", COMMUNITY, Until.WORKSPACE,
        {"opened_by": NAMELESS, "owner_id": EMPTY, "asked_id": EMPTY}),
    "promises": Purpose(
        "work", "what a sponsor promised, to be asked about it", "you, and the community it was made to",
        Until.ERASED, {"sponsor_id": GOES}),
    "practices": Purpose(
        "work", "what works, written down by those who did it", COMMUNITY, Until.TAKEN_BACK, {"by": GIVEN}),
    "practice_marks": Purpose(
        "work", "who used a practice and what they found", COMMUNITY, Until.ERASED, {"person_id": GOES}),
    # stories
    "stories": Purpose(
        "stories", "what people tell, shown once everybody in it agreed", "those it was shown to",
        Until.TAKEN_BACK, {"teller": GIVEN}),
    "story_people": Purpose(
        "stories", "who is in a story and whether they agreed", "the teller", Until.TAKEN_BACK,
        {"person_id": GOES}),
    "story_copies": Purpose(
        "stories", "where a story stands, so that it can be taken back everywhere", NOBODY, Until.TAKEN_BACK,
        {"recipient": NAMELESS}),
    # links
    "person_links": Purpose(
        "links", "that you are the same person on Slack and on Teams", YOU, Until.TAKEN_BACK,
        {"person_id": GOES, "alias_id": GOES}),
    "link_codes": Purpose(
        "links", "a code that joins your two accounts, for a day", NOBODY, Until.USED, {"person_id": GOES}),
    "mail_digests": Purpose(
        "links", "a digest of your e-mail address that cannot be read back, to find you on both chats", NOBODY,
        Until.ERASED, {"person_id": GOES}),
    "workspace_links": Purpose(
        "links", "which Slack workspace and which Teams tenant are one organisation", ADMINS, Until.WORKSPACE),
    # the house
    "ledger": Purpose(
        "ledger", "what was decided and why, also why nothing was said; and what admins did", "you, about yourself",
        Until.LEDGER, {"person_id": EMPTY}),
    "ledger_archive": Purpose(
        "ledger", "the same, older and packed", "you, about yourself", Until.ARCHIVE, ages="to_day"),
    "admins": Purpose(
        "communities", "to whom it was given to be an admin, and by whom", ADMINS, Until.ERASED,
        {"person_id": GOES, "given_by": EMPTY}),
    "keyring": Purpose(
        "house", "the tokens with which the bot speaks, encrypted", NOBODY, Until.WORKSPACE),
    "paces": Purpose(
        "house", "from when on the bot may write in a workspace again, so that it keeps the platform's pace", NOBODY,
        Until.WORKSPACE),
    "api_tokens": Purpose(
        "house", "digests of the tokens with which other programs read what was published", ADMINS,
        Until.TAKEN_BACK),
    "calendar_feeds": Purpose(
        "house", "which communities' calendars may be subscribed to", ADMINS, Until.TAKEN_BACK),
    "webhooks": Purpose(
        "house", "addresses of other programs that are told what happens in communities, their secrets encrypted",
        ADMINS, Until.TAKEN_BACK),
    "webhook_events": Purpose(
        "house", "what those addresses are told: kind, hour and community, never a person", ADMINS, Until.USED),
    "erasures": Purpose(
        "house", "what is to be erased, until it is", NOBODY, Until.USED, {"person_id": GOES}),
}  # fmt: skip

TOPICS = tuple(dict.fromkeys(one.topic for one in PURPOSES.values()))
