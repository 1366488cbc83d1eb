"""Formats for other programs: each is read by what its consumers use.

`npm ci --prefix tests/consumers` brings the schema of SARIF, `go install tool` there
reviewdog, which is asked where it is on the PATH.
"""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import subprocess
from pathlib import Path
from xml.etree import ElementTree as ET

import jsonschema
import junitparser
import pyromark
import pytest

from healthlint import reporters
from healthlint.diagnostic import (
    Basis,
    Confidence,
    Diagnostic,
    Edit,
    Fix,
    Related,
    Report,
    Severity,
    Silenced,
)
from healthlint.reporters import Context
from healthlint.reporters.csv_report import COLUMNS
from healthlint.reporters.sarif import uri
from healthlint.rules import load_ruleset
from healthlint.source import BOM, Source, Span

TESTS = Path(__file__).parent
SCHEMA = TESTS.parent / "docs" / "json-schema.json"
SARIF_SCHEMA = (
    TESTS / "consumers/node_modules/@microsoft/jest-sarif/lib/schemas"
) / "sarif-2.1.0-rtm.5.json"
RULES = load_ruleset()
CONTEXT = Context("1.2.3", RULES.version, "2026-11-22", rulesets=(RULES,))

# An emoji and an umlaut before the match: units of columns differ.
TEXT = "Morning.\n🍵 Für dich: cures arthritis in a week, 100% safe, cures arthritis.\n"
HARM = (
    "\x1b[31m\x1b]0;x\x07 ::error::pwned ##[add-mask]x ##vso[task.complete] ]]> "
    "<script>alert(1)</script> <img src=x onerror=alert(1)> \"' onload='alert(1)' "
    "&lt; \u202eevil\u202c \x00 \ufffe \ud83d @everyone #12 ![p](https://e.example/p) "
    "[a](javascript:alert(1)) https://e.example www.e.example `x` | <!-- {0} {{x}}\r\n"
    "::set-output name=x::y\n/close\n=cmd|' /C calc'!A0"
)


def diagnostic(copy: str, match: str, nth: int = 0, **more) -> Diagnostic:
    start = [found.start() for found in re.finditer(re.escape(match), copy)][nth]
    given = {
        "code": "HL101",
        "name": "disease-treatment",
        "category": "disease-claim",
        "severity": Severity.error,
        "confidence": Confidence.high,
        "message": f"'{match}' says that the product acts on a disease",
        "span": Span(start, start + len(match)),
        "match": match,
        "text": match,
        "bases": (
            Basis("us", "21 USC 321", "Drugs", "https://example.org/1", "statute"),
        ),
        "suggestions": ("supports joints", "say less"),
        "identity": f"shop\0HL101\0{match}\0{nth}",
    }
    return Diagnostic(**{**given, **more})


def document() -> list[Report]:
    source = Source("shop/tea & co.md", TEXT, "markdown")
    second = TEXT.rindex("cures")
    found = (
        diagnostic(
            TEXT,
            "cures arthritis",
            fix=Fix(
                safe=False,
                edits=(
                    Edit(second, second + 5, "eases"),
                    Edit(second - 5, second - 2, ""),
                ),
            ),
            related=(Related("promised here", source.name, Span(0, 7), 1, 1),),
            place="paragraph 2",
        ),
        diagnostic(TEXT, "100% safe", code="HL301", severity=Severity.warning),
        diagnostic(TEXT, "cures arthritis", 1, severity=Severity.note),
    )
    quiet = diagnostic(TEXT, "Morning", code="HL102")
    silenced = Silenced(
        quiet, "comment", "legal read it", "R. Doe", "2027-01-31", source.name, 1, 1
    )
    return [
        Report(Source("shop/x.md", ""), error="shop/x.md: no such file"),
        Report(source, found, (silenced,)),
        Report(Source("shop/z.md", "")),
    ]


def hostile() -> list[Report]:
    source = Source(f"a/{HARM}.md", f"{HARM} cures gout {HARM}", "markdown")
    found = diagnostic(
        source.text,
        "cures gout",
        message=HARM,
        place=HARM,
        bases=(Basis("us", HARM, HARM, "https://example.org/1", HARM),),
        suggestions=(HARM, HARM),
        related=(Related(HARM, HARM, Span(0, 3), 1, 1),),
        fix=Fix(safe=True, edits=(Edit(0, 3, HARM),)),
    )
    found = found._replace(match=HARM, text=HARM)
    at_start = found._replace(span=Span(0, 3), place="::error::x")
    silenced = Silenced(found, "approval", HARM, HARM, HARM, HARM, 1, 1)
    return [
        Report(source, (found, at_start), (silenced,), error=HARM),
        Report(Source("::error::b.md", "::error::x\n"), (at_start,)),
    ]


