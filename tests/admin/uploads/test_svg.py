"""SVG from outside: plots stay as they are drawn, in their size, under any name."""

import re

import pytest
from lxml import etree

from posts.admin.uploads import svg
from posts.admin.uploads.svg import sanitise
from posts.models import Upload
from tests.support.drawings import (
    DVISVGM,
    HEAD,
    INKSCAPE,
    MATPLOTLIB,
    REAL,
    SIZED,
    SVGLITE,
    drawn,
    refused,
)
from tests.support.factories import make_post
from tests.support.uploading import insert, refusal, send


@pytest.mark.parametrize(("source", "size"), REAL.values(), ids=REAL)
def test_drawing_of_a_program_keeps_every_part_that_draws(source, size):
    made = sanitise(source.encode())
    assert made.size == size
    assert made.left_out == ()
    name = "{http://www.w3.org/2000/svg}"
    parts = [
        [
            (part.tag, " ".join((part.text or "").split()))
            for part in etree.fromstring(content).iter(f"{name}*")
            if part.tag.removeprefix(name) not in ("metadata", "style")
        ]
        for content in (source.encode(), made.content)
    ]
    assert parts[0] == parts[1]


@pytest.mark.parametrize("source", [source for source, _ in REAL.values()], ids=REAL)
def test_what_was_sanitised_stays_as_it_is(source):
    once = sanitise(source.encode()).content
    assert sanitise(once).content == once


def test_matplotlib_keeps_styles_uses_clips_patterns_and_pixels():
    clean = sanitise(MATPLOTLIB.encode()).content.decode()
    for part in (
        "*{stroke-linejoin:round;stroke-linecap:butt}",
        '<use xlink:href="#m75" x="81.2" y="224.2" style="stroke:#000000"/>',
        'clip-path="url(#p4b)"',
        "fill:url(#h5c);fill-opacity:0.3",
        'xlink:href="data:image/png;base64,',
        "font:12px 'DejaVu Sans', sans-serif;text-anchor:middle",
        ">Loss  &amp; accuracy — größe</text>",
        '<marker id="arrow" viewBox="0 0 10 10" refX="5" refY="5" orient="auto">',
    ):
        assert part in clean
    assert "rdf" not in clean
    assert "DOCTYPE" not in clean


def test_classes_of_r_keep_their_rules():
    clean = sanitise(SVGLITE.encode()).content.decode()
    assert ".svglite text{white-space:pre}" in clean
    assert 'class="svglite"' in clean
    assert "font-family:&quot;Liberation Sans&quot;" in clean


def test_blanks_in_a_text_are_neither_added_nor_lost():
    clean = sanitise(INKSCAPE.encode()).content.decode()
    assert 'xml:space="preserve"' in clean
    assert '<tspan id="tspan1">two  spaces</tspan><tspan id="tspan2"> and on<' in clean
    assert 'xlink:href="#rect111">along</textPath>' in clean
    assert "inkscape" not in clean


def test_font_that_a_drawing_brings_along_stays():
    clean = sanitise(DVISVGM.encode()).content.decode()
    assert "@font-face{font-family:cmmi10;src:url(data:font/woff2;base64,d09G" in clean


def test_link_in_a_drawing_leaves_what_it_holds():
    assert drawn('<a href="/x"><path d="M0 0"/></a>') == '<g><path d="M0 0"/></g>'
    clean = drawn("<text>a <a xlink:href='javascript:alert(1)'>b</a></text>")
    assert clean == "<text>a <tspan>b</tspan></text>"


@pytest.mark.parametrize(
    ("attributes", "size"),
    [
        ('width="90" height="60"', (90, 60)),
        ('width="3in" height="1in"', (288, 96)),
        ('viewBox="0 0 300 150"', (300, 150)),
        ('width="100%" height="100%" viewBox="0,0,300,150"', (300, 150)),
        ('width="600" viewBox="0 0 300 150"', (600, 300)),
        ('height="0.4" width="0.2"', (1, 1)),
    ],
)
def test_size_is_read_from_what_there_is(attributes, size):
    made = sanitise(f"<svg {HEAD} {attributes}/>".encode())
    assert made.size == size
    root = etree.fromstring(made.content)
    assert (root.get("width"), root.get("height")) == tuple(map(str, size))
    assert len(root.get("viewBox").split()) == 4


@pytest.mark.parametrize(
    "attributes",
    ["", 'width="0" height="9"', 'width="-1" height="9"', 'viewBox="0 0 0 0"']
    + ['width="1e99" height="1e99"', 'width="nan" height="inf"', 'viewBox="a b c d"'],
)
def test_drawing_without_a_sensible_size_is_refused(attributes):
    assert re.search("how large|measures", refused(f"<svg {HEAD} {attributes}/>"))


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "iso-8859-1"])
def test_other_encodings_become_utf_8(encoding):
    name = encoding.removesuffix("-sig")
    source = f'<?xml version="1.0" encoding="{name}"?><svg {SIZED}><text>é</text></svg>'
    data = source.encode(encoding)
    assert b"<text>\xc3\xa9</text>" in sanitise(data).content
    assert svg.is_svg(data)


def test_drawing_is_an_image_of_the_page_in_its_size(editor):
    post = make_post(body=insert(editor, MATPLOTLIB.encode(), "plot.svg"))
    assert '.svg" alt="A plot" width="768" height="336"' in post.body_html
    upload = Upload.objects.get()
    assert upload.file.name.startswith("images/")
    served = editor.get(upload.address)
    assert b"<svg" in served.getvalue()
    assert served.headers["Content-Type"] == "image/svg+xml"
    assert served.headers["X-Content-Type-Options"] == "nosniff"
    assert served.headers["Content-Disposition"].startswith("inline")
    policy = served.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none';")
    assert policy.endswith("; sandbox")
    assert "script-src" not in policy


@pytest.mark.parametrize("name", ["plot.svg", "plot.png", "plot.txt", "plot", "a.pdf"])
def test_drawing_is_found_under_any_name(editor, name):
    assert send(editor, DVISVGM.encode(), name).status_code == 200
    assert Upload.objects.get().file.name.endswith(".svg")


def test_refused_drawing_is_a_sentence(editor):
    response = send(editor, b"\x1f\x8b\x08" + bytes(40), "plot.svgz")
    assert "compressed (.svgz)" in refusal(response)
