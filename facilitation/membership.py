"""Making a community, coming in, going out, and the charter that says what it is for."""

from __future__ import annotations

from dataclasses import replace

from facilitation.community import (
    Bench,
    CharterWritten,
    Community,
    CommunityCreated,
    LanguageNamed,
    MemberJoined,
    MemberLeft,
    Membership,
    MembersSeen,
    RoleTaken,
    SponsorNamed,
)
from facilitation.voice import community as say
from facilitation.voice.charter import PROPOSE
from facilitation.voice.settings import LANGUAGES
from facilitation.words import (
    NOTHING,
    Arrival,
    Button,
    Buttons,
    Command,
    Decision,
    Entry,
    Facts,
    Form,
    Given,
    Heading,
    Joined,
    Left,
    Letter,
    Line,
    Message,
    Moment,
    Note,
    OneOf,
    Open,
    Option,
    PersonField,
    Phrase,
    Place,
    Press,
    Prose,
    Reask,
    Redraw,
    Roster,
    Small,
    Submission,
    Tell,
    Typed,
    Wake,
    Who,
    ask_profile,
    ask_roster,
)

MOST_NAME, MOST_WORDS = 80, 1500
FEW_STRANGERS = 20


def tell(*phrases: Phrase, parts: tuple[Buttons | Small, ...] = ()) -> Tell:
    """One short private answer."""
    return Tell(Message(phrases[0], (Prose(phrases), *parts)))


def name_of(community: Community) -> Typed:
    return Typed(community.name)


# --- making one ---------------------------------------------------------------------------------------------------


def ask_new(arrival: Arrival, bench: Bench, given: Given) -> Decision:
    """``/community new`` in a channel opens the form."""
    asked = arrival.what
    assert isinstance(asked, Command)
    if asked.channel is None or asked.private:
        return Decision((tell(say.NOT_HERE),))
    if bench.here:
        return Decision((tell(say.EXISTS(name=name_of(bench.here)), parts=(join_buttons(bench.here),)),))
    form = Form(
        "community.new",
        say.NEW_TITLE,
        say.NEW_SUBMIT,
        (
            Note((say.NEW_INTRO,)),
            *charter_fields(Community("", arrival.workspace, "")),
            language_field(bench.person.language),
        ),
        (asked.channel,),
    )
    return Decision((Open(form),))


def charter_fields(community: Community) -> tuple[Line | PersonField, ...]:
    """The parts of a charter as form fields, filled with what stands."""
    return (
        Line("name", say.NAME_LABEL, value=community.name, most=MOST_NAME),
        Line("purpose", say.PURPOSE_LABEL, say.PURPOSE_HINT, community.purpose, True, True, MOST_WORDS),
        Line("values", say.VALUES_LABEL, say.VALUES_HINT, community.values, True, True, MOST_WORDS),
        Line("who_for", say.WHO_LABEL, None, community.who_for, True, True, MOST_WORDS),
        PersonField("sponsor", say.SPONSOR_LABEL, community.sponsor, say.SPONSOR_HINT, True),
    )


def language_field(language: str) -> OneOf:
    """In which language the channel is written to."""
    options = tuple(Option(name, code) for code, name in LANGUAGES.items())
    spoken = language[:2] if language[:2] in LANGUAGES else "en"
    return OneOf("language", say.LANGUAGE_LABEL, options, spoken, say.LANGUAGE_HINT)