def render(name: str, reports=None, **context) -> str:
    reports = document() if reports is None else reports
    return "".join(reporters.load(name)(reports, CONTEXT._replace(**context)))


ALL = pytest.mark.parametrize("name", reporters.NAMES)


@ALL
def test_copy_is_harmless(name):
    """No control, no mark of direction, nothing that a build server would obey."""
    text = render(name, hostile())
    plain = text.replace(BOM, "", 1).replace("\r\n", "\n") if name == "csv" else text
    assert not re.search(
        "[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", plain
    )
    text.encode("utf-8")
    for line in text.splitlines():
        if name != "github":
            assert not line.lstrip().startswith("::"), line
        elif not line.startswith(("::error file=", "::notice title=")):
            pytest.fail(line)
    assert not re.search(r"##[\w.]*\[", text)


@ALL
def test_the_same_bytes_again(name):
    assert render(name) == render(name)


@ALL
def test_nothing_to_report(name):
    assert "HL101" not in render(name, [Report(Source("a.md", ""))])
    render(name, [])


@pytest.mark.parametrize("name", ["junit", "checkstyle"])
@pytest.mark.parametrize(
    "reports", [document(), hostile(), []], ids=["plain", "harm", "none"]
)
def test_xml_has_the_elements_of_its_format_alone(name, reports):
    root = ET.fromstring(render(name, reports))
    known = {"checkstyle", "file", "testsuites", "testsuite", "testcase"}
    assert {each.tag for each in root.iter()} <= known | {
        "error",
        "failure",
        "system-out",
    }
    assert {key for each in root.iter() for key in each.attrib} <= set(
        "name version line column severity message source tests failures errors "
        "skipped classname type".split()
    )


def test_jsonl_keeps_the_contract():
    schema = json.loads(SCHEMA.read_text("utf-8"))
    records = [json.loads(line) for line in render("jsonl").splitlines()]
    kinds = [record.pop("type") for record in records]
    assert kinds == ["run", "file", "file", *["diagnostic"] * 3, "file", "summary"]
    whole = {
        **records[0],
        "files": [r for r, kind in zip(records, kinds, strict=True) if kind == "file"],
        "diagnostics": records[3:6],
        "summary": records[-1],
    }
    jsonschema.validate(whole, schema)
    assert whole == json.loads(render("json"))


def sarif(reports=None) -> dict:
    log = json.loads(render("sarif", reports))
    if SARIF_SCHEMA.exists():
        schema = json.loads(SARIF_SCHEMA.read_text("utf-8"))
        jsonschema.Draft4Validator(schema).validate(log)
    return log


@pytest.mark.skipif(
    not SARIF_SCHEMA.exists(), reason="no schema: run npm ci --prefix tests/consumers"
)
@pytest.mark.parametrize(
    "reports", [document(), hostile(), []], ids=["plain", "harm", "none"]
)
def test_sarif_keeps_to_the_official_schema(reports):
    log = sarif(reports)
    schema = json.loads(SARIF_SCHEMA.read_text("utf-8"))
    log["runs"][0]["columnKind"] = "bytes"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft4Validator(schema).validate(log)


def test_sarif_names_each_rule_once_with_its_help():
    (run,) = sarif()["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["HL101", "HL301", "HL102"]
    for rule in rules:
        known = RULES.by_name(rule["id"])
        assert known.why.strip() in rule["fullDescription"]["text"]
        assert "Instead:" in rule["help"]["text"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]


def test_sarif_places_fixes_and_related_places():
    (run,) = sarif()["runs"]
    first = run["results"][0]
    region = first["locations"][0]["physicalLocation"]["region"]
    assert region == {
        "startLine": 2,
        "startColumn": 13,  # the emoji is one code point
        "endLine": 2,
        "endColumn": 28,
        "snippet": {"text": "cures arthritis"},
    }
    assert run["columnKind"] == "unicodeCodePoints"
    place = first["locations"][0]["physicalLocation"]["artifactLocation"]
    assert place == {"uri": "shop/tea%20%26%20co.md", "index": 0}
    artifact = run["artifacts"][0]
    assert artifact["location"]["uri"] == place["uri"]
    import hashlib

    assert artifact["hashes"]["sha-256"] == hashlib.sha256(TEXT.encode()).hexdigest()
    (related,) = first["relatedLocations"]
    assert related["physicalLocation"]["region"]["endColumn"] == 8
    replacements = first["fixes"][0]["artifactChanges"][0]["replacements"]
    assert [each["insertedContent"]["text"] for each in replacements] == ["eases", ""]


def test_sarif_says_who_silenced_what():
    (run,) = sarif()["runs"]
    *open_ones, quiet = run["results"]
    assert not any("suppressions" in result for result in open_ones)
    (suppression,) = quiet["suppressions"]
    assert suppression["kind"] == "inSource"
    assert suppression["justification"] == "legal read it"
    assert suppression["properties"] == {"by": "R. Doe", "until": "2027-01-31"}


def test_sarif_says_what_was_not_read():
    (run,) = sarif()["runs"]
    (invocation,) = run["invocations"]
    assert invocation["executionSuccessful"] is False
    (said,) = invocation["toolExecutionNotifications"]
    assert said["message"]["text"] == "shop/x.md: no such file"


def test_sarif_makes_no_links_of_copy():
    (run,) = sarif(hostile())["runs"]
    text = run["results"][0]["message"]["text"]
    assert r"\[a](javascript" in text


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("a/b.md", "a/b.md"),
        ("../a b.md", "../a%20b.md"),
        ("a:b.md", "a%3Ab.md"),
        ("/a/ü.md", "file:///a/%C3%BC.md"),
        ("<stdin>", "%3Cstdin%3E"),
        ("\udcff.md", "%FF.md"),
        ("\ud83d.md", "%3F.md"),
    ],
)
def test_uri(path, expected):
    assert uri(path) == expected


