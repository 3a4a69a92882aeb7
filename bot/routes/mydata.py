"""My data: everybody reads, takes away and has erased what is kept about them."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.rights import link_for
from bot.routes.route import Route, Routes, by_person
from facilitation import mydata
from facilitation.mydata import MyData
from facilitation.voice import mydata as say
from facilitation.words import Arrival
from storage.mydata import load_card, load_leaving, load_text


async def load_with_link(connection: AsyncConnection, arrival: Arrival) -> MyData:
    """The card, with the address of the file where people can reach us."""
    return replace(await load_card(connection, arrival), link=await link_for(connection, arrival))


ROUTES = Routes(
    commands={"mydata": Route(mydata.show, load=load_with_link, lane=by_person)},
    presses={
        "mydata.show": Route(mydata.show_again, load=load_with_link, lane=by_person),
        "mydata.take": Route(mydata.take, load=load_text, lane=by_person),
        "mydata.fetch": Route(mydata.fetched, pure=True),
        "mydata.ask": Route(mydata.ask_erase, lane=by_person),
        "mydata.erase": Route(mydata.erase, load=load_leaving),
    },
    help={"mydata": say.MEANS},
)
