"""The trial's own reckoning: what it takes for lost, exact, and the same again."""

from random import Random

from .model import Edit, Memory, Text, edits


def test_loss_is_counted_from_the_first_word_that_is_missing():
    memory = Memory()
    for moment, body in ((1.0, "a"), (2.0, "ab"), (3.0, "abc")):
        memory.note(Text(body=body), moment)
    assert memory.loss(Text(body="abc"), 10.0) == 0
    assert memory.loss(Text(body="a"), 10.0) == 8.0
    assert memory.loss(Text(body="ac"), 10.0) is None


def test_model_counts_as_browsers_do():
    text = Text(body="🧠 and more")
    edit = Edit("body", 1, 5, "!")
    assert edit.apply(text).body == "🧠! more"
    assert edit.for_browser(text) == ["id_body", 2, 6, "!"]


def test_seed_gives_the_same_edits_again():
    first, second = ([*edits(Random(3), Text(), 200)] for _ in range(2))
    assert first == second
