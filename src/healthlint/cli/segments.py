"""`healthlint segments`: what the linter sees in a file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import click

from healthlint import annotators, bench, planning, readers
from healthlint.annotators import copy as copy_annotator
from healthlint.cli import CLEAN, declare, options
from healthlint.config import COPY_VALUES
from healthlint.reporters.terminal import inert, safe

if TYPE_CHECKING:
    from collections.abc import Iterator

    from healthlint.annotators.frames import Frame
    from healthlint.config import Settings
    from healthlint.document import Annotations, Sentence
    from healthlint.segment import Segment
    from healthlint.source import Source

_EPILOG: Final = """\b
Examples:
  healthlint segments landing-page.md
  healthlint segments --claims landing-page.md
"""


@click.command("segments", epilog=_EPILOG, short_help="Show how a file is read.")
@click.argument("file", type=click.Path())
@click.option("--claims", is_flag=True, help="Show the claims in each sentence.")
@click.option("--product", metavar="CLASS", help="What is sold.")
@click.option(
    "--copy",
    type=click.Choice(COPY_VALUES),
    help="Whether the text promotes something.  [default: auto]",
)
@declare.options(options.CONFIGURATION)
@click.option(
    "--stdin-filename",
    metavar="FILE",
    type=click.Path(),
    help="Name of what comes from standard input.",
)
@click.option(
    "--format", type=click.Choice(readers.FORMATS), help="Read as this format."
)
def command(file: str, **given: Any) -> int:  # noqa: ANN401 - click's values
    """Show how a FILE is read: its segments, their sentences, their claims.

    The place to look when something is missed, or reported and should not be.
    """
    run = planning.Options(
        options.changes(
            rulesets=given["rulesets"], product=given["product"], copy=given["copy"]
        ),
        config=given["config"],
        use_config=not given["no_config"],
        stdin_name=given["stdin_filename"] or planning.STDIN_NAME,
    )
    name = run.stdin_name if file == planning.STDIN else file
    settings = planning.Configuration(run).settings(name)
    known = given["format"] or readers.format_of(name) or "text"
    source = bench.read(file, known, run)
    for line in _lines(source, settings, claims=given["claims"]):
        click.echo(inert(line))
    return CLEAN


def _lines(source: Source, settings: Settings, *, claims: bool) -> Iterator[str]:
    document = readers.read(source)
    lexicons = bench.ruleset(settings.rulesets).lexicons
    annotations = annotators.annotate(document, lexicons, settings)
    if claims:
        copy = copy_annotator.judge(
            annotations, declared=settings.copy, product=settings.product
        )
        yield f"copy: {safe(copy.value)} ({safe(copy.reason)})"
    for index, segment in enumerate(document.segments):
        yield _head(segment, source)
        for sentence in annotations.sentences(index):
            yield f"  {_text(segment, sentence)}"
            if claims:
                for frame in _frames(sentence, annotations):
                    yield f"    {frame}"


def _head(segment: Segment, source: Source) -> str:
    at = source.position(segment.to_source(0, len(segment.text)).start)
    above = " > ".join(segment.path)
    parts = [f"{source.name}:{at.line}:{at.column}: {segment.kind}", segment.label]
    parts.append(f"under {above}" if above else "")
    return safe(", ".join(part for part in parts if part))


def _text(segment: Segment, sentence: Sentence) -> str:
    return safe(segment.folded_to_text(sentence.start, sentence.end)).strip()


def _frames(sentence: Sentence, annotations: Annotations) -> Iterator[str]:
    segment = annotations.document.segments[sentence.segment]
    for annotation in annotations.of("claim", sentence):
        words = segment.folded_to_text(annotation.start, annotation.end)
        yield f"claim '{safe(words)}': {safe(_frame(annotation.value))}"


def _frame(frame: Frame) -> str:
    targets = "; ".join(f"{target.lemma} ({target.kind})" for target in frame.targets)
    agent = f"{frame.agent} ({frame.agent_grade})" if frame.agent else frame.agent_grade
    said = [
        f"agent {agent}",
        f"effect {frame.effect}",
        f"target {targets}",
        f"strength {frame.strength}",
        frame.polarity,
        frame.construction,
    ]
    return ", ".join([*said, "normal"] if frame.normal else said)
