"""Each person is written to in their own language, a channel in its community's, and what they chose themselves stays."""

from __future__ import annotations

import pytest

from adapters.wording import plainly
from facilitation.voice import settings
from facilitation.words import Arrival, Command, Form, OneOf, Open, Profile
from tests.harness.house import CHANNEL, TEAM, Lived, buttons_in, lived_in

pytestmark = pytest.mark.asyncio

ANA, BEN = "slack:U1", "slack:U2"
CHARTER = {"name": "Data stewards", "purpose": "", "values": "", "who_for": "", "sponsor": ""}


async def language_of(lived: Lived, who: str) -> str:
    return (await lived.house.readers(TEAM, who, ())).language


async def learns(lived: Lived, person: str, language: str) -> None:
    """The platform tells who that is."""
    await lived.arrives(person, Profile("Somebody", "Europe/Berlin", language))


def language_field(form: Form) -> OneOf:
    (found,) = (one for one in form.fields if isinstance(one, OneOf) and one.name == "language")
    return found


async def test_a_platforms_locale_is_a_persons_language_until_they_choose_one(any_database: str) -> None:
    async with lived_in(any_database) as lived:
        assert await language_of(lived, ANA) == "en"
        await learns(lived, ANA, "de-DE")
        assert await language_of(lived, ANA) == "de-DE"
        reader = await lived.house.readers(TEAM, ANA, ())
        assert plainly(settings.QUIET_OVER, reader) == "Die Ruhe ist vorbei."


async def test_what_somebody_chose_stays_whatever_the_platform_tells_later(any_database: str) -> None:
    async with lived_in(any_database) as lived:
        await learns(lived, ANA, "de-DE")
        (form,) = await lived.presses(ANA, "settings.change")
        assert isinstance(form, Open) and language_field(form.form).picked == "de"
        await lived.submits(ANA, "settings.change", zone="Europe/Paris", starts="9", ends="17", language="fr")
        assert await language_of(lived, ANA) == "fr"
        await learns(lived, ANA, "en-US")
        assert await language_of(lived, ANA) == "fr"


async def test_a_channel_is_written_to_in_its_makers_language_and_a_convener_changes_it(
    any_database: str,
) -> None:
    async with lived_in(any_database) as lived:
        await learns(lived, ANA, "de-DE")
        assert await language_of(lived, CHANNEL) == "en"
        (form,) = await lived.types(ANA, "new")
        assert isinstance(form, Open) and language_field(form.form).picked == "de"
        await lived.submits(ANA, "community.new", CHANNEL, **CHARTER, language="de")
        channel = await lived.house.readers(TEAM, CHANNEL, ())
        assert (channel.language, channel.zone) == ("de", "Europe/Berlin")
        (charter,) = await lived.types(ANA, "charter")
        _, args = buttons_in(charter)["Change the charter"]
        (form,) = await lived.presses(ANA, "community.charter", *args)
        assert isinstance(form, Open) and language_field(form.form).picked == "de"
        await lived.submits(ANA, "community.charter", *args, **CHARTER, language="fr")
        assert await language_of(lived, CHANNEL) == "fr"
        assert await language_of(lived, BEN) == "en"


async def test_a_client_that_tells_its_language_and_zone_is_believed_until_the_person_chooses(
    any_database: str,
) -> None:
    async with lived_in(any_database) as lived:
        told = Arrival("t1", TEAM, BEN, Command("settings"), language="fr-CA", zone="America/Toronto")
        await lived.house.reception.receive(told)
        reader = await lived.house.readers(TEAM, BEN, ())
        assert (reader.language, reader.zone) == ("fr-CA", "America/Toronto")
        await lived.submits(BEN, "settings.change", zone="Europe/Paris", starts="9", ends="17", language="de")
        moved = Arrival("t2", TEAM, BEN, Command("settings"), language="en-GB", zone="Europe/London")
        await lived.house.reception.receive(moved)
        await lived.passes(minutes=2)
        reader = await lived.house.readers(TEAM, BEN, ())
        assert (reader.language, reader.zone) == ("de", "Europe/Paris")


async def test_the_same_letter_reads_in_each_persons_own_language(any_database: str) -> None:
    async with lived_in(any_database) as lived:
        await learns(lived, ANA, "de-DE")
        await learns(lived, BEN, "fr-FR")
        for person, said in (
            (ANA, "Deine Einstellungen."),
            (BEN, "Tes réglages."),
            ("slack:U9", "Your settings."),
        ):
            reader = await lived.house.readers(TEAM, person, ())
            assert plainly(settings.SUMMARY, reader) == said
