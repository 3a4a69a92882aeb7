"""Means: requests, the sponsor's word and terms, and offers."""

from __future__ import annotations

from functools import partial

from bot.routes.route import Route, Routes
from facilitation import offer, resource, terms
from facilitation.voice import resource as say
from storage.resource import load_means, load_waiting

means = partial(Route, load=load_means)

ROUTES = Routes(
    commands={
        "request": means(resource.ask_request, lane=None),
        "requests": means(resource.show_requests, lane=None),
        "offer": means(offer.ask_offer, lane=None),
        "terms": means(terms.ask_terms, lane=None),
    },
    presses={
        "request.new": means(resource.ask_request, lane=None),
        "request.list": means(resource.show_requests, lane=None),
        "request.grant": means(resource.ask_reason, lane=None),
        "request.decline": means(resource.ask_reason, lane=None),
        "request.take_back": means(resource.take_back),
        "offer.ask": means(offer.ask_offerer),
        "offer.fits": means(offer.offer_fits),
    },
    forms={
        "request.new": means(resource.make_request),
        "request.decide": means(resource.decide),
        "request.terms": means(terms.set_terms),
        "offer.new": means(offer.make_offer),
    },
    wakes={resource.WAIT: Route(resource.bring_back, load=load_waiting)},
    help={
        "request": say.MEANS_REQUEST,
        "requests": say.MEANS_REQUESTS,
        "offer": say.MEANS_OFFER,
        "terms": say.MEANS_TERMS,
    },
)
