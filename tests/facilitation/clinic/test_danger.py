"""Words at which facilitating would do harm are heard in many phrasings; ordinary work is not taken for them.

Written by us, from how people write when they are in need or in a hurry; no corpus went into it.
"""

from __future__ import annotations

import pytest

from facilitation.clinic.danger import topic_of

IN_NEED = {
    "life": [
        "I want to kill myself",
        "I don't see the point of living",
        "I can't go on like this anymore",
        "sometimes I wish I was dead",
        "I wish I wasn't here",
        "everyone would be better off without me",
        "I've been thinking about ending it all",
        "I just don't want to wake up tomorrow",
        "I can't take it anymore",
        "My life is not worth living",
        "I am cutting again",
        "he said he will jump off the roof",
        "She took all her pills",
        "I could take all my pills tonight",
        "a customer brought a gun",
        "someone is badly hurt in the warehouse",
        "she collapsed on the floor",
        "he's not breathing",
        "my colleague said he wants to hurt somebody",
        "my husband beats me",
        "Ich will nicht mehr leben",
        "je veux mourir",
        "quiero morir",
        "my teammate wrote a farewell note",
        "I want to die.",
        "there is a fire in the lab",
        "suicidal",
        "I don't want to live",
        "I do not want to be here anymore",
        "I'm thinking of hanging myself",
        "I'd rather be dead",
        "no reason to live",
        "I fear for my life",
    ],
    "harassment": [
        "My manager keeps touching me",
        "he put his hand on my leg",
        "she makes comments about my body",
        "he sends me nudes",
        "a colleague follows me home",
        "He grabbed me in the elevator",
        "I'm being bullied",
        "my lead screams at me every day",
        "they make fun of my accent",
        "he calls me slurs",
        "I was passed over because I'm pregnant",
        "my boss humiliates me in front of everyone",
        "I'm scared of my manager",
        "I don't feel safe with him",
        "he threatened me",
        "a client hit on me and won't stop",
        "he pushed me against the wall",
        "racist jokes in the team chat",
        "Mein Chef belästigt mich",
        "unwanted advances from a director",
        "my boss is yelling at us",
    ],
    "legal": [
        "we falsified the safety records",
        "my boss asked me to backdate invoices",
        "they are cooking the books",
        "I was told to lie to the auditor",
        "someone is stealing from the company",
        "customer data breach that we hide",
        "they bribe officials",
        "I think this is illegal",
        "should I call the police",
        "we leaked customer data",
        "I want to sue them",
        "he forged my signature",
        "she fudged the numbers for the audit",
        "they covered it up",
        "I need a lawyer",
    ],
    "hr": [
        "I was fired yesterday",
        "they laid me off",
        "I got a written warning",
        "she wrote me up",
        "they won't pay my overtime and I haven't been paid since May",
        "my sick leave was denied",
        "HR investigation against me",
        "I got demoted after I complained",
        "they terminated my contract",
        "they want me to sign a severance agreement",
        "I'm on a PIP",
        "I'm being made redundant",
        "women here are paid less than the men",
        "I reported him to HR",
        "they just fired me",
    ],
}
AT_WORK = [
    "We kill the process too late",
    "Our legal team is slow",
    "The retro was a bomb",
    "HR wants a new form",
    "Our onboarding is chaotic and new colleagues leave after three months.",
    "The deadline is killing me",
    "the deployment died at night",
    "We shot down the idea",
    "We live in three time zones",
    "I don't want to be here for another reorg meeting",
    "We cut the scope",
    "Nobody reports to me",
    "how do I give feedback to a colleague who is late",
    "My team is on fire this quarter",
    "The release was a disaster",
    "people are burned out",
    "the customer threatened to cancel the contract",
    "We have a race condition",
    "He keeps interrupting in meetings",
    "The new policy hits us hard",
    "We pay attention to quality",
    "We didn't pay enough attention to testing",
    "The project was terminated early",
    "We were suspended between two systems",
    "She beat the deadline",
    "the alerts wake up everyone",
    "we touch the same files",
    "The build passed out of nowhere",
    "Tests are bleeding into each other",
    "our meetings have no point",
    "I can't do this alone",
    "my manager doesn't listen",
    "the data leaves the building",
    "We fired up the new cluster",
    "the process is dead",
    "What can we do so that people stop leaving?",
    "I was let down by the vendor",
    "we are stuck with a supplier",
    "nobody answers my questions",
    "The launch got pushed to May",
    "Two of our people resigned",
    "we lost a customer",
    "people report to two bosses",
    "I got a warning from the linter",
    "the vendor has not been paid attention",
    "people are afraid of making mistakes",
    "customers are getting mad at us",
    "I can't breathe between meetings",
    "We don't live in Oslo",
    "That page does no longer exist",
    "I don't want to live in two tools at once",
]


@pytest.mark.parametrize(
    ("topic", "words"), [(topic, one) for topic, words in IN_NEED.items() for one in words]
)
def test_whoever_is_in_need_is_led_to_people(topic: str, words: str) -> None:
    assert topic_of(words) == topic


@pytest.mark.parametrize("words", AT_WORK)
def test_ordinary_work_is_facilitated(words: str) -> None:
    assert topic_of(words) is None


def test_a_long_text_is_read_at_once() -> None:
    assert topic_of("we talked and talked and they want to " * 2000) is None
