"""A picture of bands is drawn from its own address, only if we made that address, and never instead of the words."""

from __future__ import annotations

import io

import pytest
from aiohttp.test_utils import TestClient, TestServer
from PIL import Image

from adapters.gallery import GROUND, INK, PATH, Gallery
from adapters.port import Reader
from adapters.slack.draw import draw_message
from adapters.slack.text import Paper
from adapters.teams.draw import draw_message as draw_card
from bot.web import application
from facilitation.voice import pulse_results as say
from facilitation.voice.pulse_items import MEASURES
from facilitation.words import Chart, Message
from tests.harness.house import lived_in

GALLERY = Gallery("https://evener.example.org", b"a key")
ROWS = [("Belonging", (3.5, 4.0, 4.5, 3.0)), ("Safety to speak", (2.0, 3.0, 4.0, None))]
BANDS = Chart(
    "bands",
    say.PICTURE,
    ("low", "figure", "high", "before"),
    ((MEASURES["BE"], (3.5, 4.0, 4.5, 3.0)), (MEASURES["PS"], (2.0, 3.0, 4.0, None))),
    say.PICTURE_TWIN(),
    1.0,
    5.0,
)
MESSAGE = Message(say.PICTURE, (BANDS,))


def token(address: str) -> str:
    return address.removeprefix(GALLERY.base + PATH).removesuffix(".png")


def test_an_address_gives_its_picture_dark_on_a_light_ground_of_its_own() -> None:
    png = GALLERY.fetched(token(GALLERY.address(1.0, 5.0, ROWS)))
    assert png is not None
    image = Image.open(io.BytesIO(png)).convert("RGB")
    found = {f"#{red:02X}{green:02X}{blue:02X}" for _, (red, green, blue) in image.getcolors(100_000) or ()}
    assert {GROUND, INK} <= found
    assert all(
        red == green or abs(red - blue) <= 8
        for red, green, blue in (pixel for _, pixel in image.getcolors(100_000) or ())
    )


@pytest.mark.parametrize("wrong", ["", ".", "x.y", "é.ü", "W10.AAAA"])
def test_an_address_of_somebody_elses_making_gives_nothing(wrong: str) -> None:
    genuine = token(GALLERY.address(1.0, 5.0, ROWS))
    assert GALLERY.fetched(wrong) is None
    assert GALLERY.fetched("A" + genuine) is None
    assert Gallery(GALLERY.base, b"another key").fetched(genuine) is None


def test_slack_gets_it_in_letters_only_and_teams_with_its_words() -> None:
    reader = Reader(pictures=GALLERY)
    (shown,) = draw_message(MESSAGE, Paper(reader, pictures=True))
    image, twin = shown["blocks"]
    assert image["type"] == "image" and "ring is the last time" in image["alt_text"]
    assert GALLERY.fetched(token(image["image_url"])) and twin["type"] == "context"
    (plain,) = draw_message(MESSAGE, Paper(reader))
    assert "━" in plain["blocks"][1]["text"]["text"]
    card = draw_card(MESSAGE, reader)
    assert card["body"][0]["url"] == image["image_url"] and "ring" in card["body"][0]["altText"]
    assert "━" in str(draw_card(MESSAGE, Reader()))


@pytest.mark.asyncio
async def test_the_web_gives_it_to_whoever_has_the_address(sqlite_url: str) -> None:
    async with lived_in(sqlite_url) as lived, TestClient(TestServer(application(lived.house))) as web:
        path = GALLERY.address(1.0, 5.0, ROWS).removeprefix(GALLERY.base)
        assert (await web.get(path)).status == 404
        lived.house.readers.pictures = GALLERY
        answer = await web.get(path)
        assert answer.status == 200 and answer.content_type == "image/png"
        assert "immutable" in answer.headers["Cache-Control"]
        assert (await web.get(path.replace(".", "x.", 1))).status == 404
