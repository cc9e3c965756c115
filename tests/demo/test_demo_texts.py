"""The demo's texts: their order, their length, and what the full essay shows."""

import ast
import re
from datetime import timedelta

import pytest

from posts.addresses import validate_page_slug, validate_slug
from posts.demo import figure
from posts.demo.demo_texts import texts
from posts.rendering import Context, ImageFacts, Source, render

FEATURES = {
    "heading of the first level": r"^## ",
    "heading of the second level": r"^### ",
    "heading of the third level": r"^#### ",
    "emphasis": r"(?<!\*)\*\w[^*\n]*\*(?!\*)",
    "quotation marks": r'"\w[^"\n]*"',
    "dash": r"\w -- \w",
    "inline mathematics": r"(?<!\$)\$\\theta_1\$",
    "displayed mathematics": r"^\$\$\n[^$]+\n\$\$$",
    "macro definition": r"^\\newcommand\{\\Loss\}",
    "numbered equation": r"^\\begin\{equation\}[\s\S]+?\\label\{eq:barrier\}",
    "reference to an equation": r"\\eqref\{eq:barrier\}",
    "aligned lines": r"^\\begin\{align\}(?:[\s\S]+?\\\\){2}[\s\S]+?\\end\{align\}",
    "matrix": r"\\begin\{pmatrix\}",
    "footnote": r"\[\^mean\](?!:)[\s\S]+^\[\^mean\]: ",
    "footnote in place": r"\^\[There is",
    "table with alignment": r"^\|:-+\|:-+:\|-+:\|$",
    "definition list": r"^[A-Z][\w ]+\n: ",
    "open task": r"^- \[ \] ",
    "finished task": r"^- \[x\] ",
    "note": r"^> \[!NOTE\]",
    "warning": r"^> \[!WARNING\]",
    "quotation": r"^> (?!\[!)",
    "strikethrough": r"~~[\w-]+~~",
    "inline code": r"(?<!`)`\w+`(?!`)",
    "money": r"\$5 and \$6",
    "accents": "naïve",
    "raw HTML": r"^<details>\n<summary>",
    "figure with caption": r'^!\[[^\]]{40,}\]\(/media/demo/[\w-]+\.png "[^"]+"\)$',
}


@pytest.fixture
def posts():
    return [text for text in texts() if text.kind == "post"]


@pytest.fixture
def essay(posts):
    return posts[0]


def words_of_prose(source: str) -> int:
    """Count words outside formulas, code and the addresses of links."""
    for notation in (
        r"(?ms)^```.*?^```$",
        r"(?s)\$\$.*?\$\$",
        r"(?s)\\begin\{(equation|align\*?)\}.*?\\end\{\1\}",
        r"\$(?! )[^$\n]*[^$\n ]\$(?!\d)",
        r"(?<=\])\([^)\n]*\)",
    ):
        source = re.sub(notation, " ", source)
    return len(re.findall(r"[^\W\d_][\w'-]*", source))


def test_posts_come_newest_first_under_the_original_titles(posts):
    assert [text.title for text in posts] == [
        "Speculative inferences about path dependence in LLM supervised fine-tuning"
        " from results on linear mode connectivity and model souping",
        "Generalisation in Reinforcement Learning",
        "How can Interpretability Help Alignment?",
        "What is Interpretability?",
    ]
    dates = [text.published for text in posts]
    assert dates == sorted(set(dates), reverse=True)
    assert all(date.utcoffset() == timedelta(0) for date in dates)


def test_about_page_names_admin_and_feeds():
    (about,) = (text for text in texts() if text.kind == "page")
    assert about.title == "About"
    for address in ("/admin/", "/rss.xml", "/atom.xml"):
        assert f"]({address})" in about.body


def test_addresses_are_valid_and_distinct():
    slugs = [text.slug for text in texts()]
    assert len(set(slugs)) == len(slugs)
    for text in texts():
        validate_slug(text.slug)
        if text.kind == "page":
            validate_page_slug(text.slug)


def test_every_summary_has_three_to_five_sentences(posts):
    for text in posts:
        sentences = re.split(r'(?<=[.?!])"?\s+', text.summary)
        assert 3 <= len(sentences) <= 5, text.slug


def test_essay_is_long_and_the_other_posts_are_short(essay, posts):
    assert 1300 <= words_of_prose(essay.body) <= 1800
    for text in posts[1:]:
        assert 350 <= words_of_prose(text.body) <= 650, text.slug


def test_every_post_is_signed_and_shares_a_tag_with_another(posts):
    for text in posts:
        others = {tag for other in posts if other is not text for tag in other.tags}
        assert text.authors
        assert others & set(text.tags), text.slug


@pytest.mark.parametrize("feature", FEATURES)
def test_essay_shows_everything_an_author_can_write(essay, feature):
    assert re.search(FEATURES[feature], essay.body, re.MULTILINE)


def test_code_in_the_texts_is_valid_python():
    sources = [
        source
        for text in texts()
        for source in re.findall(r"(?ms)^```python\n(.*?)^```$", text.body)
    ]
    assert len(sources) == 2
    for source in sources:
        ast.parse(source)


def test_links_between_texts_lead_somewhere():
    targets = {f"/posts/{text.slug}/" for text in texts() if text.kind == "post"}
    links = {
        link for text in texts() for link in re.findall(r"\((/posts/.*?)\)", text.body)
    }
    assert links
    assert links <= targets


@pytest.mark.parametrize("text", texts(), ids=lambda text: text.slug)
def test_texts_render_without_problems(text):
    figures = re.findall(r"\]\((/media/\S+)", text.body)
    images = tuple(ImageFacts(address, *figure.SIZE) for address in figures)
    source = Source(title=text.title, summary=text.summary, body=text.body)
    article = render(source, Context(images=images))
    assert article.problems == ()
    assert "\\eqref{eq:" not in article.text
    assert article.html.count("<figcaption>") == len(figures)


def test_figure_is_the_same_at_every_drawing():
    first, second = figure.draw(), figure.draw()
    assert first.size == figure.SIZE == (1360, 640)
    assert first.mode == "RGB"
    assert first.tobytes() == second.tobytes()


def test_figure_shows_what_the_essay_says_of_it():
    a, b, c = (run[-1] for run in figure.runs())
    together = figure.loss(figure.between(a, b, 0.5))
    apart = figure.loss(figure.between(a, c, 0.5))
    assert together < min(figure.loss(a), figure.loss(b))
    assert apart > 4 * max(figure.loss(a), figure.loss(c))
