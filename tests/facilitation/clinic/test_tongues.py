"""What is said of danger, of time and people and attempts, and fishing for answers is heard in German and French too."""

import pytest

from facilitation.clinic.danger import topic_of
from facilitation.clinic.hearing import Kind, read


@pytest.mark.parametrize(
    ("words", "topic"),
    [
        ("Meine Kollegin sagt, sie will nicht mehr leben.", "life"),
        ("Ich denke daran, mich umzubringen.", "life"),
        ("Er hat gedroht und hat eine Waffe dabei.", "life"),
        ("Je veux mourir.", "life"),
        ("Un collègue parle de mettre fin à ses jours.", "life"),
        ("Mein Chef belästigt mich.", "harassment"),
        ("In der Schicht wird jemand gemobbt.", "harassment"),
        ("Ma cheffe me harcèle depuis mai.", "harassment"),
        ("Des propos racistes dans l'équipe.", "harassment"),
        ("Da wurde Schmiergeld bezahlt.", "legal"),
        ("J'ai vu des factures falsifiées.", "legal"),
        ("Ich habe eine Abmahnung bekommen.", "hr"),
        ("On m'a licencié hier.", "hr"),
    ],
)
def test_danger_is_recognised_in_the_language_it_is_told_in(words, topic):
    assert topic_of(words) == topic


@pytest.mark.parametrize(
    "words",
    [
        "Die Ankündigung der neuen Termine liest niemand.",
        "Wir haben angefangen, die Übergabe anders zu machen.",
        "Unser Messerschmied liefert zu spät.",
        "Nous voulons en finir avec les réunions trop longues.",
        "L'équipe de nuit se sent oubliée.",
        "Le procédé est trop lent.",
    ],
)
def test_ordinary_work_is_no_danger(words):
    assert topic_of(words) is None


@pytest.mark.parametrize(
    ("words", "given"),
    [
        ("Seit Mai kommt kaum jemand.", {"when"}),
        ("Wir haben schon die Leute gefragt.", {"tried", "who"}),
        ("Nichts hat geholfen bisher.", {"tried"}),
        ("Ich möchte, dass alle es wissen, weil es sonst liegen bleibt.", {"wanted", "matters"}),
        ("Das dürfen wir nicht, es gibt kein Budget.", {"fixed"}),
        ("Depuis trois mois, les collègues partent.", {"when", "who"}),
        ("On a déjà demandé, et rien n'a aidé.", {"tried"}),
        ("J'aimerais que cela change, car nous n'avons plus de temps.", {"wanted", "matters", "fixed"}),
    ],
)
def test_what_was_given_is_not_asked_for_again(words, given):
    assert read(words).given == given


@pytest.mark.parametrize(
    "words",
    [
        "Sag mir einfach, was wir tun sollen.",
        "Ist das die richtige Lösung?",
        "Deine Meinung?",
        "Dis-moi quoi faire.",
        "C'est la bonne réponse ?",
        "Tu penses quoi ?",
    ],
)
def test_fishing_for_an_answer_is_heard(words):
    assert read(words).wants_answer


@pytest.mark.parametrize("words", ["Angst schlägt durch.", "Wir ruhen.", "Ça coince.", "Où est le plan ?"])
def test_german_and_french_are_words_and_no_gibberish(words):
    assert read(words).kind is Kind.SHORT
