"""Lint text for tests of suppressions."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

from healthlint.config import Settings
from healthlint.linter import Linter
from healthlint.rules import load_ruleset
from healthlint.source import Source

UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
RULESET = load_ruleset()
_LINTERS: dict = {}


def lint(text, format="markdown", name="page", **settings):
    chosen = Settings()._replace(
        **{"copy": "promotional", "as_of": "2026-11-26", **settings}
    )
    key = repr(chosen)
    if key not in _LINTERS:
        _LINTERS[key] = Linter(RULESET, chosen)
    return _LINTERS[key].lint(Source(name, text, format))


def own(report):
    """Return the tool's own diagnostics: (id, the words)."""
    return [
        (each.code, each.match) for each in report.diagnostics if each.code[:3] == "HL9"
    ]


def others(report):
    return [each.match for each in report.diagnostics if each.code[:3] != "HL9"]


def quiet(report):
    return [each.diagnostic.match for each in report.silenced]
