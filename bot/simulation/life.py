"""How an imagined person lives with the bot: talks, comes and goes, reads what they get, and acts on some of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import islice
from random import Random
from zoneinfo import ZoneInfo

from bot.clock import Clock
from bot.simulation.agenda import Agenda
from bot.simulation.door import Door
from bot.simulation.hand import (
    SELDOM,
    Surroundings,
    choose,
    errors_in,
    fill,
    form_in,
    is_answer,
    mend,
    next_card,
)
from bot.simulation.people import Hours, Imagined
from bot.simulation.talk import say
from bot.simulation.witness import Witness
from bot.simulation.world import Workspace, founder
from facilitation.words import (
    Answer,
    ChannelId,
    Command,
    Form,
    Home,
    Joined,
    Left,
    Message,
    MessageRef,
    Opened,
    Press,
    Reacted,
    Redraw,
    Reply,
    Said,
    Submission,
    WorkspaceId,
)

STEPS = 6  # cards one after the other before somebody has had enough
PATIENCE = 3  # times a form is sent again after "that is not right"
RITUALS = ("pulse",)  # what conveners come back to, among all the commands there are
QUIET, LOUD, SETTINGS = "settings.quiet", "settings.loud", "settings.change"


@dataclass
class Life:
    """Everything people do. Each thing has a name; what is drawn for it is drawn by that name alone."""

    seed: str
    clock: Clock
    door: Door
    agenda: Agenda
    witness: Witness
    places: Mapping[WorkspaceId, Workspace]
    commands: Sequence[str]

    def luck(self, who: Imagined, name: str) -> Random:
        return Random(f"{self.seed}:{who.workspace}:{who.id}:{name}")

    def near(self, who: Imagined, luck: Random) -> Surroundings:
        """Whom and what they may name: people of their own channels."""
        place = self.places[who.workspace]
        known = place.channels[luck.choice(who.channels)].people
        colleagues = [one for one in luck.sample(known, min(6, len(known))) if one != who.id]
        today = self.clock.now().astimezone(ZoneInfo(who.works.zone)).date()
        return Surroundings(colleagues, who.channels, today, place.words)

    # --- plans ---------------------------------------------------------------------------------------------------

    def plan_week(self, who: Imagined, monday: date) -> None:
        """What somebody will do of their own accord this week."""
        name = monday.isoformat()
        luck = self.luck(who, name)
        moments = who.moments(monday, luck)
        habits = who.habits
        for rate, what, do in (
            (habits.talks, "say", self.says),
            (habits.reacts, "react", self.reacts),
            (habits.asks, "ask", self.types),
            (habits.looks, "look", self.looks),
            (0.01, "quiet", self.rests),
        ):
            for number, at in enumerate(islice(moments, often(rate, luck))):
                self.agenda.plan(at, who, f"{name}:{what}:{number}", do)
        self.plan_leave(who, monday, luck)
        for channel in self.places[who.workspace].founded_by(who.id):
            self.plan_convening(who, monday, channel, luck)

    def plan_convening(self, who: Imagined, monday: date, channel: ChannelId, luck: Random) -> None:
        """Whoever made a community tries one command a week there, and keeps the rituals of their own fortnight."""
        words = [luck.choice(self.commands)]
        if monday.isocalendar().week % 2 == int(channel[-1] in "02468"):
            words += RITUALS
        for at, word in zip(who.moments(monday, luck), words, strict=False):
            self.agenda.plan(at, who, f"{monday}:convene:{word}:{channel}", self.convenes)

    def plan_leave(self, who: Imagined, monday: date, luck: Random) -> None:
        """Two of three tell the bot before they go away."""
        for first, back in who.leave:
            if monday <= first < monday + timedelta(days=7) and luck.random() < 0.66:
                when = next(who.moments(monday, luck), None)
                if when is not None and when.date() <= first:
                    self.agenda.plan(when, who, f"leave:{back}", self.goes_away)

    def plan_life(self, who: Imagined, begins: datetime) -> None:
        """How they come into the organisation and out of it, and what they tell the bot at first."""
        luck = self.luck(who, "life")
        self.agenda.plan(who.comes, who, "arrives", self.arrives if who.comes > begins else self.is_there)
        if who.goes is not None:
            self.agenda.plan(who.goes, who, "goes", self.goes)
        unusual = replace(who.works, country="") != Hours(who.works.zone)
        if luck.random() < (0.8 if unusual else 0.3) and (when := who.next_look(who.comes, luck)):
            self.agenda.plan(when, who, "hours", self.tells_hours)

    def plan_founding(self, place: Workspace, monday: date, weeks: int) -> None:
        """Communities are made in the first weeks, one after the other."""
        for number, channel in enumerate(place.communities):
            who = founder(place, channel)
            week = monday + timedelta(weeks=number % max(1, min(4, weeks - 1)))
            at = first_of(who.moments(day, self.luck(who, "founding")) for day in weeks_from(week))
            self.agenda.plan(at, who, f"found:{channel}", self.founds)

    # --- coming and going ------------------------------------------------------------------------------------------

    async def is_there(self, who: Imagined, name: str) -> None:
        """The platform tells about somebody who has been there all along."""
        profile = self.places[who.workspace].profile(who.id, self.clock.now())
        if profile is not None:
            await self.door.arrives(who, profile)

    async def arrives(self, who: Imagined, name: str) -> None:
        """Somebody new: the platform tells, and they come into their channels."""
        self.places[who.workspace].move_in(who)
        await self.is_there(who, name)
        for channel in who.channels:
            await self.door.arrives(who, Joined(channel))

    async def goes(self, who: Imagined, name: str) -> None:
        """Somebody leaves the organisation for good."""
        self.places[who.workspace].move_out(who)
        for channel in who.channels:
            await self.door.arrives(who, Left(channel))
        await self.is_there(who, name)

    async def founds(self, who: Imagined, name: str) -> None:
        """Somebody makes the community of a channel and says so there."""
        luck, channel = self.luck(who, name), name.partition(":")[2]
        replies = await self.door.arrives(who, Command("new", channel, opener="opener"))
        await self.goes_on(who, replies, luck, None, channel)

    # --- talking ---------------------------------------------------------------------------------------------------

    async def says(self, who: Imagined, name: str) -> None:
        """A message in one of their channels, often in answer to another."""
        luck = self.luck(who, name)
        place = self.places[who.workspace]
        channel = place.channels[luck.choice(who.channels)]
        thread, author = (
            luck.choice(channel.recent) if channel.recent and luck.random() < 0.55 else (None, "")
        )
        root = (thread.thread or thread.id) if thread else None
        said = MessageRef(
            channel.id, f"{self.clock.now().timestamp():.0f}.{who.next_number():06d}{who.id[-5:]}", root
        )
        mentions = (author,) if author and luck.random() < 0.2 else ()
        await self.door.arrives(who, Said(said, say(place.place, luck), mentions))
        channel.recent.append((said, who.id))

    async def reacts(self, who: Imagined, name: str) -> None:
        """A reaction to something newly said."""
        luck = self.luck(who, name)
        channel = self.places[who.workspace].channels[luck.choice(who.channels)]
        if channel.recent:
            message, author = luck.choice(channel.recent)
            reaction = luck.choice(("+1", "pray", "bulb", "tada"))
            await self.door.arrives(who, Reacted(message, reaction, author or None))

    # --- asking the bot --------------------------------------------------------------------------------------------

    async def types(self, who: Imagined, name: str) -> None:
        """A command, any of those there are."""
        luck = self.luck(who, name)
        word = luck.choices(self.commands, [0.05 if one in SELDOM else 1.0 for one in self.commands])[0]
        more = f" {luck.choice(self.near(who, luck).words)}" if luck.random() < 0.15 else ""
        channel = luck.choice(who.channels)
        replies = await self.door.arrives(who, Command(word + more, channel, opener="opener"))
        if luck.random() < 0.6:
            await self.goes_on(who, replies, luck, None, channel)

    async def convenes(self, who: Imagined, name: str) -> None:
        """One command in the channel of a community somebody looks after, carried through to its end."""
        _, _, word, channel = name.split(":", 3)
        replies = await self.door.arrives(who, Command(word, channel, opener="opener"))
        await self.goes_on(who, replies, self.luck(who, name), None, channel)

    async def looks(self, who: Imagined, name: str) -> None:
        """Somebody opens Home and now and then presses something there."""
        luck = self.luck(who, name)
        replies = await self.door.arrives(who, Opened())
        home = next((one.message for one in replies or () if isinstance(one, Home)), None)
        if home is not None and luck.random() < 0.4:
            await self.acts(who, home, luck, None, None)

    async def rests(self, who: Imagined, name: str) -> None:
        """A week of quiet."""
        await self.presses(who, Press(QUIET, opener="opener"))

    async def tells_hours(self, who: Imagined, name: str) -> None:
        """Somebody tells the bot how they work, in its settings form."""
        works = who.works
        await self._settings(
            who,
            starts=f"{works.starts:%H:%M}",
            ends=f"{works.ends:%H:%M}",
            days=tuple(str(day) for day in sorted(works.days)),
            country=works.country,
        )

    async def goes_away(self, who: Imagined, name: str) -> None:
        """Somebody tells the bot when they will be back."""
        await self._settings(who, away=name.partition(":")[2])

    async def _settings(self, who: Imagined, **told: Answer) -> None:
        replies = await self.presses(who, Press(SETTINGS, opener="opener"))
        form = form_in(replies or ())
        if form is not None:
            stays = fill(form, self.luck(who, "settings"), Surroundings((), (), date.min, ("",)))
            await self.submits(who, form, {**stays, "away": None, **told})

    # --- cards and forms -------------------------------------------------------------------------------------------

    async def reads(self, who: Imagined, message: Message, where: MessageRef, luck: Random) -> None:
        """A letter lies there; some people act on it, a few just write back, most go on with their day."""
        if not who.here(self.clock.now()):
            return
        if luck.random() < who.habits.answers:
            await self.acts(who, message, luck, where, where.channel)
        elif luck.random() < 0.03 and where.channel == who.id:
            place = self.places[who.workspace].place
            there = MessageRef(where.channel, f"{who.id}.{who.next_number()}")
            await self.door.arrives(who, Said(there, say(place, luck), private=True))

    async def acts(
        self,
        who: Imagined,
        message: Message,
        luck: Random,
        where: MessageRef | None,
        channel: ChannelId | None,
    ) -> None:
        """Press something on a card, and on what comes after it."""
        for _ in range(STEPS):
            choice = choose(message, luck, self.near(who, luck), who.habits.refuses)
            if choice is None:
                return
            press = Press(choice.action, choice.args, choice.chosen, where, channel, opener="opener")
            replies = await self.presses(who, press)
            replies = await self.completes(who, replies, luck)
            after = next_card(replies or ())
            if after is None or luck.random() < 0.25:
                return
            message = after

    async def goes_on(
        self,
        who: Imagined,
        replies: tuple[Reply, ...] | None,
        luck: Random,
        where: MessageRef | None,
        channel: ChannelId | None,
    ) -> None:
        """After a reply: fill in the form that opened, and press something on the card that came."""
        card = next_card(await self.completes(who, replies, luck) or ())
        if card is not None:
            await self.acts(who, card, luck, where, channel)

    async def completes(
        self, who: Imagined, replies: tuple[Reply, ...] | None, luck: Random
    ) -> tuple[Reply, ...] | None:
        """Fill in the form that opened, if one did, and mend what is named as wrong."""
        form = form_in(replies or ())
        if form is None:
            return replies
        answers = fill(form, luck, self.near(who, luck))
        for turn in range(PATIENCE):
            replies = await self.submits(who, form, answers)
            wrong = errors_in(replies or ())
            if not wrong:
                return replies
            answers = mend(form, answers, wrong, turn)
        return replies

    async def presses(self, who: Imagined, press: Press) -> tuple[Reply, ...] | None:
        """One press; what it tells the bot about their rest is remembered, and what it answered."""
        replies = await self.door.arrives(who, press)
        if replies is not None and press.action == QUIET:
            who.told = replace(who.told, snoozed_until=self.clock.now() + timedelta(days=7), away_until=None)
        if replies is not None and press.action == LOUD:
            who.told = replace(who.told, snoozed_until=None, away_until=None)
        if is_answer(press.action) and any(isinstance(one, Redraw) for one in replies or ()):
            self.witness.answers(who, press.args)
        return replies

    async def submits(
        self, who: Imagined, form: Form, answers: Mapping[str, Answer]
    ) -> tuple[Reply, ...] | None:
        """Send a form; hours that the bot took are the hours by which it will be judged."""
        replies = await self.door.arrives(who, Submission(form.id, form.memo, dict(answers), "opener"))
        if replies is not None and form.id == SETTINGS and not errors_in(replies):
            who.told = told_by(answers, who.told)
        return replies


def told_by(answers: Mapping[str, Answer], before: Hours) -> Hours:
    """The hours that somebody gave in the settings form."""
    days = frozenset(int(day) for day in answers.get("days") or ())
    away = answers.get("away")
    return replace(
        before,
        zone=str(answers.get("zone") or before.zone),
        starts=datetime.strptime(str(answers["starts"]), "%H:%M").time(),  # noqa: DTZ007 — a wall clock
        ends=datetime.strptime(str(answers["ends"]), "%H:%M").time(),  # noqa: DTZ007
        days=days or frozenset(range(5)),
        country=str(answers.get("country") or "").upper(),
        away_until=date.fromisoformat(str(away)) if away else None,
    )


def weeks_from(monday: date) -> Iterator[date]:
    return (monday + timedelta(weeks=n) for n in range(8))


def first_of(weeks: Iterable[Iterator[datetime]]) -> datetime:
    """The first moment of the first week in which somebody is there."""
    return next(at for moments in weeks for at in islice(moments, 1))


def often(rate: float, luck: Random) -> int:
    """How often something with this rate a week happens in one week."""
    whole = int(rate)
    return whole + (luck.random() < rate - whole) + luck.choice((-1, 0, 0, 1)) * (whole > 1)
