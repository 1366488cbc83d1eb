"""The fix that a match offers."""

from __future__ import annotations

import pytest

from healthlint import mending
from healthlint.config import Settings
from healthlint.diagnostic import Confidence, Diagnostic, Edit, Fix, Severity
from healthlint.linter import Linter
from healthlint.rules.assembly import Assembly
from healthlint.source import Source, Span

CASES = [
    ("medical grade", "good", "good"),
    ("Medical grade", "good", "Good"),
    ("Medical Grade", "good stuff", "Good Stuff"),
    ("MEDICAL GRADE", "good", "GOOD"),
    ("Waterproof", "water-resistant", "Water-resistant"),
    ("QD", "daily", "daily"),
    ("MGS", "mg", "mg"),
    ("= 0.000", "< 0.001", "< 0.001"),
    ("", "x", "x"),
]


@pytest.mark.parametrize(("words", "text", "expected"), CASES)
def test_capitals_are_kept(words, text, expected):
    assert mending.in_the_case_of(words, text) == expected


RULE = """\
- id: TEA001
  name: tea-words
  category: efficacy
  severity: warning
  message: "'{{text}}' is not ours"
  why: It is not.
  find: ["wonder (tea|q.t.)"]
  {fix}
  examples:
    flag: ["A [[wonder tea]].", "No [[wonder tea]]."]
    pass: ["Tea.", "A wonder."]
"""

FIXES = [
    ("replace: our tea", "A wonder tea.", "A our tea."),
    ("replace: our tea", "A Wonder Tea.", "A Our Tea."),
    ("replace: 'fine {text}'", "A wonder tea.", "A fine wonder tea."),
    ("replace: ''", "A wonder tea is it.", "A  is it."),
    ("replace: ''", "<p>A <b>wonder tea</b> is it.", None),
    ("replace: our tea", "<p>A <b>wonder tea</b> is it.", "<p>A <b>our tea</b> is it."),
    ("replace: our tea", "<p>A wonder <b>tea</b> is it.", None),
    ("replace: our tea", "<p>A w&#111;nder tea.", "<p>A our tea."),
    ("replace: tea", "A wonder q.t.", "A tea."),
    ("replace: tea", "A wonder q.t. is it.", "A tea is it."),
    ("replace: tea!", "A wonder q.t.", "A tea!"),
    ("swap: {wonder: plain}", "A Wonder tea.", "A Plain tea."),
    ("swap: {wonder: plain}", "<p>A wonder <b>tea</b>.", "<p>A plain <b>tea</b>."),
    ("swap: {wond: plain, ea: x}", "A wonder tea.", None),
    ("swap: {wonder: plain, wonder tea: tea, tea: x}", "A wonder tea.", "A tea."),
    ("swap: {Wonder: plain, TEA: brew}", "A wonder tea.", "A plain brew."),
]


@pytest.mark.parametrize(("fix", "text", "expected"), FIXES)
def test_what_becomes_of_a_match(fix, text, expected):
    assembly = Assembly()
    rule = RULE.format(fix=f"fix: {{{fix}, safe: true}}")
    assembly.add_folder([("rules.yaml", rule), ("us.yaml", "market: us\ntitle: US\n")])
    settings = Settings(copy="promotional")
    linter = Linter(assembly.ruleset(), settings)
    reader = "html" if text.startswith("<") else "text"
    (found,) = linter.lint(Source("a", text, reader)).diagnostics
    if expected is None:
        assert found.fix is None
        return
    assert found.fix is not None
    for start, end, new in reversed(found.fix.edits):
        text = text[:start] + new + text[end:]
    assert text == expected


def one(fix: Fix) -> Diagnostic:
    return Diagnostic(
        *("TEA001", "tea", "dose", Severity.note, Confidence.high),
        *("tea", Span(0, 1), "t", "t"),
        fix=fix,
    )


WITHHELD = [
    ([(5, 9)], False),
    ([(0, 2)], True),
    ([(2, 3)], True),
    ([(4, 9)], True),
    ([(0, 1), (9, 12)], False),
    ([(0, 9), (1, 2)], True),
    ([(0, 1), (1, 2), (8, 9)], True),
    ([], False),
]


@pytest.mark.parametrize(("spans", "withheld"), WITHHELD)
def test_fixes_that_touch_signed_words_are_withheld(spans, *, withheld):
    given = one(Fix(safe=True, edits=(Edit(2, 4, "x"),)))
    (left,) = mending.withhold([given], [Span(*each) for each in spans])
    assert (left.fix is None) == withheld
