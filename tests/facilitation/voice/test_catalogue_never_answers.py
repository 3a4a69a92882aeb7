"""Every sentence in facilitation/voice/ keeps the seven checks; a fault names its file and its key."""

from facilitation.voice.lint import lint_catalogue


def test_no_declared_sentence_gives_an_answer_or_a_verdict():
    faults = lint_catalogue()
    assert not faults, "\n".join(map(str, faults))
