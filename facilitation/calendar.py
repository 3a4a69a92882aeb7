"""A gathering as a calendar entry (.ics, RFC 5545), with its rhythm and in its community's own zone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from facilitation import rhythm
from facilitation.asking import said
from facilitation.attention import ANSWER
from facilitation.community import Community
from facilitation.gathering import Floor, Gathering
from facilitation.membership import tell
from facilitation.on_demand import OnDemand
from facilitation.voice import gathering as say
from facilitation.words import Arrival, Attached, Button, Buttons, Decision, Given, Letter, Moment, Typed

if TYPE_CHECKING:
    import icalendar
else:
    icalendar = OnDemand("icalendar")


def entry(one: Gathering, community: Community, now: datetime) -> str:
    """The text of an .ics file. ``now`` is when it was made (DTSTAMP)."""
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//Evener//Gatherings//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(event(one, community, now))
    calendar.add_missing_timezones()
    text: bytes = calendar.to_ical()
    return text.decode()


def whole(gatherings: Sequence[Gathering], community: Community, now: datetime) -> str:
    """A community's calendar, for subscribing."""
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//Evener//Gatherings//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", community.name)
    calendar.add("refresh-interval", timedelta(hours=1), parameters={"VALUE": "DURATION"})
    for one in gatherings:
        calendar.add_component(event(one, community, now))
    calendar.add_missing_timezones()
    text: bytes = calendar.to_ical()
    return text.decode()


def event(one: Gathering, community: Community, now: datetime) -> icalendar.Event:
    """Begin and end by the clock of the community's zone, so that a rhythm keeps its hour when clocks are turned."""
    made = icalendar.Event()
    made.add("uid", f"{one.id}@evener")
    made.add("dtstamp", now.astimezone(UTC))
    made.add("dtstart", rhythm.local(community.zone, one.at))
    made.add("dtend", rhythm.local(community.zone, one.ends))
    made.add("summary", title(one, community))
    if one.state == "cancelled":
        made.add("status", "CANCELLED")
    if one.every:
        made.add("rrule", {"freq": "weekly", "interval": one.every // 7})
    return made


def google_link(one: Gathering, community: Community) -> str:
    """Opens Google's own form with the entry filled in; nothing is told to anybody before a person opens it."""
    times = "/".join(f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}" for at in (one.at, one.ends))
    asked = {"action": "TEMPLATE", "text": title(one, community), "dates": times, "ctz": community.zone}
    if one.every:
        asked["recur"] = f"RRULE:FREQ=WEEKLY;INTERVAL={one.every // 7}"
    return f"https://calendar.google.com/calendar/render?{urlencode(asked)}"


def outlook_link(one: Gathering, community: Community) -> str:
    """Opens Outlook's own form with the entry filled in (a link cannot carry a rhythm there)."""
    times = {"startdt": one.at.astimezone(UTC).isoformat(), "enddt": one.ends.astimezone(UTC).isoformat()}
    asked = {"path": "/calendar/action/compose", "rru": "addevent", "subject": title(one, community), **times}
    return f"https://outlook.office.com/calendar/0/deeplink/compose?{urlencode(asked)}"


def title(one: Gathering, community: Community) -> str:
    return f"{one.title} ({community.name})"


def show_calendar(arrival: Arrival, floor: Floor, given: Given) -> Decision:
    """``For my calendar``: a private letter with the file and links into two calendars; the press tells nobody else."""
    one, community = floor.one, floor.community
    if one is None or community is None:
        return Decision((tell(say.OVER),))
    buttons = Buttons(
        (
            Button(say.GOOGLE, "gathering.link", url=google_link(one, community)),
            Button(say.OUTLOOK, "gathering.link", url=outlook_link(one, community)),
        )
    )
    told = say.CALENDAR_ENTRY(title=Typed(one.title), at=Moment(one.at))
    file = Attached(file_name(one, community), entry(one, community, given.now))
    once = f"gathering:{one.id}:calendar:{given.new_id()}"
    message = said(told, buttons, file)
    letter = Letter(once, arrival.person, message, "gathering.calendar", importance=ANSWER)
    return Decision((tell(say.CALENDAR_COMES),), (letter,))


def file_name(one: Gathering, community: Community) -> str:
    """``testing-guild-2026-03-12.ics``: plain letters and digits only."""
    plain = "".join(
        letter if letter.isascii() and letter.isalnum() else "-" for letter in community.name.lower()
    )
    return f"{'-'.join(filter(None, plain.split('-'))) or 'gathering'}-{one.at:%Y-%m-%d}.ics"
