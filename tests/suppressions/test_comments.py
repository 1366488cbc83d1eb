"""How far comments reach, and what is said of those that reach nothing."""

# ruff: noqa: E501 - a row a line

from __future__ import annotations

import pytest
from linting import lint, others, own, quiet

A, B, C = "cures arthritis", "cures diabetes", "cures cancer"
OFF, NEXT = "healthlint: disable HL101 -- x", "healthlint: disable-next HL101 -- x"
FILE, ON = "healthlint: disable-file HL101 -- x", "healthlint: enable HL101"

REACH = [
    ("next paragraph", f"<!-- {NEXT} -->\n\nTea {A}. Tea {B}.\n\nTea {C}.", [A, B], [C]),
    ("same line", f"<!-- {NEXT} --> Tea {A}.\n\nTea {C}.", [A], [C]),
    ("within", f"Tea {A}. <!-- {NEXT} --> Tea {B}. Tea {C}.", [B], [A, C]),
    ("mid-sentence", f"Good tea <!-- {NEXT} --> {A}. Tea {C}.", [A], [C]),
    ("before the stop", f"Tea {A} <!-- {NEXT} -->. Tea {C}.", [C], [A]),
    ("next heading", f"<!-- {NEXT} -->\n# Tea {A}\n\nTea {B}.", [A], [B]),
    ("within a heading", f"# Tea <!-- {NEXT} --> {A}\n\nTea {B}.", [A], [B]),
    ("next item", f"- Tea {A}\n\n  <!-- {NEXT} -->\n- Tea {B}\n- Tea {C}", [B], [A, C]),
    ("before a list", f"<!-- {NEXT} -->\n- Tea {A}\n- Tea {B}", [A], [B]),
    (
        "a whole table",
        f"<!-- {NEXT} -->\n\n| Tea {A} | x |\n|---|---|\n| x | Tea {B} |\n\nTea {C}.",
        *([A, B], [C]),
    ),
    ("a cell", f"| x | y |\n|---|---|\n| <!-- {NEXT} --> Tea {A} | Tea {B} |", [A], [B]),
    ("picture", f"<!-- {NEXT} -->\n\nTea! ![Tea {A}](x.png)\n\nTea {B}.", [A], [B]),
    ("picture first", f"<!-- {NEXT} -->\n\n![Tea {A}](x.png) Tea {B}.\n\n{C}", [A, B], [C]),
    ("picture of another", f"<!-- {NEXT} -->\n\nTea {A}.\n\n![Tea {B}](x.png)", [A], [B]),
    ("quote", f"> <!-- {NEXT} -->\n>\n> Tea {A}.\n>\n> Tea {B}.", [A], [B]),
    ("section", f"# One\n\nTea {A}. <!-- {OFF} -->\n\nTea {B}.\n\n# Two\n\nTea {C}.", [B], [A, C]),
    ("above a heading", f"# One\n\n<!-- {OFF} -->\n## Two\n\nTea {A}.\n\n## X\n\nTea {B}.", [A], [B]),
    ("sections inside", f"# One\n<!-- {OFF} -->\n\n## Two\n\nTea {A}.\n\n# X\n\nTea {B}.", [A], [B]),
    ("equal headings", f"# A\n<!-- {OFF} -->\n\nTea {A}.\n\n# A\n\nTea {B}.", [A], [B]),
    ("no headings", f"Tea {A}.\n\n<!-- {OFF} -->\n\nTea {B}.\n\nTea {C}.", [B, C], [A]),
    ("enabled again", f"<!-- {OFF} -->\n\nTea {A}.\n\n<!-- {ON} -->\n\nTea {B}.", [A], [B]),
    (
        "enabled all",
        f"<!-- {OFF} -->\n\nTea {A}.\n\n<!-- healthlint: enable -->\n\nTea {B}.",
        *([A], [B]),
    ),
    ("file", f"Tea {A}.\n\n# X\n\nTea {B}.\n\n<!-- {FILE} -->", [A, B], []),
    ("of another rule", f"<!-- healthlint: disable HL301 -->\n\nTea {A}. No side effects.", ["No side effects"], [A]),
    ("by name", f"<!-- healthlint: disable disease-treatment -->\n\nTea {A}.", [A], []),
    ("by category", f"<!-- healthlint: disable disease-claim -->\n\nTea {A}.", [A], []),
    ("by prefix", f"<!-- healthlint: disable HL1 -->\n\nTea {A}.", [A], []),
    ("in code", f"`<!-- {OFF} -->` Tea {A}.", [], [A]),
    ("yaml", f"---\n# {NEXT}\ndescription: Tea {A}\nintro: Tea {B}\n---\n\nTea {C}.", [A], [B, C]),
    ("yaml, behind", f"---\nlayout: x # {NEXT}\nintro: Tea {A}\nlead: Tea {B}\n---\n", [A], [B]),
    ("yaml, paragraphs", f"---\n# {NEXT}\nintro: |\n  Tea {A}\n\n  Tea {B}\nlead: Tea {C}\n---\n", [A, B], [C]),
    ("toml", f"+++\n# {NEXT}\nintro = 'Tea {A}'\nlead = 'Tea {B}'\n+++\n", [A], [B]),
    ("key", f"---\nhealthlint: disable-file HL101 -- x\nintro: Tea {A}\n---\n\nTea {B}.", [A, B], []),
    ("keys", f"---\nhealthlint:\n  - disable-file HL101 -- x\nintro: Tea {A}\n---\n", [A], []),
    ("json", f'{{"healthlint": "disable-file HL101 -- x", "intro": "Tea {A}"}}\n\nTea {B}.', [A, B], []),
    ("liquid", f"{{% comment %}} {NEXT} {{% endcomment %}}\n\nTea {A}.\n\nTea {B}.", [A], [B]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "silenced", "left"),
    [row[1:] for row in REACH],
    ids=[row[0] for row in REACH],
)
def test_reach_in_markdown(text, silenced, left):
    report = lint(text)
    assert (quiet(report), others(report), own(report)) == (silenced, left, [])
    assert report.suppressed == len(silenced)


