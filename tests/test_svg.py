"""SVG from outside: plots stay as they are drawn, and nothing in them can act."""

import re
import zlib
from base64 import b64decode, b64encode

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from PIL import Image as Pillow

from posts.editor.files import svg, svg_style
from posts.editor.files.svg import sanitise
from posts.models import Upload

from .drawings import DVISVGM, HEAD, INKSCAPE, MATPLOTLIB, REAL, SVGLITE
from .factories import make_post
from .test_uploads import (
    SECRET,
    drawing,
    encoded,
    exif,
    insert,
    opened,
    refusal,
    send,
)

SIZED = f'{HEAD} width="90" height="60"'


def drawn(inside: str, attributes: str = SIZED) -> str:
    """Return what is kept of a drawing, without its outermost tags."""
    content = sanitise(f"<svg {attributes}>{inside}</svg>".encode()).content.decode()
    return re.sub(r"^<svg[^>]*>|</svg>$", "", content)


def refused(data: str | bytes) -> str:
    with pytest.raises(ValidationError) as raised:
        sanitise(data.encode() if isinstance(data, str) else data)
    return " ".join(raised.value.messages)


# Plots


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
    kept = sanitise(MATPLOTLIB.encode()).content.decode()
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
        assert part in kept
    assert "rdf" not in kept
    assert "DOCTYPE" not in kept


def test_classes_of_r_keep_their_rules():
    kept = sanitise(SVGLITE.encode()).content.decode()
    assert ".svglite text{white-space:pre}" in kept
    assert 'class="svglite"' in kept
    assert "font-family:&quot;Liberation Sans&quot;" in kept


def test_blanks_in_a_text_are_neither_added_nor_lost():
    kept = sanitise(INKSCAPE.encode()).content.decode()
    assert 'xml:space="preserve"' in kept
    assert '<tspan id="tspan1">two  blanks</tspan><tspan id="tspan2"> and on<' in kept
    assert 'xlink:href="#rect111">along</textPath>' in kept
    assert "inkscape" not in kept


def test_font_that_a_drawing_brings_along_is_kept():
    kept = sanitise(DVISVGM.encode()).content.decode()
    assert "@font-face{font-family:cmmi10;src:url(data:font/woff2;base64,d09G" in kept


def test_link_in_a_drawing_leaves_what_it_holds():
    assert drawn('<a href="/x"><path d="M0 0"/></a>') == '<g><path d="M0 0"/></g>'
    kept = drawn("<text>a <a xlink:href='javascript:alert(1)'>b</a></text>")
    assert kept == "<text>a <tspan>b</tspan></text>"


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
    assert re.search("how large|pixels large", refused(f"<svg {HEAD} {attributes}/>"))


