"""The report before publishing: what is found, on which line, and what blocks."""

import pytest
from django.template.loader import render_to_string
from django.utils.html import strip_tags

from posts.admin.checks import Finding, check_article
from posts.models import Page, Post
from tests.support.corpus import body_of, essays
from tests.support.factories import make_post
from tests.support.report_texts import draft, found, rules, store

pytestmark = pytest.mark.django_db

# Put together, so that a search for unfinished work does not find this file.
TO_DO, FIX_ME, X_X = "TO" + "DO", "FIX" + "ME", 3 * "X"


# As a whole


def test_sound_text_has_nothing_to_fix():
    image = store("images/2024/a.png")
    make_post(slug="other", body="## A part")
    body = (
        "See [the other](/posts/other/#a-part), [home](/), [feed](/rss.xml),"
        f" [the world](https://example.org/#x).[^1]\n\n![A plot]({image})\n\n"
        "## One\n\n$x^2$ and [back](#one)\n\n[^1]: A note.\n"
    )
    assert check_article(draft(body)) == []
    assert check_article(make_post(body=body)) == []


def test_findings_come_as_they_matter():
    body = (
        "![](/media/a.png)\n\n[a](#b)\n\n$\\frac{$\n\n<<<<<<<\na\n=======\nb\n>>>>>>>\n"
    )
    findings = check_article(draft(body, summary="$\\frac{$"))
    assert [(one.blocks, one.rule, one.field, one.line) for one in findings] == [
        (True, "conflict-marks", "body", 7),
        (False, "formula", "summary", 1),
        (False, "formula", "body", 5),
        (False, "alt-missing", "body", 1),
        (False, "file-missing", "body", 1),
        (False, "anchor-missing", "body", 3),
    ]


def test_checking_changes_and_saves_nothing():
    article = draft("a", pk=None)
    before = {**article.__dict__}
    check_article(article)
    assert article.__dict__ == before
    assert not Post.objects.exists()


def test_a_page_needs_no_summary_and_is_checked_too():
    page = Page(title="About", slug="about", body="[a](/posts/none/)")
    assert rules(page) == ["link-broken"]


@pytest.mark.corpus
def test_no_real_essay_is_held_back_or_scolded():
    for path in essays():
        findings = check_article(
            draft(body_of(path), title="A title", summary="A summary.")
        )
        lines = len(body_of(path).splitlines())
        assert all(1 <= finding.line <= lines for finding in findings), path.name
        assert not any(finding.blocks for finding in findings), path.name
        of_words = {"leftover", "conflict-marks", "heading-repeated"}
        assert not of_words & {finding.rule for finding in findings}, path.name
        assert len(findings) < 50, path.name


# Words


@pytest.mark.parametrize(
    ("fields", "rule"),
    [
        ({"body": ""}, "body-empty"),
        ({"body": " \n\n<!-- Only a comment. -->"}, "body-empty"),
        ({"title": " "}, "title-empty"),
        ({"title": "<b></b>"}, "title-empty"),
        ({"body": "<<<<<<< yours\na\n=======\nb\n>>>>>>> theirs"}, "conflict-marks"),
        ({"summary": "<<<<<<<\na\n=======\nb\n>>>>>>>"}, "conflict-marks"),
    ],
)
def test_what_breaks_the_page_blocks(fields, rule):
    blocking = [one for one in check_article(draft(**fields)) if one.blocks]
    assert [one.rule for one in blocking] == [rule]


def test_a_text_that_could_not_be_rendered_blocks(monkeypatch):
    def fail(*_args):
        raise RecursionError

    monkeypatch.setattr("posts.rendering.renderer.finish", fail)
    [finding] = check_article(draft("A body that nothing else renders."))
    assert (finding.rule, finding.blocks) == ("unrendered", True)


@pytest.mark.parametrize(
    "body",
    [
        "Heading\n=======\n\nWords.",
        "> > > > > > > deep",
        ">>>>>>> deep",
        "a\n\n```diff\n<<<<<<< ours\na\n=======\nb\n>>>>>>> theirs\n```",
        "```` text `<<<<<<<`\n",
    ],
)
def test_what_only_resembles_conflict_marks_is_left_alone(body):
    assert rules(draft(body)) == []


def test_half_a_conflict_is_named_but_does_not_block():
    [finding] = check_article(draft("<<<<<<< yours\na\n\nb"))
    assert (finding.rule, finding.blocks) == ("conflict-marks", False)


def test_missing_summary_says_what_will_serve():
    body = "## Start\n\nThe *first* paragraph. " + "And more. " * 20
    [(rule, line, message)] = found(draft(body, summary=" "))
    assert (rule, line) == ("summary-missing", 1)
    assert "“The first paragraph. And more." in message
    [(_, _, message)] = found(draft("```\ncode\n```", summary=""))
    assert "no paragraph to take its place" in message


def test_very_long_title_is_named_with_its_length():
    [(rule, _, message)] = found(draft(title="word " * 40))
    assert rule == "title-long"
    assert "199 characters" in message
    assert rules(draft(title="word " * 30)) == []


