"""What subscribers see: models of how feed readers clean an item before showing it."""

import re

import pytest
from lxml import html

from posts.demo.loader import load_demo
from posts.models import Post, SiteSettings
from posts.rendering import Source, render
from posts.rendering.feed_html import feed_html
from posts.rendering.tree import names
from tests.support.factories import make_post

BASE = "https://essays.example/posts/a/"
FORMULAS = names(
    """
    annotation annotation-xml math menclose merror mfrac mi mmultiscripts mn mo mover
    mpadded mphantom mprescripts mroot mrow ms mspace msqrt mstyle msub msubsup msup
    mtable mtd mtext mtr munder munderover semantics
    """
)
PROSE = names(
    """
    a abbr acronym aside audio b blockquote br caption cite code col dd del dfn dl dt em
    figcaption figure h1 h2 h3 h4 h5 h6 hr i iframe img ins kbd li ol p picture pre q rp
    rt rtc ruby s small samp source strong sub sup table tbody td tfoot th thead time tr
    u ul var video wbr
    """
)
KEPT_IN_PROSE = names(
    "href id src alt title width height colspan rowspan start datetime lang"
)
WITH_ID = names("a li h1 h2 h3 h4 h5 h6 sup dt")
ESSAY = r"""
A square $x^2$, an index $x_1$, a half $\frac12$ and $3\frac{1}{2}$, $\binom{n}{k}$.[^1]

$$\sum_{i=1}^{n} i = \frac{n(n+1)}{2} \tag{7}$$

\begin{align} a &= b \label{first}\\ c &= d \end{align}

$$\begin{pmatrix}1 & 2\\3 & 4\end{pmatrix}\sqrt{x+1}\sqrt[3]{y}$$

By \eqref{first}, see [above](#there) and ![A curve](/media/a.png).

## There {#there}

> [!NOTE]
> Mind.

<details>
<summary>More</summary>

Hidden.

</details>

[^1]: The *note*.
"""


def tree_of(content):
    return html.fragment_fromstring(content, create_parent="div")


def miniflux(content):
    """Keep listed tags; of a formula's attributes only xmlns; ids on a few tags."""
    tree = tree_of(content)
    for element in list(tree.iterdescendants()):
        if element.tag in FORMULAS:
            kept = {"xmlns"}
        elif element.tag in PROSE:
            kept = KEPT_IN_PROSE - ({"id"} if element.tag not in WITH_ID else set())
        else:
            element.drop_tag()
            continue
        for name in set(element.attrib) - kept:
            del element.attrib[name]
    return tree


def freshrss(content):
    """Keep unknown tags; drop how things look, and drawings."""
    tree = tree_of(content)
    for element in list(tree.iterdescendants()):
        if element.tag == "svg":
            element.drop_tree()
            continue
        for name in {"class", "srcset", "sizes", "style"} & set(element.attrib):
            del element.attrib[name]
    return tree


def dompurify(content):
    """Unwrap what would nest TeX in a formula, and leave its text."""
    tree = tree_of(content)
    for element in list(tree.iterdescendants()):
        if element.tag in {"semantics", "annotation", "annotation-xml", "maction"}:
            element.drop_tag()
            continue
        for name in {"alttext", "xmlns"} & set(element.attrib):
            del element.attrib[name]
    return tree


def without_formulas(content):
    """Keep what readers knew before there was MathML: a formula's tags go."""
    tree = tree_of(content)
    for element in list(tree.iterdescendants()):
        if element.tag in FORMULAS:
            element.drop_tag()
    return tree


READERS = [miniflux, freshrss, dompurify, without_formulas]


def words(tree):
    return " ".join(tree.text_content().split())


def seen(tree):
    """Return the text without what is hidden where formulas are drawn."""
    for mark in list(tree.iter("mphantom")):
        mark.drop_tree()
    return words(tree)


def fragment(link):
    return link.get("href").rpartition("#")[2]


def item(body, **options):
    return feed_html(render(Source(body=body)).html, BASE, **options)


@pytest.fixture(params=READERS, ids=lambda reader: reader.__name__)
def reader_rules(request):
    return request.param


@pytest.mark.parametrize("mathematics", ["mathml", "tex"])
def test_every_reader_shows_the_same_text(reader_rules, mathematics):
    content = item(ESSAY, mathematics=mathematics)
    assert words(reader_rules(content)) == words(tree_of(content))


@pytest.mark.parametrize(
    ("tex", "text"),
    [
        ("x^2", "x^2"),
        ("x_1", "x_1"),
        ("x_1y_2", "x_1 y_2"),
        ("x^2 3", "x^2 3"),
        (r"x_{i_j}^{n+1}", "x_(i_j)^(n+1)"),
        ("{x^2}^3", "(x^2)^3"),
        ("(a+b)^2", "(a+b)^2"),
        (r"\frac12", "(1/2)"),
        (r"3\frac12", "3(1/2)"),
        (r"\frac{a+b}{c}", "((a+b)/c)"),
        (r"e^{-\frac{x}{2}}", "e^(−(x/2))"),
        (r"\sqrt{x+1}", "√(x+1)"),
        (r"\sqrt[n+1]{x}", "(x)^(1/(n+1))"),
        (r"\binom{n}{k}", "(n; k)"),
        (r"\sum_{i=1}^n i", "∑_(i=1)^n i"),
        (r"\int_0^1 f", "∫_0^1 f"),
        (r"\prescript{14}{6}{C}", "_6^14 C"),
        (r"\begin{pmatrix}1&2\\3&4\end{pmatrix}", "(1 2; 3 4)"),
        (r"\begin{cases}1&x\\0&y\end{cases}", "{1 x; 0 y"),
        (r"\cancel{x}", "x\u0338"),
        (r"x\phantom{y}z", "xz"),
        ("f'", "f′"),
        (r"\hat{x}", "xˆ"),
    ],
)
def test_text_of_a_formula_without_its_tags_is_true(tex, text):
    plain = words(without_formulas(item(f"${tex}$")))
    assert re.sub("[\u2061\u2063]", "", plain) == text


