"""SVG from strangers: nothing in it can act, and what is not sound is refused."""

import re
import zlib
from base64 import b64decode, b64encode

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from PIL import Image as Pillow

from posts.admin.uploads import svg, svg_style
from posts.admin.uploads.svg import sanitise
from tests.support.drawings import SIZED, drawn, refused
from tests.support.uploading import SECRET, drawing, encoded, exif, opened


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
    clean = drawn(hostile)
    document = etree.fromstring(f"<svg {SIZED}>{clean}</svg>")
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
        "whatever it loads from other addresses",
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
        ("<html xmlns='http://www.w3.org/1999/xhtml'><body/></html>", "not an SVG"),
        ("<rss/>", "not an SVG"),
        ("<svg width='9' height='9'/>", "not an SVG"),
        (f"<x:svg xmlns:x='urn:x' {SIZED}/>", "not an SVG"),
        ("<!doctype html><p>Text <svg></svg>", "line 1"),
        ("", "line 1"),
        (b"\x1f\x8b" + zlib.compress(b"<svg/>"), "compressed"),
        (b"\xff" * 100, "line 1"),
        (b'<?xml version="1.0" encoding="utf-7"?><svg/>', "UTF-8"),
        (b'<?xml version="1.0" encoding="nonsense"?><svg/>', "UTF-8"),
        (b"<svg>" + bytes(10_000_000), "larger than 10 MB"),
        (f'<svg {SIZED}><image href="data:image/png;base64,AAAA"/></svg>', "Embed it"),
        (
            f'<svg {SIZED}><image href="data:image/svg+xml;base64,PHN2Zz4="/></svg>',
            "Embed it",
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
    clean = sanitise(f"{doctype}<svg {SIZED}><g/></svg>".encode()).content.decode()
    assert "onload" not in clean


def test_metadata_of_pictures_inside_is_dropped():
    inside = encoded(drawing(), "JPEG", exif=exif())
    assert SECRET in inside
    source = f'<image href="data:image/jpeg;base64,{b64encode(inside).decode()}"/>'
    data = re.search(r"data:image/jpeg;base64,([^\"]+)", drawn(source))
    assert data
    clean = b64decode(data[1])
    assert SECRET not in clean
    assert opened(clean).tobytes() == opened(inside).tobytes()


def test_pictures_inside_have_a_limit_together():
    large = b64encode(encoded(Pillow.new("L", (4000, 4000)), "PNG")).decode()
    image = f'<image href="data:image/png;base64,{large}"/>'
    assert drawn(image)
    assert "30 megapixels" in refused(f"<svg {SIZED}>{image * 2}</svg>")


PIECES = (
    "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'>", "</svg>", "<g>",
    "</g>", "<style>", "</style>", "@import", "url(", "//evil", ")", "{", "}", ";",
    "'", '"', "\\", "<![CDATA[", "]]>", "<!--", "-->", "&amp;", "<a href='#x'>",
    "fill:", "g", "/*", "*/", "</a>", "<text style='", "x</text>", "data:", "(", "#",
)  # fmt: skip


@given(st.lists(st.sampled_from(PIECES)))
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
    for clean in (
        svg_style.declarations(f"fill:{text}"),
        svg_style.sheet(f"g{{{text}}}"),
    ):
        assert not outside.search(
            re.sub(r"\"[^\"]*\"|'[^']*'", "", clean).replace("url()", "")
        )