HTML = [
    ("next", f"<!-- {NEXT} --><p>Tea {A}. Tea {B}.</p><p>Tea {C}.</p>", [A, B], [C]),
    ("first in the block", f"<p><!-- {NEXT} -->Tea {A}. Tea {B}.</p><p>Tea {C}.</p>", [A, B], [C]),
    ("within", f"<p>Tea {A}. <!-- {NEXT} -->Tea <b>cures</b> diabetes. Tea {C}.</p>", ["cures</b> diabetes"], [A, C]),
    ("a picture", f"<!-- {NEXT} --><p>Tea <img alt='Tea {A}'></p><p>Tea {B}.</p>", [A], [B]),
    ("another picture", f"<!-- {NEXT} --><p>Tea {A}</p><p><img alt='Tea {B}'></p>", [A], [B]),
    ("table", f"<!-- {NEXT} --><table><tr><td>Tea {A}<td>Tea {B}</table><table><tr><td>Tea {C}</table>", [A, B], [C]),
    ("cell", f"<table><tr><td>Tea {A}<td><!-- {NEXT} -->x. Tea {B}<td>Tea {C}</table>", [B], [A, C]),
    ("row", f"<table><!-- {NEXT} --><tr><td>Tea {A}<td>Tea {B}<tr><td>Tea {C}</table>", [A, B], [C]),
    ("meta", f"<!-- {NEXT} --><meta name=description content='Tea {A}'><p>Tea {B}", [A], [B]),
    ("section", f"<h2>X</h2><!-- {OFF} --><p>Tea {A}</p><h2>Y</h2><p>Tea {B}</p>", [A], [B]),
    ("jinja", f"{{# {NEXT} #}}<p>Tea {A}</p><p>Tea {B}</p>", [A], [B]),
    ("yaml", f"---\n# {FILE}\ntitle: x\n---\n<p>Tea {A}</p>", [A], []),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "silenced", "left"),
    [row[1:] for row in HTML],
    ids=[row[0] for row in HTML],
)
def test_reach_in_html(text, silenced, left):
    report = lint(text, "html")
    assert (quiet(report), others(report), own(report)) == (silenced, left, [])


MDX = [
    ("next", f"{{/* {NEXT} */}}\n\nTea {A}.\n\nTea {B}.", [A], [B]),
    ("within", f"Tea {A}. {{/* {NEXT} */}} Tea {B}. Tea {C}.", [B], [A, C]),
    (
        "in a component",
        f"<Box>\n\n{{/* {NEXT} */}}\n\nTea {A}.\n\nTea {B}.\n\n</Box>",
        [A],
        [B],
    ),
    ("section", f"## X\n\n{{/* {OFF} */}}\n\nTea {A}.\n\n## Y\n\nTea {B}.", [A], [B]),
    ("yaml", f"---\n# {NEXT}\nintro: Tea {A}\n---\n\nTea {B}.", [A], [B]),
]


@pytest.mark.parametrize(
    ("text", "silenced", "left"), [row[1:] for row in MDX], ids=[row[0] for row in MDX]
)
def test_reach_in_mdx(text, silenced, left):
    report = lint(text, "mdx")
    assert (quiet(report), others(report), own(report)) == (silenced, left, [])


