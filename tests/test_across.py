"""Files about one thing that disagree: each row is a folder and what is said of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from healthlint import across, bench
from healthlint.errors import ReadError

LDN = "# LDN\n\nThe usual dose of low-dose naltrexone is 1.5 to 4.5 mg daily.\n"
WIDER = "# About low-dose naltrexone\n\nTake 0.5 to 6 mg of naltrexone daily.\n"
CALM = "# Calmera\n\nCalmera has no side effects.\n"
CALM_EFFECTS = "# Calmera for you\n\nSide effects of Calmera include nausea.\n"
HERB = "# Valerian\n\nValerian has no side effects.\n"
HERB_EFFECTS = "# Valerian\n\nSide effects of valerian include headache.\n"
SHEET = "products:\n  - name: Calmera\n    aliases: [Calmera Night]\n"


@pytest.fixture
def lint(run, tmp_path, monkeypatch):
    """Return a function that lints texts as files of a folder, as JSON."""
    monkeypatch.chdir(tmp_path)

    def lint(texts: dict[str, str], *options: str) -> dict:
        for name, text in texts.items():
            path = Path(name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
        _, out, err = run("check", ".", "--output-format", "json", *options)
        assert "fault" not in err
        return json.loads(out)

    return lint


def between(report: dict) -> list[tuple[str, str, str, str]]:
    """Return what one file says against another: code, path, words, other path."""
    return [
        (each["code"], each["path"], each["match"], other["path"])
        for each in report["diagnostics"]
        for other in each["related"]
        if other["path"] != each["path"]
    ]


DISAGREEING = [
    pytest.param(
        {"a.md": LDN, "b.md": WIDER},
        [("HL501", "b.md", "0.5 to 6 mg", "a.md")],
        id="ranges",
    ),
    pytest.param(
        {"a.md": WIDER, "b.md": LDN},
        [("HL501", "b.md", "1.5 to 4.5 mg daily", "a.md")],
        id="the later file is reported whichever it is",
    ),
    pytest.param(
        {"a.md": LDN, "b.md": WIDER, "c.md": WIDER},
        [
            ("HL501", "b.md", "0.5 to 6 mg", "a.md"),
            ("HL501", "c.md", "0.5 to 6 mg", "a.md"),
        ],
        id="each later file once",
    ),
    pytest.param(
        {"a.md": LDN, "b.md": "# LDN\n\nTake 9 mg of low-dose naltrexone daily.\n"},
        [("HL502", "b.md", "9 mg", "a.md")],
        id="a single amount outside the range",
    ),
    pytest.param(
        {
            "a.md": "# Zinc\n\nThe recommended dose of zinc is 10 mg a day.\n",
            "b.md": "# Zinc\n\nThe recommended dose of zinc is 15 mg a day.\n",
        },
        [("HL508", "b.md", "15 mg a day", "a.md")],
        id="amounts that all readers are told to take",
    ),
    pytest.param(
        {
            "a.md": LDN,
            "b.html": "<title>LDN</title><p>LDN is taken at 3 to 6 mg daily.",
        },
        [("HL501", "b.html", "3 to 6 mg daily", "a.md")],
        id="formats and names of the substance do not matter",
    ),
    pytest.param(
        {"a.md": HERB, "b.md": HERB_EFFECTS},
        [("HL650", "b.md", "Side effects of valerian include headache", "a.md")],
        id="an absolute that the later file denies",
    ),
    pytest.param(
        {"a.md": HERB_EFFECTS, "b.md": HERB},
        [("HL650", "b.md", "no side effects", "a.md")],
        id="an absolute that the earlier file denies",
    ),
    pytest.param(
        {"healthlint.yaml": SHEET, "a.md": CALM, "b.md": CALM_EFFECTS},
        [("HL650", "b.md", "Side effects of Calmera include nausea", "a.md")],
        id="a declared product",
    ),
]


@pytest.mark.parametrize(("texts", "expected"), DISAGREEING)
def test_disagreement_is_reported_in_the_later_file(lint, texts, expected):
    assert between(lint(texts)) == expected


AGREEING = [
    pytest.param({"a.md": LDN, "b.md": LDN}, id="the same range"),
    pytest.param(
        {"a.md": LDN, "b.md": "# LDN\n\nTake 3 mg of low-dose naltrexone daily.\n"},
        id="an amount inside the range",
    ),
    pytest.param(
        {
            "a.md": "# Zinc\n\nZinc is taken at 8 to 11 mg a day.\n",
            "b.md": "# Magnesium\n\nMagnesium is taken at 200 to 400 mg a day.\n",
        },
        id="two substances",
    ),
    pytest.param(
        {
            "a.md": "# Zinc\n\nAdults take 8 to 11 mg of zinc a day.\n",
            "b.md": "# Zinc\n\nChildren take 3 to 5 mg of zinc a day.\n",
        },
        id="adults and children",
    ),
    pytest.param(
        {
            "a.md": "# Zinc\n\nZinc is taken at 8 to 11 mg a day.\n",
            "b.md": "# Our week\n\nWe tried zinc at 20 to 30 mg a day.\n",
        },
        id="a text that is about something else",
    ),
    pytest.param(
        {
            "a.md": "# Zinc and copper\n\nZinc is taken at 8 to 11 mg a day.\n",
            "b.md": "# Zinc and iron\n\nZinc is taken at 20 to 30 mg a day.\n",
        },
        id="titles with two substances",
    ),
    pytest.param(
        {"a.md": LDN, "b.md": "# Naltrexone\n\nNaltrexone 50 mg treats addiction.\n"},
        id="the labelled high dose",
    ),
    *(
        pytest.param(
            {
                "a.md": "# Zinc\n\nZinc is taken at 8 to 11 mg a day.\n",
                "b.md": f"# Zinc {title}\n\nZinc is taken at 20 to 30 mg a day.\n",
            },
            id=f"a title that says: {title}",
        )
        for title in ("for children", "in pregnancy", ": vegetarians", "gel")
    ),
    pytest.param({"a.md": HERB, "b.md": HERB}, id="the same absolute"),
    pytest.param(
        {
            "a.md": HERB,
            "b.md": "# Codeine\n\nSide effects of codeine include nausea.\n",
        },
        id="the side effects of something else",
    ),
    pytest.param(
        {
            "a.md": HERB,
            "b.md": "# Valerian\n\nSide effects of codeine include nausea.\n",
        },
        id="the side effects of another substance in a text about it",
    ),
    pytest.param({"a.md": CALM, "b.md": CALM_EFFECTS}, id="a product nobody declared"),
]


@pytest.mark.parametrize("texts", AGREEING)
def test_texts_that_may_stand_side_by_side(lint, texts):
    assert between(lint(texts)) == []


def test_message_names_both_and_the_place(lint):
    (found,) = lint({"a.md": LDN, "b.md": WIDER}, "--select", "HL501")["diagnostics"]
    assert "0.5 to 6 mg here, 1.5 to 4.5 mg daily elsewhere" in found["message"]
    (other,) = found["related"]
    assert (other["path"], other["line"], other["column"]) == ("a.md", 3, 42)
    assert LDN[other["start"] : other["end"]] == "1.5 to 4.5 mg daily"


def test_contradiction_names_the_other_file(lint):
    report = lint({"a.md": HERB, "b.md": HERB_EFFECTS}, "--select", "HL650")
    (found,) = report["diagnostics"]
    assert found["message"].endswith("yet a.md says 'no side effects'")


def test_what_the_file_itself_disagrees_with_gets_the_other_place_too(lint):
    texts = {
        "a.md": LDN,
        "b.md": f"{LDN}\nYet naltrexone is taken at 3 to 6 mg daily.\n",
    }
    (found,) = lint(texts, "--select", "HL501")["diagnostics"]
    assert [each["path"] for each in found["related"]] == ["b.md", "a.md"]


def test_one_file_alone_says_nothing(lint, tmp_path):
    assert between(lint({"a.md": LDN})) == []
    (tmp_path / "b.md").write_text(WIDER)
    assert between(lint({}, "--stdin-filename", "x")) != []


MANY = {f"{number:02}.md": LDN for number in range(8)} | {
    "03.md": WIDER,
    "05.md": HERB,
    "07.md": HERB_EFFECTS,
}


@pytest.mark.parametrize("jobs", ["2", "8"])
def test_number_of_jobs_changes_nothing(lint, jobs):
    alone = lint(MANY, "--jobs", "1", "--no-cache")
    assert len(between(alone)) == 2
    assert lint({}, "--jobs", jobs, "--no-cache") == alone


def test_kept_results_are_compared_as_well(lint):
    first = lint(MANY)
    assert lint({}) == first
    agreeing = lint({"03.md": LDN})
    assert [code for code, *_ in between(agreeing)] == ["HL650"]
    assert lint({"03.md": WIDER}) == first


def test_suppression_in_the_later_file_holds_and_is_not_unused(lint):
    quiet = WIDER.replace(
        "Take", "<!-- healthlint: disable-next HL501 -- agreed with legal -->\nTake"
    )
    report = lint({"a.md": LDN, "b.md": quiet})
    assert between(report) == []
    assert [each["suppressed"] for each in report["files"]] == [0, 1]
    assert not [d for d in report["diagnostics"] if d["code"].startswith("HL9")]
    alone = lint({"a.md": "# Tea\n\nWe sell tea.\n"})
    assert not [d for d in alone["diagnostics"] if d["code"].startswith("HL9")]


def test_baseline_knows_it(lint, run):
    lint({"a.md": LDN, "b.md": WIDER})
    assert run("baseline", "write", ".")[0] == 0
    assert between(lint({})) == []
    assert between(lint({"c.md": WIDER})) == [("HL501", "c.md", "0.5 to 6 mg", "a.md")]


def test_spelling_that_is_reported_hides_no_disagreement(lint):
    texts = {"a.md": LDN, "b.md": WIDER.replace("6 mg", "6mg")}
    found = lint(texts, "--select", "HL501,HL515")["diagnostics"]
    assert [each["code"] for each in found] == ["HL501", "HL515"]


def test_earlier_file_that_is_gone_takes_nothing_from_the_later(lint, monkeypatch):
    lint({"a.md": HERB_EFFECTS, "b.md": f"{HERB}\nOur tea cures cancer.\n"})
    monkeypatch.setattr(bench.Bench, "denials", gone)
    found = lint({}, "--no-cache")["diagnostics"]
    assert "b.md" in {each["path"] for each in found}


def gone(*_: object) -> None:
    raise ReadError("a.md: no such file or directory")


def test_many_files_of_one_subject_are_compared_with_few(lint, monkeypatch):
    counted = []
    monkeypatch.setattr(
        across, "_disagreeing", lambda *given: counted.append(given) or False
    )
    said = "# Zinc\n\nThe recommended dose of zinc is {} mg a day.\n"
    lint({f"{number:03}.md": said.format(number) for number in range(40)})
    assert len(counted) <= 2 * 40


def test_rule_that_is_off_is_off_between_files_too(lint):
    assert between(lint({"a.md": LDN, "b.md": WIDER}, "--ignore", "HL501")) == []


def test_file_given_twice_does_not_disagree_with_itself(lint, run):
    lint({"a.md": LDN, "b.md": WIDER})
    _, out, _ = run("check", "b.md", "b.md", "./b.md", "--output-format", "json")
    assert between(json.loads(out)) == []


def test_severity_counts_for_the_exit_code(lint, run):
    lint({"a.md": HERB_EFFECTS, "b.md": HERB})
    assert run("check", "b.md", "--select", "HL650")[0] == 0
    assert run("check", ".", "--select", "HL650")[0] == 1


def test_honest_warning_is_no_error_for_what_another_file_says(lint):
    several = f"{HERB_EFFECTS}\nValerian may cause drowsiness.\n"
    report = lint({"a.md": HERB, "b.md": several}, "--select", "HL650")
    assert [each["severity"] for each in report["diagnostics"]] == ["warning"]