def make(arrival: Arrival, bench: Bench, given: Given) -> Decision:
    """The form came back: the community exists, its maker convenes it, and the channel's people are looked up."""
    filled = arrival.what
    assert isinstance(filled, Submission)
    name, channel = filled.text("name"), filled.memo[0]
    if not name:
        return Decision((Reask((("name", say.NAME_MISSING),)),))
    if bench.here:
        return Decision((tell(say.EXISTS(name=name_of(bench.here))),))
    made = Community(
        id=given.new_id(),
        workspace=arrival.workspace,
        name=name[:MOST_NAME],
        purpose=filled.text("purpose"),
        values=filled.text("values"),
        who_for=filled.text("who_for"),
        channels=(channel,),
        sponsor=filled.text("sponsor") or None,
        zone=bench.person.zone,
        language=filled.text("language") or bench.person.language,
        created_by=arrival.person,
        members=(Membership(arrival.person, "convener"),),
    )
    hello = Button(say.SAY_HELLO, "community.hello", (made.id,))
    members = say.MADE_MEMBERS(place=Place(channel))
    return Decision(
        replies=(tell(say.MADE(name=name_of(made)), members, parts=(Buttons((hello,)),)),),
        letters=sponsor_letter(made, made.sponsor, arrival),
        wakes=(ask_roster(channel, given.now),),
        entries=(Entry("community.created", made.id, person=arrival.person),),
        changes=(CommunityCreated(made),),
    )


def sponsor_letter(community: Community, sponsor: str | None, arrival: Arrival) -> tuple[Letter, ...]:
    """A sponsor hears of it from us at once, and what we will and will not tell them."""
    if sponsor is None or sponsor == arrival.person:
        return ()
    told = say.SPONSORING(who=Who(arrival.person), name=name_of(community))
    message = Message(say.SPONSORING_SUMMARY(name=name_of(community)), (Prose((told,)),))
    once = f"sponsoring:{community.id}:{sponsor}"
    return (Letter(once, sponsor, message, "community.sponsoring", importance=50),)


def say_hello(arrival: Arrival, bench: Bench, given: Given) -> Decision:
    """The maker chose to tell the channel; told once however often it is pressed."""
    if bench.here is None or not bench.here.has(arrival.person):
        return NOTHING
    made = bench.here
    hello = say.HELLO(name=name_of(made), who=Who(arrival.person))
    purpose = (Prose((say.HELLO_PURPOSE(purpose=Typed(made.purpose)),)),) if made.purpose else ()
    message = Message(hello, (Prose((hello,)), *purpose, Small((say.HELLO_SMALL,))))
    letters = tuple(
        Letter(f"hello:{made.id}:{one}", one, message, "community.hello") for one in made.channels
    )
    return Decision((Redraw(Message(say.TOLD, (Prose((say.TOLD,)),))),), letters)


# --- coming in and going out --------------------------------------------------------------------------------------


def join_buttons(community: Community) -> Buttons:
    return Buttons((Button(say.JOIN_BUTTON, "community.join", (community.id,), "primary"),))


def join(arrival: Arrival, bench: Bench, given: Given) -> Decision:
    """A person comes into the community of this channel (or of the card they pressed)."""
    community = bench.here
    if community is None:
        return Decision((tell(say.NO_COMMUNITY),))
    if community.has(arrival.person):
        return Decision((tell(say.ALREADY(name=name_of(community))),))
    return Decision(
        replies=(tell(say.JOINED(name=name_of(community))),),
        entries=(Entry("member.joined", community.id, person=arrival.person),),
        changes=(MemberJoined(community.id, arrival.person),),
    )


def leave(arrival: Arrival, bench: Bench, given: Given) -> Decision:
    """A person goes; nobody is told, and nothing is asked."""
    community = bench.meant
    if community is None:
        return Decision((tell(say.WHICH if bench.mine else say.NO_COMMUNITY),))
    if not community.has(arrival.person):
        return Decision((tell(say.NOT_IN(name=name_of(community))),))
    last = community.conveners == (arrival.person,)
    words = (
        say.LEFT(name=name_of(community)),
        *((say.LAST_CONVENER(name=name_of(community)),) if last else ()),
    )
    return Decision(
        replies=(tell(*words),),
        entries=(Entry("member.left", community.id, person=arrival.person),),
        changes=(MemberLeft(community.id, arrival.person),),
    )


def come_with_channel(arrival: Arrival, bench: Bench, given: Given) -> Decision:
    """Somebody joined the channel of a community: they are in it, as its charter says."""
    if bench.here is None or bench.here.has(arrival.person) or bench.person.is_bot:
        return NOTHING
    assert isinstance(arrival.what, Joined)
    return Decision(
        entries=(Entry("member.joined", bench.here.id, (("by", "channel"),), arrival.person),),
        changes=(MemberJoined(bench.here.id, arrival.person),),
    )


