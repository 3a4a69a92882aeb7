"""How Evener speaks about a person's own settings: hours, language, quiet, and what they do not want."""

from __future__ import annotations

from facilitation.voice.catalogue import Slot, label, sentence
from facilitation.words import Act

INFORM, LOGISTICS = Act.INFORM, Act.LOGISTICS

HEADING = label("settings.heading", "Your settings")
SUMMARY = sentence("settings.summary", INFORM, "Your settings.")()
CHANGE = label("settings.change", "Change")
QUIET_WEEK = label("settings.quiet.week", "Quiet for a week")
QUIET_END = label("settings.quiet.end", "End the quiet")
HOURS = label("settings.hours", "Your hours")
HOURS_ARE = sentence(
    "settings.hours.are", INFORM, "{starts} to {ends}, {days}, {zone}",
    starts=Slot.NAME, ends=Slot.NAME, days=Slot.TERM, zone=Slot.NAME,
)  # fmt: skip
LANGUAGE = label("settings.language", "Language")
QUIET = label("settings.quiet", "Quiet")
QUIET_UNTIL = sentence("settings.quiet.until", INFORM, "until {at}", at=Slot.MOMENT)
AWAY_UNTIL = sentence("settings.away.until", INFORM, "back on {day}", day=Slot.DAY)
NO_QUIET = label("settings.quiet.none", "no")
NOT_WANTED = label("settings.not_wanted", "Not wanted")
NOTHING = label("settings.nothing", "nothing, all are welcome")
TERMS = sentence("settings.terms", Act.LABEL, "{terms}", terms=Slot.PEOPLE)
DAYS_EVERY = label("settings.days.every", "every day")
DAYS_WEEK = label("settings.days.week", "Monday to Friday")
DAYS_OWN = label("settings.days.own", "on your own days")

TITLE = label("settings.title", "Your settings")
SAVE = label("settings.save", "Save")
ZONE_LABEL = label("settings.zone.label", "Time zone")
ZONE_HINT = sentence("settings.zone.hint", INFORM, "As in Europe/Berlin or America/New_York.")()
STARTS_LABEL = label("settings.starts.label", "Your day starts")
ENDS_LABEL = label("settings.ends.label", "Your day ends")
TIME_HINT = sentence("settings.time.hint", INFORM, "Hours and minutes, as in 09:00.")()
DAYS_LABEL = label("settings.days.label", "Your days")
COUNTRY_LABEL = label("settings.country.label", "Public holidays of")
COUNTRY_HINT = sentence("settings.country.hint", INFORM, "Two letters, as in DE or US. Empty: none.")()
AWAY_LABEL = label("settings.away.label", "Away until")
REFUSED_LABEL = label("settings.refused.label", "I do not want")
SAVED = sentence("settings.saved", INFORM, "Your settings are saved and hold from now on.")()
ZONE_WRONG = sentence(
    "settings.zone.wrong", LOGISTICS, "I do not know this time zone. It looks like Europe/Berlin."
)()
TIME_WRONG = sentence("settings.time.wrong", LOGISTICS, "This is not a time. It looks like 09:00.")()
COUNTRY_WRONG = sentence(
    "settings.country.wrong", LOGISTICS, "This is not a country code. It looks like DE."
)()
QUIET_NOW = sentence("settings.quiet.now", INFORM, "I am quiet until {at}.", at=Slot.MOMENT)
QUIET_OVER = sentence("settings.quiet.over", INFORM, "The quiet is over.")()

WEEKDAYS = tuple(
    label(f"settings.day.{number}", name)
    for number, name in enumerate(
        ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
    )
)
LANGUAGES = {
    "en": label("settings.language.en", "English"),
    "de": label("settings.language.de", "Deutsch"),
    "fr": label("settings.language.fr", "Français"),
}
KINDS = {
    "pulse": label("settings.kind.pulse", "Pulses"),
    "digest": label("settings.kind.digest", "Weekly digests"),
    "nudge": label("settings.kind.nudge", "Ideas for conveners"),
    "invitation": label("settings.kind.invitation", "Questions about inviting people"),
    "introduction": label("settings.kind.introduction", "Introductions"),
    "story": label("settings.kind.story", "Questions about stories"),
    "clinic": label("settings.kind.clinic", "Requests to help somebody"),
}