@pytest.mark.parametrize(
    ("body", "line"),
    [
        ("a\n\nTODO: explain", 3),
        (f"a\n\n- **{FIX_ME}** b", 3),
        (f"a <!-- b -->\nc {X_X}.", 2),
        (f"```\n{TO_DO}\n```\n\n> {TO_DO}", 5),
    ],
)
def test_notes_to_oneself_are_found(body, line):
    [finding] = found(draft(body))
    assert finding[:2] == ("leftover", line)


@pytest.mark.parametrize(
    "body",
    [
        f"Write `{TO_DO}` in code.\n\n    # {TO_DO}: b",
        f"a\n\n```\n# {TO_DO}\n```\n\n~~~ python\n# {X_X}\n~~~",
        f"- a\n\n  ```\n  # {TO_DO}\n  ```",
        f"<!-- {TO_DO}\n{FIX_ME} -->\nb",
        f"My {TO_DO} list, all {TO_DO} lists, {TO_DO}s, [a](https://{TO_DO}.example/{X_X})",
        "Volume XXXI, XXXX, FIXMEs",
    ],
)
def test_code_comments_and_words_may_hold_such_notes(body):
    assert rules(draft(body)) == []


def test_tags_of_other_systems_are_named_once():
    body = "a\n\n{% include b.html c=1 %}\n\n{% d %}\n{% e %}\n\n`{% f %}` 5 {%"
    [(rule, line, message)] = found(draft(body))
    assert (rule, line) == ("template-tag", 3)
    assert message.startswith("{% include b.html c=1 %} means nothing here")
    assert message.endswith("Also on 2 more lines.")
    assert rules(draft("```\n{% f %}\n```\n\n100{% of} it")) == []


@pytest.mark.parametrize("size", ["=300x200", "=x200", "{width=50%}", "{: .small}"])
def test_sizes_of_images_in_other_dialects_are_named(size):
    image = f"![A](/a.png){size}" if size[0] == "{" else f"![A](/a.png {size})"
    [(line, message)] = [
        (line, message)
        for rule, line, message in found(draft(f"a\n\n{image}\n\n`{image}`\n\n{image}"))
        if rule == "image-size"
    ]
    assert line == 3
    assert message.startswith(f"{size} means nothing here")
    assert 'width="300"' in message
    assert "1 more line." in message


def test_a_broken_formula_is_called_one():
    [(rule, line, message)] = found(draft("a\n\n$\\nonsense$"))
    assert (rule, line) == ("formula", 3)
    assert message.startswith("This formula cannot be read. ")


# Headings


@pytest.mark.parametrize(
    ("body", "rule", "line"),
    [
        ("# An  *essay*\n\nWords.", "title-repeated", 1),
        ("# All\n\n## One\n\n### Two", "heading-lone", 1),
        ("a\n\n## One\n\nb\n\n## One", "heading-repeated", 7),
        ("## A\n\n### One\n\n### one", "heading-repeated", 5),
        ("## One\n\n#### Two", "heading-skipped", 3),
        ("##\n\na", "heading-empty", 1),
    ],
)
def test_headings_are_checked(body, rule, line):
    [finding] = found(draft(body))
    assert finding[:2] == (rule, line)


@pytest.mark.parametrize(
    "body",
    [
        "# One\n\n## Two\n\n# Three",
        "# One\n\nWords.",
        "## A\n\n### Results\n\n## B\n\n### Results",
        "### One\n\n## Two",
    ],
)
def test_sound_headings_are_left_alone(body):
    assert rules(draft(body)) == []


# As the desk shows it


def report(findings: list[Finding]) -> str:
    return render_to_string("admin/checks/_report.html", {"findings": findings})


def test_report_leads_to_the_line():
    html = report([Finding("body", 12, "A < b.", "rule", blocks=True)])
    assert '<a href="#id_body" data-field="body" data-line="12">Line 12</a>' in html
    assert "A &lt; b." in html
    assert "Must be fixed" in html


def test_report_names_other_fields_by_their_names():
    html = report([Finding("summary", 1, "Words.", "rule")])
    assert (
        '<a href="#id_summary" data-field="summary" data-line="1">Summary</a>' in html
    )
    assert "Must be fixed" not in html


def test_report_of_a_sound_text_says_so():
    assert "Nothing to fix." in report([])


def test_a_long_report_is_cut_and_says_how_much():
    html = report([Finding("body", n, "Words.", "rule") for n in range(1, 131)])
    assert html.count("<li") == 50
    assert "80 more" in html


def test_blocking_and_other_findings_are_told_apart_in_words():
    findings = [Finding("body", 1, "A.", "a", blocks=True)]
    findings += [Finding("body", 1, "B.", "b")] * 2
    words = " ".join(strip_tags(report(findings)).split())
    assert words.startswith("Must be fixed before publishing (1) Line 1 A.")
    assert "Worth a look (2) Line 1 B." in words
