"""Writes the tree of the repository into README: every file says itself what it is for.

Run it after adding, moving or renaming a file: python docs/tree.py
"""

import re
import subprocess
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
BLOCK = re.compile(r"(?<=<!-- tree -->\n```\n).*?(?=```\n<!-- end -->)", re.DOTALL)
DOCSTRING = re.compile(r'(?:#!.*\n)?"""(.+?)(?:"""|\n)')
COMMENT = re.compile(r"(?:(?:/\* |// |   )[^\n]+\n)+")
# A package's own docstring stands beside its folder; migrations speak by their number.
SILENT = {"__init__.py", "django.mo"}
# What cannot say itself what it is for.
SPEAKING = {".py", ".css", ".js", ".md"}
PHRASES = {
    "posts/locale/de/LC_MESSAGES": "translations of the public site",
    "posts/management/commands": "the command line's own words; thin",
    "posts/migrations": "the database, step by step; never edited once landed",
    "static/css": "style sheets, by hand; tokens first",
    "static/js": "the desk's scripts; the public site has none",
    "templates": "the public pages, and what they share",
    "static/css/desk": "the desk's parts",
    "static/js/desk": "small modules, each bound by a data- attribute",
    "templates/admin": "what is ours in Django's admin",
    "templates/admin/posts/history": "a text's history",
    "templates/admin/posts/tags": "renaming, merging and deleting tags, and back",
    "templates/admin/posts/trash": "the trash",
    "templates/posts": "one template for each page; partials begin with _",
    "tests": "what a reader, a writer or a subscriber would notice",
    "docs": "the pictures above, and two scripts",
    ".ci/run": "every check that a change must pass",
    ".github/CONTRIBUTING.md": "how to run the checks, and the style",
    ".github/SECURITY.md": "how to report a weakness; what is trusted",
    ".github/workflows/check.yml": "calls .ci/run",
    ".gitignore": "what is made, and so not kept",
    ".python-version": "which Python pyenv and uv choose first",
    "CHANGELOG.md": "what is new in each version",
    "LICENSE": "MIT",
    "README.md": "this map",
    "manage.py": "the command line: serve, rerender, and Django's own commands",
    "pyproject.toml": "version, dependencies, their pins, settings of the tools",
    "posts/demo/about.md": "the page that explains the software",
    "posts/demo/path-dependence-in-fine-tuning.md": "the full essay, which shows all",
    "posts/locale/de/LC_MESSAGES/django.po": "the public site's words in German",
    "static/img/favicon.svg": "the icon",
    "static/img/icon-180.png": "the icon for home screens",
    "templates/400.html": "a request that makes no sense",
    "templates/403.html": "a request that is not allowed",
    "templates/404.html": "no such page",
    "templates/410.html": "a page that was taken back",
    "templates/500.html": "a fault of ours; needs neither database nor site",
    "templates/base.html": "what all public pages share: head, navigation, footer",
    "templates/robots.txt": "what crawlers are told",
    "templates/posts/_article_head.html": "title, authors, dates and tags above a text",
    "templates/posts/_contents.html": "a text's table of contents",
    "templates/posts/_count.html": "how many posts there are",
    "templates/posts/_date.html": "a date, for people and machines",
    "templates/posts/_mathematics.html": "font and style sheet of formulas",
    "templates/posts/_pagination.html": "newer and older posts of a list",
    "templates/posts/_post_summary.html": "a post in a list",
    "templates/posts/_unpublished.html": "the mark on drafts and scheduled texts",
    "templates/posts/archive.html": "every post by year",
    "templates/posts/archive_year.html": "the posts of one year",
    "templates/posts/author_detail.html": "an author and their posts",
    "templates/posts/author_list.html": "all authors",
    "templates/posts/page_detail.html": "a page such as About",
    "templates/posts/post_detail.html": "a post",
    "templates/posts/post_list.html": "the front page",
    "templates/posts/tag_detail.html": "a tag and its posts",
    "templates/posts/tag_list.html": "all tags",
    "templates/admin/base_site.html": "the admin's name and style sheet",
    "templates/admin/posts/markdown_editor.html": "the Markdown field with its preview",
    "templates/admin/login.html": "signing in; carries what was typed before",
    "templates/admin/posts/_collision.html": "two people's texts, and what differs",
    "templates/admin/posts/_desk_actions.html": "the desk's foot: saving, publishing",
    "templates/admin/posts/_desk_bar.html": "the desk's head: state and length",
    "templates/admin/posts/_difference.html": "what changed between two states",
    "templates/admin/posts/_offers.html": "what was typed and not saved",
    "templates/admin/posts/_report.html": "what was found before publishing",
    "templates/admin/posts/_share.html": "private links to a draft",
    "templates/admin/posts/_upload.html": "uploads: the list beside the text",
    "templates/admin/posts/_writing_tools.html": "buttons above the text",
    "templates/admin/posts/confirm.html": "what is done to many texts, before it is",
    "templates/admin/posts/desk.html": "the form of a text: source and page",
    "templates/admin/posts/to_copy.html": "what was typed, for whoever may not save it",
}


def tracked() -> list[Path]:
    """Return the files that git keeps or would keep, folder by folder."""
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    names = {Path(name) for name in listing.stdout.split("\0") if name}
    return sorted(
        (name for name in names if (ROOT / name).exists()),
        key=lambda name: (str(name.parent), name.name),
    )


def phrase(name: Path) -> str:
    """Return what a file is for: its own first line, or else the phrase above."""
    if known := PHRASES.get(str(name)):
        return known
    path = ROOT / name
    text = path.read_text(encoding="utf-8") if path.suffix in SPEAKING else ""
    match path.suffix:
        case ".py":
            found = DOCSTRING.match(text)
            return found[1].rstrip(".:") if found else ""
        case ".css" | ".js":
            found = COMMENT.match(text)
            words = re.sub(r"^\W+|\*/", "", found[0], flags=re.M) if found else ""
            return " ".join(words.split()).partition(". ")[0].rstrip(".")
        case ".md":
            title = re.search(r'^title = "([^"]+)"', text, re.MULTILINE)
            return f"“{title[1]}”" if title else ""
    return ""


def lines() -> Iterator[str]:
    """Yield the tree's lines: a folder, then its files with a phrase each."""
    for folder, names in groupby(tracked(), key=lambda name: name.parent):
        shown = [name for name in names if name.name not in SILENT and is_shown(name)]
        indent = "" if folder == Path() else "    "
        if indent:
            about = PHRASES.get(str(folder)) or package_phrase(folder)
            yield f"{folder}/  {about}".rstrip()
        width = max((len(name.name) for name in shown), default=0)
        for name in shown:
            yield f"{indent}{name.name:{width}}  {phrase(name)}".rstrip()


def is_shown(name: Path) -> bool:
    """Leave out what a folder's line says well enough."""
    return name.parent.name != "migrations" and name.suffix != ".png"


def package_phrase(folder: Path) -> str:
    """Return the first line of a package's docstring."""
    package = folder / "__init__.py"
    return phrase(package) if (ROOT / package).exists() else ""


def make_tree() -> str:
    """Return the whole block."""
    return "".join(f"{line}\n" for line in lines())


if __name__ == "__main__":
    README.write_text(BLOCK.sub(lambda _: make_tree(), README.read_text()))
