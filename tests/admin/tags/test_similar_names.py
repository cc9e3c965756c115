"""Similar names of tags: which are perhaps the same, and how quickly they are found."""

import time
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posts.admin.tags.similar_names import (
    are_similar,
    fold,
    similar_name_pairs,
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("NLP", "nlp"),
        ("language model", "Language Models"),
        ("languge model", "language model"),
        ("lanugage model", "language model"),
        ("reinforcment lerning", "reinforcement learning"),
        ("GAN", "GANs"),
        ("LLM", "LLMs"),
        ("RL", "RLs"),
        ("multi-agent", "multiagent"),
        ("multi-agent", "multi agent"),
        ("k-means", "K means"),
        ("R.L.", "RL"),
        ("GPT-3", "gpt 3"),
        ("naïve Bayes", "naive bayes"),
        ("Erdős", "Erdos"),
        ("Łukasiewicz logic", "Lukasiewicz logic"),
        ("optimisation", "optimization"),
        ("bayesain", "Bayesian"),
        ("theory", "theories"),
        ("losses", "loss"),
        ("Goodhart’s law", "Goodharts law"),
        ("Größe", "GRÖSSE"),
    ],
)
def test_names_that_are_perhaps_the_same(one, other):
    assert are_similar(one, other)
    assert are_similar(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("RL", "ML"),
        ("C", "C++"),
        ("C", "C#"),
        ("C", "CS"),
        ("GAN", "GNN"),
        ("GAN", "GANG"),
        ("CNN", "RNN"),
        ("A", "A*"),
        ("Q&A", "QA"),
        ("?", "!"),
        ("🚀", "🧠"),
        ("tuning", "Turing"),
        ("GPT-3", "GPT-4"),
        ("COLT 2023", "COLT 2024"),
        ("resnet50", "resnet51"),
        ("encoder", "decoder"),
        ("supervised learning", "unsupervised learning"),
        ("self-supervised", "semi-supervised"),
        ("offline RL", "online RL"),
        ("macroeconomics", "microeconomics"),
        ("deep learning", "learning"),
        ("深度学习", "机器学习"),
        ("मन", "मान"),
    ],
)
def test_names_that_are_different_things(one, other):
    assert not are_similar(one, other)
    assert not are_similar(other, one)


names = st.lists(
    st.one_of(
        st.text(alphabet="abs +-#ßé1🚀", min_size=1, max_size=9),
        st.text(alphabet="languge", min_size=6, max_size=9),
        st.sampled_from(["language", "languge", "langauge", "languages", "models"]),
    ),
    max_size=14,
    unique=True,
)


@given(names)
def test_search_in_blocks_finds_what_comparing_all_finds(names):
    found = {frozenset(pair) for pair in similar_name_pairs(names)}
    assert found == {
        frozenset(pair) for pair in combinations(names, 2) if are_similar(*pair)
    }


@given(st.text(max_size=20), st.text(max_size=20))
def test_similarity_is_mutual_and_takes_any_text(one, other):
    assert are_similar(one, other) == are_similar(other, one)
    assert are_similar(one, one)


def test_two_thousand_names_are_searched_in_a_moment():
    letters = "abcdefghij"
    names = [
        f"{a}{b}{c}{b}{a}tion {c}{a}{b}rning {number % 2}"
        for number in range(2)
        for a in letters
        for b in letters
        for c in letters
    ]
    start = time.perf_counter()
    similar_name_pairs([*names, "language model", "languge model"])
    assert time.perf_counter() - start < 2


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("  Größe ", "grosse"),
        ("Čech", "cech"),
        ("naïve", "naive"),
        ("ﬁne", "fine"),
        ("ØRSTED", "orsted"),
        ("हिन्दी", "हिन्दी"),
    ],
)
def test_search_knows_no_case_and_no_accents(name, folded):
    assert fold(name) == folded
