"""The pulse: its commands, its card's buttons, its forms, and what happens by time."""

from __future__ import annotations

from bot import anew
from bot.routes.route import Route, Routes, by_person
from facilitation.pulse import after, asking, closing, hearing, opening, rating, reading, resting, table
from facilitation.voice import pulse as voice
from facilitation.voice import pulse_rating
from storage import pulse_due as due
from storage import pulse_questions as ask
from storage import pulse_results as results


def _card(decide: object) -> Route:
    """A press on a card: two statements for a whole batch, nobody waits for anybody else's press."""
    return Route(decide, load=ask.load_card, load_many=ask.load_cards, lane=by_person)  # type: ignore[arg-type]


ROUTES = Routes(
    commands={
        "pulse": Route(rating.hear_pulse, load=ask.load_start),
        "rate": Route(rating.hear_rate, load=ask.load_start),
        "results": Route(table.hear_results, load=results.load_results),
    },
    presses={
        "pulse.pick": Route(asking.hear_pick, load=ask.load_start),
        "pulse.pick_rate": Route(rating.hear_pick, load=ask.load_start),
        "pulse.send": Route(asking.send_wave, load=ask.load_draft),
        "pulse.drop": Route(asking.drop_wave, load=ask.load_draft),
        "pulse.intend": Route(after.ask_intention, load=ask.load_draft),
        "pulse.answer": _card(hearing.hear_answer),
        "pulse.write": _card(hearing.ask_words),
        "pulse.show": _card(hearing.show_item),
        "pulse.privacy": _card(hearing.show_privacy),
        "pulse.later": _card(resting.ask_when),
        "pulse.until": Route(resting.rest_until, load=ask.load_rest, lane=by_person),
        "pulse.until_date": _card(resting.ask_date),
        "pulse.stop": _card(resting.ask_stop),
        "pulse.stop_yes": Route(resting.stop_pulses, load=ask.load_rest, lane=by_person),
        "pulse.results": Route(reading.hear_results, load=results.load_results),
        "pulse.how": Route(reading.explain, load=results.load_beside, lane=None),
        "pulse.comments": Route(reading.show_comments, load=results.load_comments, lane=None),
        "pulse.table": Route(table.show_table, load=results.load_beside, lane=None),
        "pulse.beside": Route(reading.show_beside, load=results.load_beside, lane=by_person),
    },
    forms={
        "pulse.new": Route(asking.hear_form, load=ask.load_start),
        "pulse.rate": Route(rating.hear_form, load=ask.load_start),
        "pulse.intend": Route(after.hear_intention, load=ask.load_draft),
        "pulse.words": _card(hearing.hear_words),
        "pulse.until_date": Route(resting.hear_date, load=ask.load_rest, lane=by_person),
    },
    wakes={
        "pulse.open": Route(opening.open_wave, load=due.load_opening),
        "pulse.remind": Route(opening.write_reminders, load=due.load_reminders),
        "pulse.close": Route(closing.close_wave, load=due.load_closing),
        "pulse.forget": Route(closing.forget_readers, load=due.load_readers),
        "pulse.round": Route(rating.rate_again, load=due.load_again),
        "pulse.share": Route(closing.share_with_conveners, load=results.load_shared),
        "pulse.sponsor": Route(closing.share_with_sponsor, load=results.load_shared),
    },
    anew=anew.pulse,
    help={"pulse": voice.HELP_PULSE, "rate": pulse_rating.HELP_RATE, "results": voice.HELP_RESULTS},
)
