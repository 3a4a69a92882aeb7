"""Bolt's chain where we changed it: the same signature as slack_sdk's, and a web client only for whoever asks for one."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from slack_sdk.signature import SignatureVerifier

from adapters.slack.wire import SIGNATURE, STAMP, Seal, Verifier
from tests.adapters.slack.payloads import command, event, message, press
from tests.adapters.slack.stand_in import stand_in
from tests.adapters.slack.world import House, over_http


@given(st.text(min_size=1).filter(str.strip), st.integers(0, 2**40), st.text())
def test_it_signs_as_slack_sdk_does(secret: str, at: int, body: str) -> None:
    theirs = SignatureVerifier(secret).generate_signature(timestamp=str(at), body=body)
    assert Verifier(secret).generate_signature(timestamp=str(at), body=body) == theirs
    assert Verifier(secret).generate_signature(timestamp=str(at), body=body.encode()) == theirs


def test_bytes_that_are_no_text_may_be_signed_as_well() -> None:
    stamp, raw = str(int(time.time())), b"payload=\xff"
    signature = Verifier("secret").generate_signature(timestamp=stamp, body=raw)
    assert Seal("secret").holds(raw, {STAMP: stamp, SIGNATURE: signature})
    assert not Seal("other").holds(raw, {STAMP: stamp, SIGNATURE: signature})


@pytest.mark.asyncio
async def test_no_web_client_is_made_for_a_request(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[object] = []
    monkeypatch.setattr("adapters.slack.chain.AsyncWebClient", lambda *one, **how: made.append(one))
    monkeypatch.setattr("slack_bolt.app.async_app.AsyncWebClient", lambda *one, **how: made.append(one))
    house = House()
    async with stand_in() as there, over_http(house, there.api_url) as (_, post):
        for body in (command(), press("a", response_url=f"{there.address}/respond")):
            assert (await post.form(body))[0] == 200
        assert (await post.event(event(message("words"))))[0] == 200
    assert len(house.kept) == 3
    assert made == []