def go_with_channel(arrival: Arrival, bench: Bench, given: Given) -> Decision:
    """Somebody left the channel of a community: they are out of it."""
    if bench.here is None or not bench.here.has(arrival.person):
        return NOTHING
    assert isinstance(arrival.what, Left)
    return Decision(
        entries=(Entry("member.left", bench.here.id, (("by", "channel"),), arrival.person),),
        changes=(MemberLeft(bench.here.id, arrival.person),),
    )


def see_roster(arrival: Arrival, bench: Bench, given: Given) -> Decision:
    """The platform told who is in the channel: they belong to the community, except those who left it before."""
    roster = arrival.what
    assert isinstance(roster, Roster)
    if bench.here is None or not roster.people:
        return NOTHING
    few = len(bench.strangers) <= FEW_STRANGERS
    errands = (
        tuple(ask_profile(one, given.now) for one in bench.strangers)
        if few
        else (ask_people(arrival, given),)
    )
    return Decision(wakes=errands, changes=(MembersSeen(bench.here.id, roster.people),))


def ask_people(arrival: Arrival, given: Given) -> Wake:
    """Many strangers at once: one errand for everybody instead of one each (users.info is 100 a minute)."""
    return Wake(given.now, "errand.people", arrival.workspace)


def convene(arrival: Arrival, bench: Bench, given: Given) -> Decision:
    """Where nobody convenes, a member may take it up."""
    community = bench.here
    if community is None or not community.has(arrival.person):
        return Decision((tell(say.NO_COMMUNITY),))
    if community.conveners:
        who = tuple(Who(one) for one in community.conveners)
        return Decision((tell(say.HAS_CONVENER(name=name_of(community), who=who)),))
    return Decision(
        replies=(Redraw(charter_message(taken_up(community, arrival.person), arrival.person)),),
        entries=(Entry("convener.took_up", community.id, person=arrival.person),),
        changes=(RoleTaken(community.id, arrival.person, "convener"),),
    )


def taken_up(community: Community, person: str) -> Community:
    """The same community with this member as convener."""
    members = tuple(
        replace(one, role="convener") if one.person == person else one for one in community.members
    )
    return replace(community, members=members)


# --- the charter --------------------------------------------------------------------------------------------------


def show_charter(arrival: Arrival, bench: Bench, given: Given) -> Decision:
    """``/community charter``: what this community is for, and for conveners the button to change it."""
    if bench.meant is None:
        return Decision((tell(say.WHICH if bench.mine else say.NO_COMMUNITY),))
    return Decision((Tell(charter_message(bench.meant, arrival.person)),))


def charter_message(community: Community, reader: str) -> Message:
    """The charter as a card."""
    rows = (
        (say.PURPOSE_LABEL, community.purpose),
        (say.VALUES_LABEL, community.values),
        (say.WHO_LABEL, community.who_for),
    )
    facts = [(name, say.WORDS(words=Typed(text)) if text else say.NOT_SAID) for name, text in rows]
    conveners = (
        say.PEOPLE(who=tuple(Who(one) for one in community.conveners)) if community.conveners else say.NOBODY
    )
    facts.append((say.CONVENERS_LABEL, conveners))
    if community.sponsor:
        facts.append((say.SPONSOR_LABEL, say.PEOPLE(who=(Who(community.sponsor),))))
    heading = Heading(say.COMMUNITY_NAME(name=name_of(community)))
    summary = say.CHARTER_SUMMARY(name=name_of(community))
    return Message(summary, (heading, Facts(tuple(facts)), *charter_buttons(community, reader)))


