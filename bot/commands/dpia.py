"""``evener dpia``: what a works council or a data protection officer asks, answered from the configuration that runs.

Nothing in it is written twice: purposes and retention come from storage/purposes.py and the settings, thresholds from the
rules that hold them, scopes from what the app asks for. It is no legal advice.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated

import typer

from adapters.slack.scopes import SCOPES
from bot.commands.running import run_or_exit
from bot.settings import Settings
from bot.tenants import every_settings
from facilitation.audit import ADMINISTRATIVE
from facilitation.digest import FEWEST as FEWEST_HANDS
from facilitation.periphery.fairness import FEWEST as FEWEST_CIRCLE
from facilitation.pulse.disclosure import LEAST, LEAST_COMMENTS, REMEMBERED
from storage.purposes import PURPOSES, TOPICS, Erasing, Purpose, Until

ENDS: Mapping[Until, str] = {
    Until.USED: "until it is used",
    Until.CLOSED: "until what it belongs to is over",
    Until.TAKEN_BACK: "until it is taken back",
    Until.ERASED: "until the person is erased",
    Until.WORKSPACE: "as long as the app is installed",
}

NEVER = (
    "the text of messages in channels (who wrote where and when is kept, and whether it held a question mark)",
    "who is quiet or did not answer: nobody can list it, no admin and no command either",
    "a score, a level or a mood of a person",
    "what somebody answered to a pulse, together with who they are, once the pulse has closed",
)

MANAGERS = (
    "A **sponsor** gets one message on Mondays about communities, never about one person: problems and what moved, how a "
    "community stands by its published pulse, how far leadership is shared, as a whole.",
    "A **convener** sees the members of their community, its published pulse, and private suggestions of what they could do.",
    "**Nobody** sees who answered, who did not, who was suggested and said no, or how much one person writes. No figure "
    "goes to an appraisal, and there is no interface that could take one there.",
)

AI_ACT = (
    "The EU AI Act prohibits inferring emotions of people at work (Article 5(1)(f)). Evener infers none: it has no model "
    "of sentiment, and no rule about mood.",
    "Systems that monitor or evaluate the performance and behaviour of workers are named in Annex III, point 4(b). Evener "
    "makes no output about one person to anybody else but those it must: the member who is asked to invite somebody reads "
    "why, and so does the one who was named. Whether this falls under it is for your lawyers to say.",
    "Suggestions are ranked by a fitted formula over who talks with whom; each carries its reasons in words, is measured "
    "against suggestions that were held back, and anybody can opt out with one press (`/community mine`).",
    "No language model is used. No data trains a model outside of your database.",
)


def dpia(
    out: Annotated[Path | None, typer.Option(help="A file to write; the terminal otherwise.")] = None,
) -> None:
    """Write the pack for a works council or a data protection officer, from the configuration as it is."""
    text = run_or_exit(_pack)
    if out is None:
        typer.echo(text)
        return
    out.write_text(text, encoding="utf-8")
    typer.echo(f"Written to {out}.")


async def _pack(settings: Settings) -> str:
    return pack(settings)


def pack(settings: Settings) -> str:
    """The whole pack as Markdown."""
    sections = (
        heading(settings),
        listed("What is never kept", NEVER),
        kept(settings),
        listed("What managers can see", MANAGERS),
        thresholds(),
        rights(settings),
        access(settings),
        listed("Notes on the EU AI Act (no legal advice)", AI_ACT),
    )
    return "\n\n".join("\n".join(lines) for lines in sections) + "\n"


def heading(settings: Settings) -> list[str]:
    chats = " and ".join(
        name
        for name, there in (("Slack", settings.has_slack), ("Microsoft Teams", settings.has_teams))
        if there
    )
    database = "PostgreSQL" if settings.database_url.startswith("postgresql") else "SQLite, one file"
    many = len(every_settings(settings))
    several = f" (with others: {many} in all, each workspace in one of them)" if many > 1 else ""
    return [
        "# Evener: what is kept, why, until when, and who sees it",
        "",
        "Made by `evener dpia` from the configuration that runs. It describes; it does not assess and is no legal advice.",
        "",
        f"- Platforms: {chats or 'none is set yet'}",
        f"- Database: {database}{several}, where you run it. Nothing is sent anywhere but to these platforms.",
        f"- Admins named: {len([one for one in settings.admins.split(',') if one.strip()])}",
    ]


def listed(title: str, lines: tuple[str, ...]) -> list[str]:
    return [f"## {title}", "", *(f"- {one}" for one in lines)]


def kept(settings: Settings) -> list[str]:
    """Every table: why, who sees it, until when, and what erasing a person does to it."""
    lines = ["## What is kept", ""]
    for topic in TOPICS:
        lines += [
            f"### {topic.capitalize()}",
            "",
            "| table | why | seen by | until | when a person is erased |",
            "|---|---|---|---|---|",
        ]
        lines += [row(name, one, settings) for name, one in PURPOSES.items() if one.topic == topic]
        lines.append("")
    return lines[:-1]


def row(name: str, one: Purpose, settings: Settings) -> str:
    return f"| `{name}` | {one.why} | {one.seen} | {until(one, settings)} | {erasing(one)} |"


def until(one: Purpose, settings: Settings) -> str:
    """In days where a setting says so."""
    days = getattr(settings.keep, one.until.value, None) if one.until not in ENDS else None
    return f"{days} days" if days is not None else ENDS[one.until]


def erasing(one: Purpose) -> str:
    fates = {fate.value for fate in one.people.values()}
    if not one.people:
        return "names nobody by itself; searched for the id all the same"
    return "; ".join(sorted(fates)) if fates != {Erasing.GOES.value} else Erasing.GOES.value


def thresholds() -> list[str]:
    rules = (
        f"A pulse figure is shown from {LEAST} answers on; a community may raise this and cannot lower it.",
        f"Comments of a pulse are kept from {LEAST_COMMENTS} on.",
        f"Any two sets of people behind figures of the last {REMEMBERED.days} days differ by nobody or by at least {LEAST}.",
        f"Whether suggestions reach all alike is told of circles of {FEWEST_CIRCLE} people or more.",
        f"Raised hands are told to a sponsor from {FEWEST_HANDS} upward, in steps of {FEWEST_HANDS}.",
    )
    return listed("Thresholds", rules)


def rights(settings: Settings) -> list[str]:
    what = (
        "Everybody sees, takes away and has erased what is kept about them: `/community mydata`, without asking anybody. "
        "An admin can do it for them: `evener person export`, `evener person erase`.",
        "Everybody refuses any kind of message, sets their hours, and is quiet when they like: `/community settings`.",
        f"After the app is removed everything is erased in {settings.erase_after_days} days.",
        "Backups are yours: say in your own pack how long you keep them.",
        "What admins do leaves a trail: `evener audit`. It holds entries of these kinds: "
        + ", ".join(f"`{one.rstrip('.')}`" for one in ADMINISTRATIVE)
        + ".",
    )
    return listed("What each person can do", what)


def access(settings: Settings) -> list[str]:
    return ["## What the app may do on Slack", "", *scopes(settings)]


def scopes(settings: Settings) -> Iterator[str]:
    if not settings.has_slack:
        yield "Slack is not set."
        return
    yield from (f"- `{name}`: {why}" for name, why in SCOPES.items())