SAID = [
    ("unused", "<!-- healthlint: disable HL101 -->\n\nTea.", [("HL901", "HL101")]),
    ("one of two", f"<!-- healthlint: disable HL101, HL301 -->\n\nTea {A}.", [("HL901", "HL301")]),
    ("one twice", f"<!-- {OFF} -->\n\n<!-- {NEXT} -->\n\nTea {A}.", [("HL901", "HL101")]),
    ("idle enable", f"Tea.\n\n<!-- {ON} -->", [("HL901", "HL101")]),
    ("enable of another", f"<!-- {OFF} -->\n\nTea {A}.\n\n<!-- healthlint: enable HL301 -->", [("HL901", "HL301")]),
    ("enable in a file", f"<!-- {FILE} -->\n\nTea {A}.\n\n<!-- {ON} -->", [("HL901", "HL101")]),
    ("expired", f"<!-- healthlint: disable HL101 -- until: 2026-11-25 -->\n\nTea {A}.", [("HL902", "until: 2026-11-25")]),
    ("last day", f"<!-- healthlint: disable HL101 -- until: 2026-11-26 -->\n\nTea {A}.", []),
    ("unknown", f"<!-- healthlint: disable HL999 -->\n\nTea {A}.", [("HL903", "HL999")]),
    ("a slip", f"<!-- healthlint: disable HL101, saftey -->\n\nTea {A}.", [("HL903", "saftey")]),
    ("no dashes", f"<!-- healthlint: disable HL101 approved by us -->\n\nTea {A}.", [("HL905", "approved by us")]),
    ("not ours to silence", f"<!-- healthlint: disable HL101, HL901 -->\n\nTea {A}.", [("HL906", "HL901")]),
    ("in the text", "Tea. healthlint: disable HL101", [("HL905", "healthlint: disable HL101")]),
    ("as a link definition", "[//]: # (healthlint: disable HL101)\n\nTea.", [("HL905", "healthlint: disable HL101")]),
    ("in yaml text", "---\nintro: 'healthlint: disable HL101'\n---\n", [("HL905", "healthlint: disable HL101")]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "said"), [row[1:] for row in SAID], ids=[row[0] for row in SAID]
)
def test_what_is_wrong_is_said(text, said):
    report = lint(text)
    assert own(report) == said
    for each in report.diagnostics:
        assert each.match == text[each.span.start : each.span.end]


def test_a_slip_gets_the_nearest_name():
    (first,) = (
        each for each in lint("<!-- healthlint: disable saftey -->\n\nTea.").diagnostics
    )
    assert "did you mean 'safety'?" in first.message


def test_a_comment_behind_the_words_is_told_where_they_are():
    text = f"Tea {A}.\n\n<!-- {NEXT} -->\n\nMore tea."
    (unused,) = (each for each in lint(text).diagnostics if each.code == "HL901")
    assert [(each.line, each.column) for each in unused.related] == [(1, 5)]


def test_plain_text_is_told_of_approvals():
    (said,) = lint("Tea.\n\nhealthlint: disable HL101\n", "text").diagnostics
    assert said.code == "HL905"
    assert "approvals" in said.message


def test_a_reason_may_be_required():
    bare = f"<!-- healthlint: disable HL101 -->\n\nTea {A}."
    given = f"<!-- healthlint: disable HL101 -- on file -->\n\nTea {A}."
    assert own(lint(bare, require_reason=True)) == [
        ("HL904", "healthlint: disable HL101")
    ]
    assert others(lint(bare, require_reason=True)) == [A]
    assert own(lint(given, require_reason=True)) == []


@pytest.mark.parametrize(
    "settings",
    [{"select": ("HL2", "HL9")}, {"ignore": ("HL101",)}, {"min_confidence": "high"}],
    ids=["not selected", "ignored", "sure ones alone"],
)
def test_what_was_not_run_is_not_called_unused(settings):
    text = f"<!-- {OFF} -->\n\nTea."
    report = lint(text, **settings)
    assert own(report) == []
    assert [each.state for each in report.suppressions] == ["not judged"]


@pytest.mark.parametrize(
    ("settings", "severity"),
    [({}, "warning"), ({"severity": {"unused-suppression": "error"}}, "error")],
    ids=["as shipped", "as configured"],
)
def test_severities_hold_for_our_own_rules(settings, severity):
    (said,) = lint("<!-- healthlint: disable HL101 -->\n\nTea.", **settings).diagnostics
    assert said.severity.name == severity


def test_our_own_rules_can_be_ignored():
    assert (
        own(lint("<!-- healthlint: disable HL101 -->\n\nTea.", ignore=("tool",))) == []
    )


def test_who_vouches_is_kept():
    text = f"<!-- healthlint: disable HL101 -- on file, by: Jo, until: 2030-01-01 -->\n\nTea {A}."
    report = lint(text)
    (each,) = report.silenced
    assert each[1:] == ("comment", "on file", "Jo", "2030-01-01", "page", 1, 6)
    (said,) = report.suppressions
    assert (said.scope, said.rules, said.state) == ("disable", ("HL101",), "holds")


def test_fingerprints_do_not_depend_on_suppressions():
    plain = lint(f"Tea {A}.\n\nTea {A}.").diagnostics
    report = lint(f"<!-- {NEXT} -->\n\nTea {A}.\n\nTea {A}.")
    assert [each.diagnostic.fingerprint for each in report.silenced] == [
        plain[0].fingerprint
    ]
    assert [each.fingerprint for each in report.diagnostics] == [plain[1].fingerprint]