@pytest.mark.parametrize("name", ["sarif", "gitlab"])
def test_fingerprints_stay_when_lines_move(name):
    def fingerprints(text: str) -> list[str]:
        found = [diagnostic(text, "cures arthritis", nth) for nth in (0, 1)]
        answer = json.loads(render(name, [Report(Source("a.md", text), tuple(found))]))
        results = answer if name == "gitlab" else answer["runs"][0]["results"]
        return [
            each.get("fingerprint") or sorted(each["partialFingerprints"].items())
            for each in results
        ]

    assert fingerprints(TEXT) == fingerprints(f"Another line.\n\n{TEXT}")


def test_gitlab_has_the_fields_that_gitlab_asks_for():
    records = json.loads(render("gitlab"))
    assert len(records) == 4
    for record in records:
        assert set(record) == set(
            "description check_name fingerprint severity location".split()
        )
        assert record["severity"] in "info minor major critical blocker".split()
        assert record["location"]["lines"]["begin"] >= 1
        assert all(record[key] for key in ("description", "check_name", "fingerprint"))
    assert records[0]["check_name"] == "not-linted"
    assert json.loads(render("gitlab", [])) == []


def test_gitlab_paths_do_not_start_with_a_dot():
    found = (diagnostic(TEXT, "cures arthritis"),)
    (record,) = json.loads(render("gitlab", [Report(Source("./a.md", TEXT), found)]))
    assert record["location"]["path"] == "a.md"


def test_gitlab_fingerprints_are_unique():
    same = diagnostic(TEXT, "cures arthritis")
    records = json.loads(render("gitlab", [Report(Source("a.md", TEXT), (same,) * 3)]))
    assert len({record["fingerprint"] for record in records}) == 3


@pytest.mark.parametrize(
    ("fail_on", "failures"), [("error", 1), ("warning", 2), ("note", 3), ("never", 0)]
)
def test_junit_fails_what_fails_the_run(fail_on, failures):
    suites = junitparser.JUnitXml.fromstring(render("junit", fail_on=fail_on).encode())
    assert [suite.name for suite in suites] == [
        "shop/x.md",
        "shop/tea & co.md",
        "shop/z.md",
    ]
    assert (suites.tests, suites.failures, suites.errors) == (5, failures, 1)
    results = [type(each) for suite in suites for case in suite for each in case.result]
    assert results.count(junitparser.Failure) == failures
    assert results.count(junitparser.Error) == 1


def test_junit_names_hold_no_lines_and_differ():
    (suite,) = junitparser.JUnitXml.fromstring(
        render("junit", document()[1:2]).encode()
    )
    assert [case.name for case in suite] == [
        "HL101 disease-treatment: cures arthritis",
        "HL301 disease-treatment: 100% safe",
        "HL101 disease-treatment: cures arthritis (2)",
    ]


def test_checkstyle_as_its_readers_take_it():
    root = ET.fromstring(render("checkstyle"))
    found = {
        file.get("name"): [
            (int(each.get("line")), each.get("column"), each.get("severity"))
            for each in file
        ]
        for file in root
    }
    assert found == {
        "shop/x.md": [(1, None, "error")],
        "shop/tea & co.md": [
            (2, "13", "error"),
            (2, "40", "warning"),
            (2, "51", "info"),
        ],
    }


def test_rdjson_counts_bytes():
    record = json.loads(render("rdjson"))["diagnostics"][1]
    start = record["location"]["range"]["start"]
    line = TEXT.encode().split(b"\n")[start["line"] - 1]
    assert line[start["column"] - 1 :].startswith(b"cures arthritis in")


