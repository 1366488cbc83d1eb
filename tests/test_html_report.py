"""The report: what it says, that copy is only text in it, and how a browser sees it."""

from __future__ import annotations

import html
import re
import shutil
import subprocess
from html.parser import HTMLParser

import pytest

from healthlint import bench, reporters
from healthlint.cli import main
from healthlint.config import Settings
from healthlint.diagnostic import Report, Silenced
from healthlint.linter import Linter
from healthlint.reporters import Context
from healthlint.reporters.html_appendix import day
from healthlint.reporters.html_copy import Mark, blocks
from healthlint.source import Source, Span

RULES = bench.ruleset()
CONTEXT = Context("1.2.3", RULES.version, "2026-11-22", rulesets=(RULES,))
COPY = """\
---
title: Evening Drops cure insomnia
---

# Evening Drops

Our drops **cure** insomnia &mdash; and they are 100% safe.

A cup in the evening.
"""
HARM = (
    "<script>document.documentElement.id='run'</script>"
    "<img src=x onerror=\"document.documentElement.id='run'\">"
    "</style></title>\"' onmouseover='document.documentElement.id=1' "
    "<a href=javascript:document.documentElement.id=1>x</a> &lt;b> \x1b[31m\u202e\x00"
)


def lint(text: str, name: str = "copy/drops.md", format: str = "markdown") -> Report:
    settings = Settings(markets=("us", "uk"), product="supplement")
    return Linter(RULES, settings).lint(Source(name, text, format))


def render(*reports: Report, **context) -> str:
    return "".join(reporters.load("html")(reports, CONTEXT._replace(**context)))


def harmed() -> Report:
    """Return a report in which all that comes from outside would like to be more."""
    report = lint(f"{HARM}\n\nOur tea cures arthritis. {HARM}", f"{HARM}.txt", "text")
    found = report.diagnostics[0]
    bases = tuple(
        basis._replace(citation=HARM, title=HARM, url="javascript:alert(1)")
        for basis in found.bases
    )
    found = found._replace(
        message=HARM, name=HARM, bases=bases, suggestions=(HARM,), place=HARM
    )
    quiet = Silenced(found, "approval", HARM, HARM, HARM, HARM, 1, 1)
    return report._replace(
        diagnostics=(found, *report.diagnostics[1:]),
        silenced=(quiet,),
        product=HARM,
        copy=report.copy._replace(reason=HARM),
    )


class Tags(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.links: set[str] = set()
        self.ids: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        for name, value in attrs:
            self.attributes.add(name)
            if name in {"href", "src"}:
                self.links.add(value)
            if name == "id":
                self.ids.append(value)


def words(page: str) -> str:
    """Return what a reader sees."""
    body = re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body)).split())


def test_it_has_all_that_a_decision_rests_on():
    report = lint(COPY)
    text = words(render(report, title="Spring campaign"))
    first = report.diagnostics[0]
    expected = [
        "Spring campaign",
        "1 document. Law of United Kingdom, United States, as of 22 November 2026.",
        "By category disease claim",
        "By market",
        "SHA-256 " + report.source.digest,
        first.message,
        "Instead " + first.suggestions[0],
        first.bases[0].title,
        first.bases[0].url,
        "Decision Approved as it is",
        "healthlint 1.2.3",
        RULES.version,
        "Law: United Kingdom as of",
        "no legal advice",
    ]
    for part in expected:
        assert part in text


def test_the_copy_is_there_as_people_see_it_with_numbered_spans():
    page = render(lint(COPY))
    mark = '<mark class="error">cure insomnia</mark><sup><a href="#d1-2">2</a></sup>'
    assert mark in page
    assert "\N{EM DASH} and they are <mark" in page
    assert "A cup in the evening." in page


def test_suppressions_name_their_approver():
    report = lint(COPY)
    first, *rest = report.diagnostics
    quiet = Silenced(
        first, "comment", "licence 7", "R. Doe", "2027-01-31", "a.md", 4, 1
    )
    page = render(report._replace(diagnostics=tuple(rest), silenced=(quiet,)))
    assert '<mark class="quiet">' in page
    text = words(page)
    assert (
        "Reason licence 7 By R. Doe Until 31 January 2027 Comment a.md, line 4" in text
    )
    assert "◇ S1 Suppressed" in text


