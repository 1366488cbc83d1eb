"""Reporters: one document in four forms, and text that would do harm."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from healthlint import reporters
from healthlint.diagnostic import (
    Basis,
    Confidence,
    Copy,
    Diagnostic,
    Edit,
    Fix,
    Related,
    Report,
    Severity,
    Silenced,
)
from healthlint.reporters import Context
from healthlint.reporters.terminal import excerpt, safe, width
from healthlint.source import Source, Span

CONTEXT = Context(version="1.2.3", ruleset="1.2.3+abc", as_of="2026-11-22")
SCHEMA = Path(__file__).parent.parent / "docs" / "json-schema.json"

TEXT = "Good morning.\nOur tea cures arthritis in a week, and is 100% safe.\n"
LAW = Basis("us", "21 USC 321", "What a drug is", "https://example.org/1", "statute")
GUIDE = Basis("uk", "Code 12", "Medicines", "https://example.org/2", "guidance")


def diagnostic(text: str, match: str, severity: Severity, **more) -> Diagnostic:
    start = text.index(match)
    given = {
        "code": "HL101",
        "name": "disease-treatment",
        "category": "disease-claim",
        "severity": severity,
        "confidence": Confidence.high,
        "message": f"'{match}' says that the product acts on a disease",
        "span": Span(start, start + len(match)),
        "match": match,
        "text": match,
        "identity": "shop/tea.md\0HL101\0our tea cures arthritis\x001",
    }
    return Diagnostic(**{**given, **more})


def document() -> list[Report]:
    source = Source("shop/tea.md", TEXT, "markdown")
    found = (
        diagnostic(
            TEXT,
            "cures arthritis",
            Severity.error,
            also=("efficacy",),
            bases=(LAW, GUIDE),
            suggestions=("supports …", "helps maintain normal …"),
            place="paragraph 2",
        ),
        diagnostic(
            TEXT,
            "100% safe",
            Severity.warning,
            code="HL301",
            name="safety-absolute",
            category="safety",
            message="'100% safe' leaves no room for any risk",
            fix=Fix(safe=False, edits=(Edit(48, 57, "gentle"),)),
            related=(Related("promised here", "shop/tea.md", Span(0, 4), 1, 1),),
        ),
    )
    quiet = (Silenced(found[0], "comment", "on file"),) * 2
    copy = Copy("promotional", "a product is declared")
    broken = Report(
        Source("shop/x.md", "", "markdown"), error="shop/x.md: no such file"
    )
    return [
        broken,
        Report(source, found, markets=("us", "uk"), product="supplement", copy=copy),
        Report(Source("shop/z.md", "", "markdown"), silenced=quiet, baselined=1),
    ]


def render(name: str, reports=None, **context) -> str:
    reports = document() if reports is None else reports
    return "".join(reporters.load(name)(reports, CONTEXT._replace(**context)))


def test_text():
    assert render("text") == (
        "shop/tea.md:2:9: error HL101 'cures arthritis' says that the product acts on "
        "a disease [disease-treatment]\n"
        "    Our tea cures arthritis in a week, and is 100% safe.\n"
        "            ^^^^^^^^^^^^^^^\n"
        "    in: paragraph 2\n"
        "    us, statute: 21 USC 321, What a drug is\n"
        "    uk, guidance: Code 12, Medicines\n"
        "    instead: supports … | helps maintain normal …\n"
        "\n"
        "shop/tea.md:2:43: warning HL301 '100% safe' leaves no room for any risk "
        "[safety-absolute]\n"
        "    Our tea cures arthritis in a week, and is 100% safe.\n"
        "                                              ^^^^^^^^^\n"
        "    see shop/tea.md:1:1: promised here\n"
    )


def test_text_in_colour_says_the_same():
    import re

    painted = render("text", colour=True)
    assert "\x1b[1;31merror HL101\x1b[0m" in painted
    assert "\x1b[1;33m^^^^^^^^^\x1b[0m" in painted
    assert re.sub(r"\x1b\[[\d;]*m", "", painted) == render("text")


def test_long_notes_are_wrapped():
    long = LAW._replace(title="articles intended for use in the cure of disease " * 3)
    found = diagnostic(TEXT, "cures arthritis", Severity.error, bases=(long,))
    reports = [Report(Source("tea.md", TEXT), (found,))]
    body = render("text", reports, width=60).splitlines()[1:]
    assert len(body) > 4
    assert max(map(len, body)) <= 60


def test_of_many_bases_the_first_are_shown():
    found = diagnostic(TEXT, "cures arthritis", Severity.error, bases=(LAW,) * 5)
    text = render("text", [Report(Source("tea.md", TEXT), (found,))])
    assert text.count("21 USC 321") == 3
    assert "    and 2 more\n" in text


def test_concise():
    assert render("concise") == (
        "shop/tea.md:2:9: error HL101 'cures arthritis' says that the product acts on "
        "a disease [disease-treatment]\n"
        "shop/tea.md:2:43: warning HL301 '100% safe' leaves no room for any risk "
        "[safety-absolute]\n"
    )


def test_github():
    assert render("github") == (
        "::error file=shop/x.md,title=healthlint::shop/x.md: no such file\n"
        "::error file=shop/tea.md,line=2,endLine=2,col=9,endColumn=24,"
        "title=HL101 disease-treatment::'cures arthritis' says that the product acts "
        "on a disease; instead: supports …\n"
        "::warning file=shop/tea.md,line=2,endLine=2,col=43,endColumn=52,"
        "title=HL301 safety-absolute::'100%25 safe' leaves no room for any risk\n"
    )


def test_json():
    found = json.loads(render("json"))
    assert [file["path"] for file in found["files"]] == [
        "shop/x.md",
        "shop/tea.md",
        "shop/z.md",
    ]
    assert found["files"][1] == {
        "path": "shop/tea.md",
        "format": "markdown",
        "markets": ["us", "uk"],
        "channels": [],
        "product": "supplement",
        "copy": {"value": "promotional", "reason": "a product is declared"},
        "diagnostics": 2,
        "suppressed": 0,
        "baselined": 0,
        "error": None,
    }
    assert found["summary"] == {
        "files": 3,
        "errors": 1,
        "warnings": 1,
        "notes": 0,
        "suppressed": 2,
        "baselined": 1,
    }
    first = found["diagnostics"][0]
    assert (first["line"], first["column"]) == (2, 9)
    assert TEXT[first["start"] : first["end"]] == first["match"] == "cures arthritis"


@pytest.mark.parametrize("reports", [document(), []], ids=["a document", "nothing"])
def test_json_keeps_its_contract(reports):
    schema = json.loads(SCHEMA.read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(json.loads(render("json", reports)), schema)


def test_the_schema_refuses_what_is_not_promised():
    schema = json.loads(SCHEMA.read_text("utf-8"))
    found = json.loads(render("json"))
    found["diagnostics"][0]["extra"] = 1
    with pytest.raises(jsonschema.ValidationError, match="extra"):
        jsonschema.validate(found, schema)


def test_json_survives_half_a_character():
    source = Source("\udcff.md", "\ud83d cures gout")
    found = diagnostic(source.text, "cures gout", Severity.error)
    text = render("json", [Report(source, (found,))])
    assert text.isascii()
    assert json.loads(text)["diagnostics"][0]["path"] == "\udcff.md"


HARMFUL = "\x1b]0;title\x07 \u202eevil\u202c ::error::x\r\n::add-mask::tea"


@pytest.mark.parametrize("name", ["text", "concise", "github"])
def test_copy_cannot_steer_a_terminal_or_a_workflow(name):
    source = Source(f"{HARMFUL}.md", f"{HARMFUL} cures gout", "markdown")
    found = diagnostic(
        source.text, "cures gout", Severity.error, message=HARMFUL, place=HARMFUL
    )
    text = render(name, [Report(source, (found,), error=HARMFUL)])
    assert not set(text) & set("\x1b\x07\r\u202e\u202c")
    for line in text.splitlines():
        assert not line.startswith("::add-mask")


def test_github_escapes_properties():
    source = Source("a:b,c%d.md", TEXT)
    found = diagnostic(TEXT, "cures arthritis", Severity.note)
    text = render("github", [Report(source, (found,))])
    assert text.startswith("::notice file=a%3Ab%2Cc%25d.md,line=2,")


def test_github_gives_no_columns_over_several_lines():
    found = diagnostic(TEXT, "morning.\nOur", Severity.note, message="two lines")
    text = render("github", [Report(Source("a.md", TEXT), (found,))])
    assert text == (
        "::notice file=a.md,line=1,endLine=2,title=HL101 disease-treatment::two lines\n"
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("plain – text ü", "plain – text ü", id="left alone"),
        pytest.param("\x1b[31m", "␛[31m", id="escape"),
        pytest.param("a\tb\nc\u2028d", "a b c d", id="lines and tabs"),
        pytest.param("\x9b31m", "\N{REPLACEMENT CHARACTER}31m", id="C1 control"),
        pytest.param("so\u00adft\u200b\ufeff", "soft", id="invisible"),
        pytest.param("\u202eabc\u2066", "abc", id="direction"),
        pytest.param("\ud83d", "", id="half a character"),
        pytest.param("\U000e0041x", "x", id="tag"),
    ],
)
def test_safe(text, expected):
    assert safe(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("abc", 3), ("日本", 4), ("e\u0301", 1), ("ü", 1), ("🍵", 2), ("", 0)],
)
def test_width(text, expected):
    assert width(text) == expected


LONG = "word " * 600


@pytest.mark.parametrize(
    ("text", "match", "room", "expected"),
    [
        pytest.param(
            "It cures gout.", "cures", 76, ("It cures gout.", "   ^^^^^"), id="all"
        ),
        pytest.param("   - cures", "cures", 76, ("- cures", "  ^^^^^"), id="indented"),
        pytest.param(
            "日本 cures", "cures", 76, ("日本 cures", "     ^^^^^"), id="wide"
        ),
        pytest.param("日本語", "本", 76, ("日本語", "  ^^"), id="wide match"),
        pytest.param("a\tcures", "cures", 76, ("a    cures", "     ^^^^^"), id="tab"),
        pytest.param(
            "e\u0301 cures", "cures", 76, ("e\u0301 cures", "  ^^^^^"), id="accent"
        ),
        pytest.param(
            "a\x1bb\u200b cures", "cures", 76, ("a␛b cures", "    ^^^^^"), id="unsafe"
        ),
        pytest.param(
            LONG + "cures gout.",
            "cures",
            30,
            ("…rd word word word cures gout.", " " * 19 + "^^^^^"),
            id="at the end of a long line",
        ),
        pytest.param(
            "Tea cures " + LONG,
            "cures",
            30,
            ("Tea cures word word word word…", "    ^^^^^"),
            id="at the start of a long line",
        ),
        pytest.param(
            LONG + "cures " + LONG,
            "cures",
            30,
            ("…d word cures word word word …", "        ^^^^^"),
            id="in the middle of a long line",
        ),
        pytest.param(
            "ab " + "cures " * 20,
            "cures " * 20,
            30,
            ("…cures cures cures cures cure…", " " + "^" * 28),
            id="longer than the room",
        ),
        pytest.param(
            "cures\ngout", "cures\ngout", 76, ("cures", "^^^^^"), id="two lines"
        ),
        pytest.param("ab", "", 76, ("ab", "^"), id="nothing: one caret"),
    ],
)
def test_excerpt(text, match, room, expected):
    start = text.index(match)
    line, carets = excerpt(Source("a", text), start, start + len(match), room)
    assert width(line) <= room
    assert (line, carets) == (expected[0], expected[1] or carets)
    assert width(carets) <= width(line) or not match


@given(
    st.text(st.sampled_from("ab \t\n\r\x1b\u0301日🍵\u202e\u200b\u00e9")),
    st.integers(0, 60),
    st.integers(0, 60),
    st.integers(20, 100),
)
def test_an_excerpt_of_anything_fits(text, start, length, room):
    start = min(start, len(text))
    end = min(start + length, len(text))
    line, carets = excerpt(Source("a", text), start, end, room)
    assert width(line) <= room
    assert width(carets) <= room + 1
    assert carets.strip(" ").strip("^") == ""
    assert safe(line) == line


def test_every_reporter_can_be_loaded():
    assert all(callable(reporters.load(name)) for name in reporters.NAMES)


def many(words: list[str], severity: Severity, **more) -> Report:
    """Return a report with one diagnostic of a rule for each line."""
    text = "".join(f"{word}\n" for word in words)
    starts = [sum(len(word) + 1 for word in words[:at]) for at in range(len(words))]
    found = tuple(
        diagnostic(text, word, severity, **more)._replace(
            span=Span(start, start + len(word))
        )
        for start, word in zip(starts, words, strict=True)
    )
    return Report(Source("tea.md", text, "markdown"), found)


FOLDED = [
    ("repeated-notes", ["(R)"] * 90, Severity.note, 3),
    ("other-words-as-warnings", [f"w{n}" for n in range(9)], Severity.warning, 3),
    ("errors-in-other-words", [f"w{n}" for n in range(9)], Severity.error, 9),
    ("errors-in-the-same-words", ["(R)"] * 9, Severity.error, 3),
    ("one-more-takes-no-more-room", ["(R)"] * 4, Severity.note, 4),
]


@pytest.mark.parametrize(
    ("words", "severity", "shown"),
    [row[1:] for row in FOLDED],
    ids=[r[0] for r in FOLDED],
)
def test_text_folds_repeats_of_a_rule(words, severity, shown):
    text = render("text", [many(words, severity)])
    assert text.count("[disease-treatment]") == shown + (shown < len(words))
    assert ("--show-all" in text) == (shown < len(words))


def test_the_fold_says_how_many_and_where():
    text = render("text", [many(["(R)"] * 90, Severity.note)])
    assert text.endswith(
        "tea.md: repeats, which --show-all shows\n"
        "    87 more HL101 [disease-treatment], lines 4, 5, 6, 7, 8, 9, 10, 11 and 79"
        "\n      more\n"
    )


def test_show_all_shows_each():
    text = render("text", [many(["(R)"] * 90, Severity.note)], show_all=True)
    assert text.count("[disease-treatment]") == 90
    assert "--show-all" not in text


@pytest.mark.parametrize("name", ["json", "concise", "github"])
def test_programs_get_every_repeat(name):
    text = render(name, [many(["(R)"] * 90, Severity.note)])
    assert text.count("HL101") >= 90