def charter_buttons(community: Community, reader: str) -> tuple[Buttons, ...]:
    """What this reader may do with the charter: a convener changes it, any member proposes other words."""
    if not community.has(reader):
        return (join_buttons(community),)
    key = (community.id,)
    change = Button(say.CHARTER_BUTTON, "community.charter", key, opens_form=True)
    convene = Button(say.CONVENE_BUTTON, "community.convene", key)
    first = (change,) if community.is_convened_by(reader) else () if community.conveners else (convene,)
    return (Buttons((*first, Button(PROPOSE, "charter.propose", key, opens_form=True))),)


def edit_charter(arrival: Arrival, bench: Bench, given: Given) -> Decision:
    """A convener opens the charter's form."""
    assert isinstance(arrival.what, Press)
    if bench.here is None:
        return Decision((tell(say.NO_COMMUNITY),))
    refused = not_convening(bench.here, arrival.person)
    if refused:
        return refused
    fields = (*charter_fields(bench.here), language_field(bench.here.language))
    form = Form("community.charter", say.CHARTER_TITLE, say.CHARTER_SUBMIT, fields, (bench.here.id,))
    return Decision((Open(form),))


def not_convening(community: Community, person: str) -> Decision | None:
    """The refusal for somebody who does not convene; None for somebody who does."""
    if community.is_convened_by(person):
        return None
    if not community.conveners:
        return Decision((tell(say.NOBODY_CONVENES(name=name_of(community))),))
    who = tuple(Who(one) for one in community.conveners)
    return Decision((tell(say.ONLY_CONVENERS(name=name_of(community), who=who)),))


def write_charter(arrival: Arrival, bench: Bench, given: Given) -> Decision:
    """The charter's form came back."""
    filled = arrival.what
    assert isinstance(filled, Submission)
    if bench.here is None:
        return Decision((tell(say.NO_COMMUNITY),))
    refused = not_convening(bench.here, arrival.person)
    if refused:
        return refused
    if not filled.text("name"):
        return Decision((Reask((("name", say.NAME_MISSING),)),))
    community, sponsor = bench.here, filled.text("sponsor") or None
    words = {part: filled.text(part) for part in ("name", "purpose", "values", "who_for")}
    new_sponsor = sponsor != community.sponsor
    return Decision(
        replies=(tell(say.CHARTER_SAVED(name=Typed(words["name"]))),),
        letters=sponsor_letter(community, sponsor, arrival) if new_sponsor else (),
        # a roster that comes in also gives a new sponsor their first Monday
        wakes=tuple(ask_roster(one, given.now) for one in community.channels) if new_sponsor else (),
        entries=(
            Entry("charter.written", community.id, person=arrival.person),
            *((Entry("admin.sponsor_named", community.id, person=arrival.person),) if new_sponsor else ()),
        ),
        changes=(
            CharterWritten(community.id, **words),
            *((SponsorNamed(community.id, sponsor),) if new_sponsor else ()),
            *language_named(community, filled),
        ),
    )


def language_named(community: Community, filled: Submission) -> tuple[LanguageNamed, ...]:
    """The channel's language, where the form asked for it and another one came back."""
    language = filled.text("language")
    same = language in ("", community.language[:2]) or language not in LANGUAGES
    return () if same else (LanguageNamed(community.id, language),)


# --- how it stands ------------------------------------------------------------------------------------------------


def show_status(arrival: Arrival, bench: Bench, given: Given) -> Decision:
    """``/community status``: stage, size, age; nothing about any one person."""
    community = bench.meant
    if community is None:
        return Decision((tell(say.WHICH if bench.mine else say.NO_COMMUNITY),))
    facts = [
        (say.STAGE_LABEL, say.STAGES[community.stage.value]),
        (say.MEMBERS_LABEL, say.COUNT(n=len(community.members))),
    ]
    if community.created_at:
        facts.append((say.SINCE_LABEL, say.SINCE(at=Moment(community.created_at, "date"))))
    heading = Heading(say.COMMUNITY_NAME(name=name_of(community)))
    summary = say.STATUS_SUMMARY(name=name_of(community))
    return Decision(
        (Tell(Message(summary, (heading, Facts(tuple(facts)), *charter_buttons(community, arrival.person)))),)
    )