def test_approvals_do_not_say_whose_folder_they_lie_in():
    report = lint(COPY)
    quiet = Silenced(report.diagnostics[0], "approval", path="/home/jo/approvals.yaml")
    page = render(report._replace(silenced=(quiet,)))
    assert "<dt>Approval</dt><dd>approvals.yaml</dd>" in page
    assert "/home/jo" not in page


def test_a_clean_document_is_shown_and_one_unread_is_named():
    clean = lint("A cup in the evening.\n")
    unread = Report(Source("x.md", ""), error="x.md: no such file")
    page = render(clean, unread)
    assert "<p>Nothing to report.</p>\n<details>" in page
    assert "A cup in the evening." in page
    assert clean.source.digest in page
    assert "2 documents, 1 not linted" in page
    assert "Not linted: x.md: no such file" in page


def test_what_has_no_place_in_the_copy_is_said_first():
    report = lint(COPY)
    outside = report.diagnostics[0]._replace(span=Span(0, 3))
    page = render(report._replace(diagnostics=(outside,)))
    assert "Of the document as a whole" in page
    assert "<mark" not in page


@pytest.mark.parametrize("reports", [(), (harmed(),), (lint(COPY),)], ids=len)
def test_everything_is_escaped(reports):
    page = render(*reports, title=HARM)
    found = Tags(page)
    assert not found.tags & set("script img iframe object link form svg base".split())
    assert found.attributes <= set(
        "lang charset http-equiv content name class id href rel style colspan".split()
    )
    assert all(link.startswith(("#", "https://")) for link in found.links)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", page)
    page.encode("utf-8")


def test_links_within_the_page_lead_somewhere():
    found = Tags(render(lint(COPY), lint(COPY, "other.md")))
    assert len(found.ids) == len(set(found.ids))
    assert {each[1:] for each in found.links if each.startswith("#")} <= set(found.ids)


def test_nothing_comes_from_elsewhere():
    page = render(lint(COPY))
    assert "url(" not in page
    assert "@import" not in page
    assert "default-src &#39;none&#39;" in page or "default-src 'none'" in page


@pytest.mark.parametrize(
    ("date", "expected"),
    [("2026-11-22", "22 November 2026"), ("2026-13-01", "1 13 2026"), ("<", "&lt;")],
)
def test_day(date, expected):
    assert day(date) == expected


TEXT = "abc <b>def</b> g&amp;h"


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        pytest.param([], "abc def g&amp;h", id="nothing marked"),
        pytest.param([(0, 3)], "[abc]1 def g&amp;h", id="a word"),
        pytest.param([(4, 14)], "abc [def]1 g&amp;h", id="with tags around"),
        pytest.param([(15, 22)], "abc def [g&amp;h]1", id="an entity within"),
        pytest.param([(17, 18)], "abc def g[&amp;]1h", id="part of an entity is all"),
        pytest.param([(0, 10), (7, 22)], "[abc ][def]1[ g&amp;h]2", id="overlapping"),
        pytest.param([(0, 22), (0, 3)], "[abc]2[ def g&amp;h]1", id="one in another"),
        pytest.param([(0, 3), (0, 3)], "[abc]12 def g&amp;h", id="the same"),
        pytest.param([(0, 0)], "abc def g&amp;h", id="nowhere"),
    ],
)
def test_marks(spans, expected):
    marks = [
        Mark(Span(*span), "note", 1, str(number), f"t{number}")
        for number, span in enumerate(spans, 1)
    ]
    (block,), lost = blocks(Source("a.html", TEXT, "html"), marks)
    shown = re.sub("<mark[^>]*>", "[", block.html).replace("</mark>", "]")
    assert re.sub("</?(sup|a)[^>]*>", "", shown) == expected
    assert len(block.marks) + len(lost) == len(marks)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for person in ("one", "two"):
        (tmp_path / person).mkdir()
        (tmp_path / person / "a.md").write_text(COPY, "utf-8")
        (tmp_path / person / "b.md").write_text("A cup in the evening.\n", "utf-8")
    return tmp_path