# What acts


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        '<script href="data:text/javascript,alert(1)"/>',
        '<script xmlns="http://www.w3.org/1999/xhtml">alert(1)</script>',
        '<h:script xmlns:h="http://www.w3.org/1999/xhtml">alert(1)</h:script>',
        "<foreignObject><body xmlns='http://www.w3.org/1999/xhtml'/></foreignObject>",
        '<iframe xmlns="http://www.w3.org/1999/xhtml" src="javascript:alert(1)"/>',
        '<g onload="alert(1)" ONCLICK="alert(1)" onbegin="alert(1)"/>',
        '<a href="javascript:alert(1)" xlink:href="javascript:alert(1)"><g/></a>',
        '<use href="data:image/svg+xml;base64,PHN2Zz4=#x"/>',
        '<use xlink:href="https://evil.example/x.svg#x"/>',
        '<use href="//evil.example/x.svg#x"/>',
        '<use href="/media/other.svg#x"/>',
        '<image href="https://evil.example/x.png"/>',
        '<image href="data:text/html,alert(1)"/>',
        '<feImage href="https://evil.example/x.png"/>',
        '<set attributeName="href" to="javascript:alert(1)"/>',
        '<animate attributeName="xlink:href" values="javascript:alert(1)"/>',
        '<style>@import "https://evil.example/x.css";</style>',
        "<style>@im\\70ort url(//evil.example/x.css);</style>",
        "<style>g{fill:url(https://evil.example/x)}</style>",
        "<style>g{fill:u\\72l(//evil.example/x)}</style>",
        "<style>g{fill:u/**/rl(//evil.example/x)}</style>",
        "<style>g{fill:url/**/(//evil.example/x)}</style>",
        "<style><![CDATA[</style><script>alert(1)</script>]]></style>",
        "<style>g{x:</style><style>}@import '//evil.example';</style>",
        "<style>@font-face{font-family:x;src:url(//evil.example/x.woff)}</style>",
        "<style>@font-face{src:url(data:font/woff;base64,PHN2Zz4=)}</style>",
        "<style>@media all{g{background:url(//evil.example/x)}}</style>",
        "<style>g{background:image-set('//evil.example/x' 1x)}</style>",
        '<g style="background:image-set(&apos;//evil.example/x&apos; 1x)"/>',
        '<g style="fill:url(//evil.example/x);-moz-binding:url(//evil.example)"/>',
        '<g fill="url(https://evil.example/x#y)" filter="url(&apos;//evil&apos;)"/>',
        '<g style="cursor:url(//evil.example/x)" cursor="url(//evil.example)"/>',
        '<g xml:base="https://evil.example/"/>',
        '<?xml-stylesheet href="//evil.example/x.css"?><!-- alert(1) -->',
        "<text><![CDATA[<script>alert(1)</script>]]></text><handler>alert(1)</handler>",
        '<g xmlns:x="http://www.w3.org/2000/svg" x:onload="alert(1)"/>',
        '<svg:g xmlns:svg="urn:x" onload="alert(1)"/>',
        '<title><g onload="alert(1)"/></title>',
        '<switch><foreignObject requiredExtensions="x"/><g/></switch>',
        "<metadata><script>alert(1)</script></metadata>",
        '<video src="//evil.example"/><audio src="//evil.example"/><embed/><object/>',
    ],
)
def test_nothing_acts_or_asks_for_anything(hostile):
    kept = drawn(hostile)
    document = etree.fromstring(f"<svg {SIZED}>{kept}</svg>")
    for part in document.iter():
        assert part.tag.startswith("{http://www.w3.org/2000/svg}")
        name = part.tag.partition("}")[2]
        assert name in svg.ELEMENTS
        for attribute, value in part.attrib.items():
            assert not attribute.lower().startswith("on")
            assert "evil" not in value
            assert "javascript" not in value
        if name == "style":
            assert "evil" not in (part.text or "")
            assert "@" not in (part.text or "")
            assert "<" not in (part.text or "")


def test_author_is_told_what_was_left_out():
    parts = '<script/><animate/><foreignObject/><use href="//x"/>'
    assert sanitise(f"<svg {SIZED}>{parts}</svg>".encode()).left_out == (
        "HTML inside the drawing",
        "animation",
        "scripts",
        "what it takes from other addresses",
    )


BOMB = "".join(
    f'<!ENTITY e{number} "&e{number - 1};&e{number - 1};">' for number in range(1, 40)
)


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        (f'<!DOCTYPE svg [<!ENTITY e0 "x">{BOMB}]><svg {SIZED}>&e39;</svg>', "entity"),
        (f'<!DOCTYPE svg [<!ENTITY x SYSTEM "/etc/passwd">]><svg {SIZED}/>', "entity"),
        (f'<!DOCTYPE s [<!ENTITY % p SYSTEM "/x">%p;]><svg {SIZED}/>', "entity"),
        (f'<!DOCTYPE svg SYSTEM "/x"><svg {SIZED}>&nbsp;</svg>', "entity"),
        (f"<svg {SIZED}>&nbsp;</svg>", "line 1"),
        (f"<svg {SIZED}>\n<g>", "line 2"),
        (f"<svg {SIZED}>{'<g>' * 300}{'</g>' * 300}</svg>", "too many parts"),
        (f"<svg {SIZED}>{'<x>' * 300}{'</x>' * 300}</svg>", "too many parts"),
        (f"<svg {SIZED}>{'<g/>' * 200_001}</svg>", "too many parts"),
        (f'<svg {SIZED}><g id="a"><use href="#a"/></g></svg>', "too many parts"),
        ("<html xmlns='http://www.w3.org/1999/xhtml'><body/></html>", "no SVG"),
        ("<rss/>", "no SVG"),
        ("<svg width='9' height='9'/>", "no SVG"),
        (f"<x:svg xmlns:x='urn:x' {SIZED}/>", "no SVG"),
        ("<!doctype html><p>Text <svg></svg>", "line 1"),
        ("", "line 1"),
        (b"\x1f\x8b" + zlib.compress(b"<svg/>"), "compressed"),
        (b"\xff" * 100, "line 1"),
        (b'<?xml version="1.0" encoding="utf-7"?><svg/>', "UTF-8"),
        (b'<?xml version="1.0" encoding="nonsense"?><svg/>', "UTF-8"),
        (b"<svg>" + bytes(10_000_000), "larger than 10 MB"),
        (f'<svg {SIZED}><image href="data:image/png;base64,AAAA"/></svg>', "embed it"),
        (
            f'<svg {SIZED}><image href="data:image/svg+xml;base64,PHN2Zz4="/></svg>',
            "embed it",
        ),
    ],
)
def test_what_is_no_sound_drawing_is_refused_with_a_sentence(source, sentence):
    assert sentence in refused(source)


