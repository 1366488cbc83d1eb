"""`healthlint suppressions`: the ledger of exceptions, and approving new ones."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, Final

import click

from healthlint import bench, config_file, ledger, planning, runner
from healthlint.cli import CLEAN, WRONG, complain, declare, options
from healthlint.config import Settings, today
from healthlint.diagnostic import Suppression
from healthlint.errors import HealthlintError, UsageError
from healthlint.patterns import compiled
from healthlint.reporters.terminal import safe

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from healthlint.approval import Approval
    from healthlint.diagnostic import Diagnostic, Report
    from healthlint.rule import Rule

_PLACE: Final = compiled(r"(?P<path>.+?):(?P<line>\d+)(?::(?P<column>\d+))?:?")
_EPILOG: Final = """\b
Examples:
  healthlint suppressions site/
  healthlint suppressions --output-format csv site/ > ledger.csv
  healthlint suppressions --approve tea.txt:3:9 --reason "on file" --by Jo
"""


@click.command(
    "suppressions", epilog=_EPILOG, short_help="Print the ledger of suppressions."
)
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option(
    "--output-format",
    type=click.Choice(["text", "json", "csv"]),
    default="text",
    show_default=True,
    help="How the ledger is written.",
)
@click.option(
    "--approve",
    "places",
    multiple=True,
    metavar="PATH:LINE[:COLUMN]",
    help="Approve the sentence of what is reported there; may be repeated.",
)
@click.option(
    "--select",
    multiple=True,
    metavar="RULES",
    callback=declare.callback(options.words),
    help="With --approve: only diagnostics of these rules.",
)
@click.option("--reason", default="", metavar="TEXT", help="With --approve: why.")
@click.option("--by", default="", metavar="NAME", help="With --approve: who approves.")
@click.option(
    "--until",
    metavar="DATE",
    callback=declare.callback(options.date),
    help="With --approve: the last day on which it holds.",
)
@click.option(
    "--as-of",
    metavar="DATE",
    callback=declare.callback(options.date),
    help="Judge what has expired as of this day.  [default: today]",
)
@declare.options(options.CONFIGURATION)
def command(paths: tuple[str, ...], **given: Any) -> int:  # noqa: ANN401 - click's
    """List what is silenced in files and folders, on whose word, why and until when.

    With --approve, add entries to healthlint-approvals.yaml instead.
    """
    run = planning.Options(
        options.changes(rulesets=given["rulesets"], as_of=given["as_of"] or today()),
        config=given["config"],
        use_config=not given["no_config"],
    )
    if given["places"]:
        return _approve(given, run)
    for name in ("select", "reason", "by", "until"):
        if given[name]:
            raise UsageError(f"--{name} goes with --approve alone")
    plan = planning.plan(paths or (os.curdir,), run)
    reports = [outcome.report for outcome in runner.run(plan)]
    errors = {each.error: None for each in reports if each.error is not None}
    for error in errors:
        complain(error)
    found = [*ledger.entries(reports), *_lost(plan, run)]
    for chunk in _written(found, given["output_format"], str(run.changes["as_of"])):
        click.echo(chunk, nl=False)
    return WRONG if errors else CLEAN


def _lost(plan: planning.Plan, run: planning.Options) -> Iterator[ledger.Entry]:
    """Yield approvals of files that are there no longer."""
    from healthlint import approvals_file

    if not run.use_config:
        return
    tables = [each.approvals for each in plan.settings if isinstance(each, Settings)]
    merged = {path: each for table in tables for path, each in table.items()}
    gone = {path: each for path, each in merged.items() if not os.path.exists(path)}
    for approval in approvals_file.mapped(gone):
        path, line, column, _, _ = approval.origin
        said = Suppression(
            kind="approval",
            scope="sentence",
            rules=(approval.rule,),
            path=path,
            line=line,
            column=column,
            reason=approval.reason,
            by=approval.by,
            until=approval.until,
            state="no file",
        )
        yield ledger.Entry(approval.file, said)


def _written(found: Sequence[ledger.Entry], format: str, as_of: str) -> Iterator[str]:
    if format == "json":
        yield ledger.write_json(found, as_of)
    elif format == "csv":
        yield ledger.write_csv(found)
    else:
        for entry in found:
            yield from (f"{line}\n" for line in _lines(entry))


def _lines(entry: ledger.Entry) -> Iterator[str]:
    said = entry.suppression
    place = f"{safe(said.path)}:{said.line}:{said.column}"
    names = ", ".join(map(safe, said.rules)) or "no rule"
    yield f"{place}: {said.state}: {said.scope} {names} [{said.kind}]"
    if said.kind == "approval":
        yield f"    in: {safe(entry.file)}"
    for each in entry.silenced:
        yield f"    {each.code} at {each.line}:{each.column}: '{safe(each.text)}'"
    for name in ("reason", "by", "until"):
        if getattr(said, name):
            yield f"    {name}: {safe(' '.join(getattr(said, name).split()))}"


def _approve(given: dict[str, Any], run: planning.Options) -> int:
    if given["no_config"]:
        raise UsageError(
            "--no-config leaves out approvals, so --approve cannot add any"
        )
    for name in ("reason", "by"):
        if not given[name].strip():
            raise UsageError(
                f"--approve needs --{name}: a record without is worth little"
            )
    for place in given["places"]:
        _approve_at(place, given, run)
    return CLEAN


def _approve_at(place: str, given: dict[str, Any], run: planning.Options) -> None:
    """Approve what is reported at a place, anew where an approval has expired."""
    from healthlint import approvals_file

    path, approvals = _approvals(place, given, run)
    today = str(run.changes["as_of"])
    known = approvals_file.read(path) if os.path.exists(path) else []
    expired = [each for each in known if each.until and each.until < today]
    holding = {each[:3] for each in known if each not in expired}
    new = [each for each in approvals if each[:3] not in holding]
    renewed = {each[:3] for each in new}
    if new:
        old = [each for each in expired if each[:3] in renewed]
        approvals_file.add(path, new, old)
    for each in new:
        said = f"{each.rule} in {each.file}: {each.sentence or each.hash}"
        click.echo(f"approved: {safe(said)}", err=True)
    if not new:
        click.echo(f"{safe(place)}: approved already", err=True)


def _approvals(
    place: str, given: dict[str, Any], run: planning.Options
) -> tuple[str, list[Approval]]:
    """Return the record for a place, and approvals of what is reported there."""
    from healthlint import approvals_file
    from healthlint.approval import Approval

    path, report, settings = _report(place, run)
    configuration = planning.Configuration(run)
    record = configuration.approvals_near(path) or os.path.join(
        settings.root or _folder(path), config_file.APPROVALS_NAME
    )
    file = os.path.relpath(path, os.path.dirname(os.path.abspath(record)))
    found = {}
    for diagnostic in _reported_at(place, report, settings, given["select"]):
        digest, sentence = _sentence(diagnostic, report, settings)
        approval = Approval(
            rule=diagnostic.code,
            file=file.replace(os.sep, "/"),
            hash=digest,
            sentence=sentence if approvals_file.hash_of(sentence) == digest else "",
            reason=given["reason"].strip(),
            by=given["by"].strip(),
            until=given["until"] or "",
        )
        found[approval[:3]] = approval
    return record, list(found.values())


def _folder(path: str) -> str:
    """Return where a first record goes: here, for a file that lies below."""
    is_below = not os.path.relpath(path).startswith(os.pardir)
    return os.curdir if is_below else os.path.dirname(os.path.abspath(path))


def _report(place: str, run: planning.Options) -> tuple[str, Report, Settings]:
    """Lint the file of a place; raise HealthlintError where that cannot be done."""
    parts = _PLACE.fullmatch(place)
    if parts is None:
        raise UsageError(f"--approve: '{place}' is no place; write it as tea.txt:3:9")
    plan = planning.plan([parts["path"]], run)
    outcomes = list(runner.run(plan))
    if not outcomes:
        raise UsageError(f"--approve: {parts['path']} is left out by the configuration")
    report = outcomes[0].report
    if report.error is not None:
        raise HealthlintError(report.error)
    return parts["path"], report, planning.settings_of(plan.settings, 0)


def _reported_at(
    place: str, report: Report, settings: Settings, select: Sequence[str]
) -> list[Diagnostic]:
    """Return what is reported at a place; raise UsageError where nothing is."""
    parts = _PLACE.fullmatch(place)
    rules = bench.ruleset(settings.rulesets).rules
    wanted = _selected(select, rules) if select else None
    firm = {rule.id for rule in rules if not rule.suppressible}
    there = []
    for diagnostic in report.diagnostics:
        at = report.source.position(diagnostic.span.start)
        is_there = parts is not None and str(at.line) == parts["line"]
        if parts is not None and parts["column"]:
            is_there = is_there and str(at.column) == parts["column"]
        if is_there and (wanted is None or diagnostic.code in wanted):
            there.append(diagnostic)
    refused = [each.code for each in there if each.code in firm]
    if refused:
        raise UsageError(f"--approve: {refused[0]} may not be silenced")
    if not there:
        raise UsageError(f"--approve: nothing such is reported at {place}")
    return there


def _selected(select: Sequence[str], rules: Sequence[Rule]) -> frozenset[str]:
    """Return the ids of the rules that names stand for; raise UsageError."""
    from healthlint import selection

    found: frozenset[str] = frozenset()
    for word in select:
        ids = selection.named(word, rules)
        if ids is None:
            hint = selection.nearest(word, rules)
            hint = hint or "; `healthlint rules` lists what there is"
            raise UsageError(f"--select: unknown rule or category '{word}'{hint}")
        found |= ids
    return found


def _sentence(
    diagnostic: Diagnostic, report: Report, settings: Settings
) -> tuple[str, str]:
    """Return the hash and the words of the sentence around a diagnostic."""
    from healthlint import annotators, readers
    from healthlint.suppressions import approved

    document = readers.read(report.source)
    notes = annotators.annotate(document, bench.ruleset(settings.rulesets).lexicons)
    start = diagnostic.span.start
    around = [
        each
        for each in approved.sentences(notes)
        if each.span.start <= start < max(each.span.end, each.span.start + 1)
    ]
    if not around:
        raise UsageError(
            f"{diagnostic.code} stands in no sentence, so none is approved"
        )
    best = min(around, key=lambda each: each.span.end - each.span.start)
    return best.hash, best.text