def test_two_people_get_the_same_bytes(folder, monkeypatch, capsys):
    pages = []
    for person, jobs in (("one", "1"), ("two", "2")):
        monkeypatch.chdir(folder / person)
        given = ["--as-of", "2026-11-22", "--market", "us,uk", "--title", "Spring"]
        for _ in range(2):  # the second time, results are kept, and the page is there
            assert main(["report", *given, "--jobs", jobs]) == 0
            assert "see healthlint-report.html" in capsys.readouterr().err
            pages.append((folder / person / "healthlint-report.html").read_bytes())
    assert len(set(pages)) == 1
    assert str(folder).encode() not in pages[0]
    assert b"A cup in the evening." in pages[0]
    assert b"2 documents" in pages[0]


def test_the_command_writes_to_standard_output(folder, capsys):
    assert main(["report", "-q", "one/a.md", "--output-file", "-"]) == 0
    assert capsys.readouterr().out.startswith("<!doctype html>")
    assert list(folder.glob("*.html")) == []


CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run "
    "--disable-background-networking --disable-component-update --disable-sync"
).split()
needs_browser = pytest.mark.skipif(CHROMIUM is None, reason="no chromium on the PATH")


def browse(page: str, folder, *flags: str) -> str:
    """Return the document that a browser makes of a page, after its scripts ran."""
    path = folder / "page.html"
    path.write_text(page, "utf-8")
    done = subprocess.run(
        [
            CHROMIUM,
            *FLAGS,
            f"--user-data-dir={folder / 'profile'}",
            *flags,
            path.as_uri(),
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


MEASURE = """<script>document.documentElement.dataset.marks = JSON.stringify(
  [...document.querySelectorAll('mark')].map(mark => {
    const box = mark.getBoundingClientRect(), style = getComputedStyle(mark);
    return [mark.textContent, box.width > 5 && box.height > 5,
            style.textDecorationStyle, style.backgroundColor];
  }))</script></body>"""


@needs_browser
def test_a_browser_shows_the_spans(tmp_path):
    page = re.sub("<meta http-equiv[^>]*>", "", render(lint(COPY)))
    seen = browse(page.replace("</body>", MEASURE), tmp_path, "--dump-dom")
    (data,) = re.findall(r'data-marks="([^"]*)"', seen)
    marks = html.unescape(data)
    assert '["cure insomnia",true,"solid","rgb(251, 233, 231)"]' in marks
    assert "false" not in marks


@needs_browser
@pytest.mark.parametrize("policy", [True, False], ids=["policy", "escapes alone"])
def test_a_browser_runs_nothing_of_the_copy(tmp_path, policy):
    page = render(harmed(), title=HARM)
    if not policy:
        page = re.sub("<meta http-equiv[^>]*>", "", page)
    seen = browse(page, tmp_path, "--dump-dom")
    assert "healthlint report" in seen
    assert re.search(r"<html lang=\"en\">", seen)


@needs_browser
def test_the_browser_would_have_run_it(tmp_path):
    page = re.sub("<meta http-equiv[^>]*>", "", render())
    seen = browse(page.replace("</body>", f"{HARM}</body>"), tmp_path, "--dump-dom")
    assert re.search(r'<html lang="en" id="run">', seen)
    guarded = render().replace("</body>", f"{HARM}</body>")
    assert 'id="run"' not in browse(guarded, tmp_path, "--dump-dom").split(">")[1]


@needs_browser
def test_it_prints(tmp_path):
    paper = tmp_path / "report.pdf"
    browse(
        render(lint(COPY)),
        tmp_path,
        "--no-pdf-header-footer",
        f"--print-to-pdf={paper}",
    )
    assert paper.read_bytes().startswith(b"%PDF-")
