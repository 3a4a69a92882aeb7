"""A person's own settings: their hours, language, quiet, and what they do not want to get."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from facilitation.community import Bench
from facilitation.membership import tell
from facilitation.people import WEEKDAYS, HoursChosen, Person, RefusedChosen, RestChosen
from facilitation.rhythm import known_zone
from facilitation.voice import settings as say
from facilitation.words import (
    Arrival,
    Button,
    Buttons,
    DateField,
    Decision,
    Entry,
    Facts,
    Form,
    Given,
    Heading,
    Line,
    ManyOf,
    Message,
    Moment,
    OneOf,
    Open,
    Option,
    Phrase,
    Reask,
    Submission,
    Tell,
    Typed,
)

EVERY_DAY = frozenset(range(7))


def settings_parts(person: Person) -> tuple[Heading | Facts | Buttons, ...]:
    """My settings as they stand, with the buttons to change them (Home tab and ``/community settings``)."""
    facts = (
        (say.HOURS, hours_line(person)),
        (say.LANGUAGE, say.LANGUAGES.get(person.language[:2], say.LANGUAGES["en"])),
        (say.QUIET, quiet_line(person)),
        (say.NOT_WANTED, refused_line(person)),
    )
    quiet = (
        Button(say.QUIET_END, "settings.loud")
        if is_quiet(person)
        else Button(say.QUIET_WEEK, "settings.quiet")
    )
    change = Button(say.CHANGE, "settings.change", opens_form=True)
    return (Heading(say.HEADING), Facts(facts), Buttons((change, quiet)))


def is_quiet(person: Person) -> bool:
    return bool(person.snoozed_until or person.away_until)


def hours_line(person: Person) -> Phrase:
    days = {EVERY_DAY: say.DAYS_EVERY, WEEKDAYS: say.DAYS_WEEK}.get(person.days, say.DAYS_OWN)
    starts, ends = Typed(f"{person.starts:%H:%M}"), Typed(f"{person.ends:%H:%M}")
    return say.HOURS_ARE(starts=starts, ends=ends, days=days, zone=Typed(person.zone))


def quiet_line(person: Person) -> Phrase:
    if person.away_until:
        return say.AWAY_UNTIL(day=person.away_until)
    return say.QUIET_UNTIL(at=Moment(person.snoozed_until)) if person.snoozed_until else say.NO_QUIET


def refused_line(person: Person) -> Phrase:
    names = [kind for kind in say.KINDS if kind in person.refused]
    if not names:
        return say.NOTHING
    return say.TERMS(terms=tuple(say.KINDS[one] for one in names))


def settings_message(person: Person) -> Message:
    return Message(say.SUMMARY, settings_parts(person))


def show_settings(arrival: Arrival, bench: Bench, given: Given) -> Decision:
    """``/community settings``."""
    return Decision((Tell(settings_message(bench.person)),))


def change_settings(arrival: Arrival, bench: Bench, given: Given) -> Decision:
    """The form with everything a person can set, filled with what stands."""
    me = bench.person
    days = tuple(Option(name, str(number)) for number, name in enumerate(say.WEEKDAYS))
    languages = tuple(Option(name, code) for code, name in say.LANGUAGES.items())
    kinds = tuple(Option(name, kind) for kind, name in say.KINDS.items())
    refused = tuple(kind for kind in say.KINDS if kind in me.refused)
    fields = (
        Line("zone", say.ZONE_LABEL, say.ZONE_HINT, me.zone, most=64),
        Line("starts", say.STARTS_LABEL, say.TIME_HINT, f"{me.starts:%H:%M}", most=5),
        Line("ends", say.ENDS_LABEL, say.TIME_HINT, f"{me.ends:%H:%M}", most=5),
        ManyOf("days", say.DAYS_LABEL, days, tuple(str(day) for day in sorted(me.days))),
        Line("country", say.COUNTRY_LABEL, say.COUNTRY_HINT, me.country or "", optional=True, most=2),
        OneOf(
            "language", say.LANGUAGE, languages, me.language[:2] if me.language[:2] in say.LANGUAGES else "en"
        ),
        DateField("away", say.AWAY_LABEL, me.away_until, optional=True),
        ManyOf("refused", say.REFUSED_LABEL, kinds, refused),
    )
    return Decision((Open(Form("settings.change", say.TITLE, say.SAVE, fields)),))


def save_settings(arrival: Arrival, bench: Bench, given: Given) -> Decision:
    """The form came back: each wrong field is named, and nothing is saved until all are right."""
    filled = arrival.what
    assert isinstance(filled, Submission)
    wrong = tuple(faults(filled))
    if wrong:
        return Decision((Reask(wrong),))
    away = filled.text("away")
    chosen = HoursChosen(
        arrival.person,
        zone=filled.text("zone"),
        language=filled.text("language") or None,
        starts=a_time(filled.text("starts")),
        ends=a_time(filled.text("ends")),
        days=frozenset(int(day) for day in filled.many("days")) or WEEKDAYS,
        country=filled.text("country").upper(),
    )
    kept = (bench.person.refused - say.KINDS.keys()) | set(filled.many("refused"))
    return Decision(
        replies=(tell(say.SAVED),),
        entries=(Entry("settings.saved", arrival.person, person=arrival.person),),
        changes=(
            chosen,
            RestChosen(
                arrival.person, bench.person.snoozed_until, date.fromisoformat(away) if away else None
            ),
            RefusedChosen(arrival.person, frozenset(kept)),
        ),
    )


def faults(filled: Submission) -> list[tuple[str, Phrase]]:
    """What cannot be saved, by field."""
    found: list[tuple[str, Phrase]] = []
    if known_zone(filled.text("zone")) is None:
        found.append(("zone", say.ZONE_WRONG))
    found += [(name, say.TIME_WRONG) for name in ("starts", "ends") if a_time(filled.text(name)) is None]
    country = filled.text("country")
    if country and not re.fullmatch(r"[A-Za-z]{2}", country):
        found.append(("country", say.COUNTRY_WRONG))
    return found


def a_time(text: str) -> time | None:
    """``9:00``, ``09:00`` or ``9`` as a time; None for anything else."""
    found = re.fullmatch(r"(\d{1,2})(?::(\d{2}))?", text)
    if not found or int(found[1]) > 23 or int(found[2] or 0) > 59:
        return None
    return time(int(found[1]), int(found[2] or 0))


def be_quiet(arrival: Arrival, bench: Bench, given: Given) -> Decision:
    """One tap: nothing for a week."""
    return _rest(arrival, bench, given.now + timedelta(days=7))


def be_loud(arrival: Arrival, bench: Bench, given: Given) -> Decision:
    """One tap: the quiet is over."""
    return _rest(arrival, bench, None)


def _rest(arrival: Arrival, bench: Bench, until: datetime | None) -> Decision:
    told = say.QUIET_NOW(at=Moment(until, "date")) if until else say.QUIET_OVER
    return Decision(
        replies=(tell(told),),
        entries=(Entry("quiet.chosen", arrival.person, (("on", until is not None),), arrival.person),),
        changes=(RestChosen(arrival.person, until, None),),
    )