@pytest.mark.parametrize("mark", ["", BOM], ids=["plain", "with a mark"])
def test_rdjson_suggestions_mend_the_file(mark):
    text = f"{mark}Tee für dich heilt alles.\n"
    at = text.index("heilt")
    fix = Fix(safe=True, edits=(Edit(at, at + 5, "wärmt"), Edit(at + 6, at + 11, "")))
    found = diagnostic(text, "heilt", fix=fix)
    record = json.loads(render("rdjson", [Report(Source("a.md", text), (found,))]))
    (suggestion,) = record["diagnostics"][0]["suggestions"]
    start, end = (suggestion["range"][key]["column"] - 1 for key in ("start", "end"))
    data = text.encode()
    mended = data[:start] + suggestion["text"].encode() + data[end:]
    assert mended.decode() == f"{mark}Tee für dich wärmt .\n"


def test_csv_is_read_by_spreadsheets():
    text = render("csv")
    assert text.startswith(BOM)
    rows = list(csv.DictReader(io.StringIO(text.removeprefix(BOM), newline="")))
    assert tuple(rows[0]) == COLUMNS
    assert [row["severity"] for row in rows] == ["error", "error", "warning", "note"]
    assert rows[1]["text"] == "cures arthritis"
    assert rows[1]["message"].startswith("'cures arthritis' says")


@pytest.mark.parametrize(
    "start", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "  =1", "＝1"]
)
def test_csv_holds_no_formulas(start):
    found = diagnostic(TEXT, "100% safe", text=start, message=start, place=start)
    body = render("csv", [Report(Source(f"{start}.md", TEXT), (found,), error=start)])
    for row in csv.reader(io.StringIO(body.removeprefix(BOM), newline="")):
        for cell in row:
            assert not cell.lstrip().startswith(tuple("=+-@＝"))


MARKDOWN = pyromark.Options.ENABLE_TABLES | pyromark.Options.ENABLE_GFM


def test_markdown_shows_a_table():
    page = pyromark.html(render("markdown"), options=MARKDOWN)
    summary = "1 error, 1 warning, 1 note in 2 files, 1 suppressed, 1 not linted"
    assert f"<h3>healthlint: {summary}</h3>" in page
    assert page.count("<tr>") == 4
    assert "<td>■ error</td><td>2:13</td>" in page


def test_markdown_of_copy_is_only_text():
    page = pyromark.html(render("markdown", hostile()), options=MARKDOWN)
    tags = set(re.findall(r"<(\w+)", page))
    assert tags <= set("h3 p strong table thead tbody tr th td br code sub".split())
    text = render("markdown", hostile())
    assert not re.search(r"@\w|(?<!&)#\w|https?://|www\.\w", text)


def test_markdown_stays_within_what_a_comment_holds():
    found = (diagnostic(TEXT, "cures arthritis"),) * 2000
    text = render("markdown", [Report(Source("a.md", TEXT), found)])
    assert len(text) < 65_536
    shown = text.count("| ■ error")
    assert f"… and {2000 - shown} diagnostics more" in text
    assert shown > 100


def test_github_says_what_it_hides():
    found = (
        *(diagnostic(TEXT, "cures arthritis"),) * 13,
        *(diagnostic(TEXT, "100% safe", severity=Severity.note),) * 10,
    )
    first, *rest = render("github", [Report(Source("a.md", TEXT), found)]).splitlines()
    assert first.startswith("::notice title=healthlint::")
    assert first.endswith("Only in the log: 3 errors, 1 notice.")
    assert len(rest) == 23


@pytest.mark.parametrize("count", [0, 10])
def test_github_hides_nothing_of_few(count):
    found = (diagnostic(TEXT, "cures arthritis"),) * count
    text = render("github", [Report(Source("a.md", TEXT), found)])
    assert text.count("\n") == count


REVIEWDOG = shutil.which("reviewdog")


@pytest.mark.skipif(REVIEWDOG is None, reason="no reviewdog on the PATH")
@pytest.mark.parametrize("name", ["rdjson", "checkstyle", "sarif"])
@pytest.mark.parametrize("reports", [document(), hostile()], ids=["plain", "harm"])
def test_reviewdog_reads_it(name, reports, tmp_path):
    done = subprocess.run(
        [REVIEWDOG, f"-f={name}", "-reporter=local", "-filter-mode=nofilter", "-diff="],
        input=render(name, reports).encode(),
        cwd=tmp_path,
        capture_output=True,
        check=False,
    )
    assert done.stderr == b""
    assert done.stdout.count(b"\n") >= 2
    if reports[0].source.name == "shop/x.md":
        assert b"says that the product acts on a disease" in done.stdout