def test_parts_that_use_each_other_without_end_are_refused():
    doubling = "".join(
        f'<g id="a{number + 1}"><use href="#a{number}"/><use href="#a{number}"/></g>'
        for number in range(40)
    )
    source = f'<svg {SIZED}><g id="a0"><path/></g>{doubling}<use href="#a40"/></svg>'
    assert "too many parts" in refused(source)


def test_attribute_that_the_doctype_would_add_is_not_added():
    doctype = '<!DOCTYPE svg [<!ATTLIST g onload CDATA "alert(1)" fill CDATA "red">]>'
    kept = sanitise(f"{doctype}<svg {SIZED}><g/></svg>".encode()).content.decode()
    assert "onload" not in kept


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "iso-8859-1"])
def test_other_encodings_become_utf_8(encoding):
    name = encoding.removesuffix("-sig")
    source = f'<?xml version="1.0" encoding="{name}"?><svg {SIZED}><text>é</text></svg>'
    data = source.encode(encoding)
    assert b"<text>\xc3\xa9</text>" in sanitise(data).content
    assert svg.is_svg(data)


def test_metadata_of_pictures_inside_is_dropped():
    inside = encoded(drawing(), "JPEG", exif=exif())
    assert SECRET in inside
    source = f'<image href="data:image/jpeg;base64,{b64encode(inside).decode()}"/>'
    data = re.search(r"data:image/jpeg;base64,([^\"]+)", drawn(source))
    assert data
    kept = b64decode(data[1])
    assert SECRET not in kept
    assert opened(kept).tobytes() == opened(inside).tobytes()


def test_pictures_inside_have_a_limit_together():
    large = b64encode(encoded(Pillow.new("L", (4000, 4000)), "PNG")).decode()
    image = f'<image href="data:image/png;base64,{large}"/>'
    assert drawn(image)
    assert "30 megapixels" in refused(f"<svg {SIZED}>{image * 2}</svg>")


# Any input


@given(
    st.lists(
        st.sampled_from(
            [
                "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'>",
                "</svg>",
                "<g>",
            ]
            + [
                "</g>",
                "<style>",
                "</style>",
                "@import",
                "url(",
                "//evil",
                ")",
                "{",
                "}",
                ";",
            ]
            + [
                "'",
                '"',
                "\\",
                "<![CDATA[",
                "]]>",
                "<!--",
                "-->",
                "&amp;",
                "<a href='#x'>",
            ]
            + [
                "fill:",
                "g",
                "/*",
                "*/",
                "</a>",
                "<text style='",
                "x</text>",
                "data:",
                "(",
                "#",
            ]
        )
    )
)
@settings(max_examples=300, deadline=None)
def test_any_pieces_give_a_sentence_or_a_harmless_drawing(pieces):
    try:
        content = sanitise("".join(pieces).encode()).content
    except ValidationError:
        return
    assert etree.fromstring(content) is not None
    assert b"@import" not in re.sub(rb"<text.*?</text>", b"", content, flags=re.DOTALL)


@given(st.text(alphabet="urlURL()'\"\\/#;:{}@*<!- \n\tabfill,evil.", max_size=60))
@settings(max_examples=1000, deadline=None)
def test_no_style_leads_outside(text):
    outside = re.compile(r"url\((?!\s*[\"']?#)|@|\\|image|<", re.IGNORECASE)
    for kept in (
        svg_style.declarations(f"fill:{text}"),
        svg_style.sheet(f"g{{{text}}}"),
    ):
        assert not outside.search(
            re.sub(r"\"[^\"]*\"|'[^']*'", "", kept).replace("url()", "")
        )


# The way in


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