def test_marks_are_not_seen_where_formulas_are_drawn(reader_rules):
    if reader_rules is not without_formulas:
        shown = seen(reader_rules(item(r"$x^2$ $\frac12$ $\sqrt{y+1}$")))
        assert shown == "x2 12 y+1"


@pytest.mark.browser
def test_marks_take_no_room_in_a_reader_that_drops_attributes(page):
    """Miniflux keeps the tags of MathML and none of their attributes."""
    content = item(r"$x^2 + \frac{a}{b_1}$, $\sqrt{y} \log z$, $\binom{n}{k}$")
    tree = miniflux(content)
    marked = html.tostring(tree, encoding="unicode")
    for mark in list(tree.iter("mpadded")):
        mark.drop_tree()
    widths = []
    for shown in (marked, html.tostring(tree, encoding="unicode")):
        page.set_content(shown)
        formulas = "[...document.querySelectorAll('math')]"
        widths.append(page.evaluate(f"{formulas}.map(it => it.clientWidth)"))
    assert widths[0] == widths[1]
    assert all(widths[0])


def test_no_tex_is_left_in_the_text(reader_rules):
    assert "\\" not in words(reader_rules(item(ESSAY)))


def test_numbers_of_equations_and_references_to_them_are_text(reader_rules):
    text = words(reader_rules(item(ESSAY)))
    assert "∑_(i=1)^n i=((n(n+1))/2) (7)".replace(" ", "") in text.replace(" ", "")
    assert re.search(r"a =b\s*\(1\); c =d\s*\(2\)", text)
    assert "By (1), see above" in text


def test_number_of_a_single_equation_stands_on_its_line():
    [formula] = tree_of(item(r"$$x \tag{7}$$")).iter("math")
    assert formula.getparent().tag == "p"
    assert formula[-1].text.strip() == "(7)"
    assert formula.get("alttext") == r"x \tag{7}"
    assert not list(formula.iter("mtable"))


def test_notes_lead_there_and_back(reader_rules):
    tree = reader_rules(item(ESSAY))
    [call] = tree.xpath(f"//sup/a[starts-with(@href, '{BASE}#fn')]")
    [note] = tree.xpath(f"//li[@id='{fragment(call)}']")
    assert "The note." in words(note)
    [back] = note.xpath(f".//a[starts-with(@href, '{BASE}#fnref')]")
    assert tree.xpath(f"//*[@id='{fragment(back)}']")


def test_other_links_lead_to_the_page(reader_rules):
    addresses = reader_rules(item(ESSAY)).xpath("//a/@href")
    assert f"{BASE}#there" in addresses
    assert f"{BASE}#eq-first" in addresses


def test_image_is_absolute_and_described(reader_rules):
    [image] = reader_rules(item(ESSAY)).iter("img")
    assert image.get("src") == "https://essays.example/media/a.png"
    assert image.get("alt") == "A curve"


def test_upright_letter_needs_no_attribute():
    tree = miniflux(item(r"$\mathrm{d}x$"))
    assert [letter.text for letter in tree.iter("mtext")] == ["d"]


def test_tex_can_be_asked_for():
    tree = tree_of(item("A $x^2$ and\n\n$$y \\tag{7}$$", mathematics="tex"))
    assert [code.text for code in tree.iter("code")] == ["x^2", "y \\tag{7}"]
    assert words(tree) == "A x^2 and y \\tag{7} (7)"
    assert not list(tree.iter("math"))


@pytest.mark.django_db
def test_site_chooses_tex(reader):
    make_post(body="A $x^2$.")
    for mathematics, shown in (("mathml", "<math"), ("tex", "<code>x^2</code>")):
        SiteSettings.objects.update(feed_mathematics=mathematics)
        assert shown in reader.get("/feed.json").json()["items"][0]["content_html"]


@pytest.mark.django_db
def test_essays_of_the_demo_survive_every_reader():
    load_demo()
    for post in Post.objects.all():
        content = feed_html(post.body_html, BASE)
        before = tree_of(content)
        ids = before.xpath("//@id")
        assert len(ids) == len(set(ids))
        for rules in READERS:
            tree = rules(content)
            assert words(tree) == words(before)
            assert "\\" not in "".join(tree.xpath("//math//text()"))
            assert set(ids) >= set(tree.xpath("//@id"))
            for note in tree.xpath(f"//a[starts-with(@href, '{BASE}#fn')]"):
                assert tree.xpath(f"//*[@id='{fragment(note)}']")
            for image in tree.iter("img"):
                assert image.get("src").startswith("https://")
                assert {"alt", "width", "height"} <= set(image.attrib)
