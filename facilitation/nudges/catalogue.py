"""Every kind of nudge there is, in the order of the alphabet: one line here, one file beside it."""

from importlib import import_module

from facilitation.nudges.nudge import Nudge

KINDS = [
    "another_stage",
    "asks_again",
    "asleep",
    "closing",
    "convener_answers_first",
    "convener_appointed",
    "convener_talks_most",
    "dismissed_thrice",
    "efficacy_fell",
    "few_members",
    "few_spoke",
    "fewer_initiators",
    "invitations_ready",
    "no_problem",
    "no_purpose",
    "no_rhythm",
    "no_stories",
    "not_introduced",
    "nothing_handed_over",
    "old_core",
    "one_language",
    "one_zone_speaks",
    "open_request",
    "pulse_without_action",
    "question_unanswered",
    "random_draw",
    "reframing_story",
    "same_failure",
    "same_format",
    "same_host",
    "same_starter",
    "shared_members",
    "sponsor_solves",
    "story_at_potential",
    "support_low",
    "talked_not_tried",
    "thanked_help",
    "topics_pile_up",
    "try_not_reviewed",
    "unanswered_welcome",
    "values_missing",
    "values_not_lived",
    "wrote_once",
]

NUDGES: dict[str, Nudge] = {
    kind: getattr(import_module(f"facilitation.nudges.{kind}"), kind) for kind in KINDS
}
