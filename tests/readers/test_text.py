"""Plain text: what its lines are."""

from __future__ import annotations

import pytest
from reading import shown, texts

WRAPPED = (
    "Picture the golden color of a curry and its scent. The root\n"
    "has been used for four thousand years in the kitchens of\n"
    "India, and it still is."
)
LONG = "This tea has been drunk for centuries by people who " * 40 + "slept."

DOCUMENTS = [
    pytest.param("Our tea cures", [("paragraph", "Our tea cures", ())], id="one line"),
    pytest.param(
        "All about tea\n\nIt cures.\n\nUses\n\nMany.",
        [
            ("heading", "All about tea", ()),
            ("paragraph", "It cures.", ("All about tea",)),
            ("heading", "Uses", ("All about tea",)),
            ("paragraph", "Many.", ("All about tea", "Uses")),
        ],
        id="headings stand alone",
    ),
    pytest.param(
        "Tea\n\nBenefits\n\n1) Tea reduces pain\nTea treats gout\n\nStudies show it."
        "\n\n2) Tea is safe.\n\nIt is.",
        [
            ("heading", "Tea", ()),
            ("heading", "Benefits", ("Tea",)),
            ("heading", "Tea reduces pain", ("Tea", "Benefits")),
            ("heading", "Tea treats gout", ("Tea", "Benefits", "Tea reduces pain")),
            (
                "paragraph",
                "Studies show it.",
                ("Tea", "Benefits", "Tea reduces pain", "Tea treats gout"),
            ),
            ("heading", "Tea is safe.", ("Tea", "Benefits")),
            ("paragraph", "It is.", ("Tea", "Benefits", "Tea is safe.")),
        ],
        id="numbered headings lie below the others",
    ),
    pytest.param(
        "1. Boil water\n\n2. Add tea\n\nEnjoy it.",
        [
            ("list-item", "Boil water", ()),
            ("list-item", "Add tea", ()),
            ("paragraph", "Enjoy it.", ()),
        ],
        id="numbers near each other are a list",
    ),
    pytest.param(
        "How does it work?\nIt blocks pain.",
        [
            ("heading", "How does it work?", ()),
            ("paragraph", "It blocks pain.", ("How does it work?",)),
        ],
        id="a question above its answer",
    ),
    pytest.param(
        "Tea\n====\n\nUses\n----\nMany.\n\nSafety\n----\n\n####\nTop\n####\n",
        [
            ("heading", "Tea", ()),
            ("heading", "Uses", ("Tea",)),
            ("paragraph", "Many.", ("Tea", "Uses")),
            ("heading", "Safety", ("Tea",)),
            ("heading", "Top", ("Tea", "Safety")),
        ],
        id="underlines tell levels",
    ),
    pytest.param(
        f"{WRAPPED}\n\nNext.",
        [("paragraph", WRAPPED.replace("\n", " "), ()), ("paragraph", "Next.", ())],
        id="hard-wrapped lines are one paragraph",
    ),
    pytest.param(
        "Relieves pain\nBoosts energy\nImproves sleep\n\nOrder now.",
        [
            ("paragraph", "Relieves pain", ()),
            ("paragraph", "Boosts energy", ()),
            ("paragraph", "Improves sleep", ()),
            ("paragraph", "Order now.", ()),
        ],
        id="short lines together are a list of their own",
    ),
    pytest.param(
        f"{LONG}\nWhy it works\n{LONG}",
        [
            ("paragraph", LONG, ()),
            ("heading", "Why it works", ()),
            ("paragraph", LONG, ("Why it works",)),
        ],
        id="a heading between long lines",
    ),
    pytest.param(
        "The symptoms of it may include:\n\nShort breath\n\nFatigue\n\nSee a doctor.",
        [
            ("paragraph", "The symptoms of it may include:", ()),
            ("list-item", "Short breath", ()),
            ("list-item", "Fatigue", ()),
            ("paragraph", "See a doctor.", ()),
        ],
        id="lines that a colon leads in are items",
    ),
    pytest.param(
        "Key points\n - Tea is a drink\n   that people like.\n\t* Hot\n\nText.",
        [
            ("heading", "Key points", ()),
            ("list-item", "Tea is a drink that people like.", ("Key points",)),
            ("list-item", "Hot", ("Key points",)),
            ("paragraph", "Text.", ("Key points",)),
        ],
        id="indented lines go on with an item",
    ),
    pytest.param(
        "Name\tDose\tTaken\nTea\t5 mg\tdaily\nThat is all.",
        [
            *[("table-cell", cell, ()) for cell in ("Name", "Dose", "Taken")],
            *[("table-cell", cell, ()) for cell in ("Tea", "5 mg", "daily")],
            ("paragraph", "That is all.", ()),
        ],
        id="tabs make cells",
    ),
    pytest.param(
        "+-----+-----+\n| Tea | hot |\n+=====+=====+\n| a   | b   |",
        [("table-cell", cell, ()) for cell in ("Tea", "hot", "a", "b")],
        id="bars make cells",
    ),
    pytest.param(
        "•\tRelieves pain\n•\tBoosts energy",
        [("list-item", "Relieves pain", ()), ("list-item", "Boosts energy", ())],
        id="a tab after a bullet makes none",
    ),
    pytest.param("", [], id="nothing"),
    pytest.param("\ufeff \r\n\x0c\n", [], id="blank"),
    pytest.param("\ufeffTea.", [("paragraph", "Tea.", ())], id="byte order mark"),
    pytest.param("a.\rb.\r\nc.", [("paragraph", x, ()) for x in ("a.", "b.", "c.")],
                 id="any line end"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), DOCUMENTS)
def test_segments(text, expected):
    assert shown(text, "text") == expected


BULLETS = [
    pytest.param("- item", "item", id="hyphen"),
    pytest.param("* item", "item", id="star"),
    pytest.param("•item", "item", id="bullet without space"),
    pytest.param("✔️ item", "item", id="emoji tick"),
    pytest.param("\uf0b7 item", "item", id="Word's bullet"),
    pytest.param("(3) item", "item", id="number in brackets"),
    pytest.param("a) item", "item", id="letter"),
    pytest.param("-Safe", "Safe", id="hyphen at a capital"),
    pytest.param("*Results vary", "*Results vary", id="a star of a footnote stays"),
    pytest.param("E. coli", "E. coli", id="a name stays"),
    pytest.param("-5 degrees", "-5 degrees", id="a minus stays"),
    pytest.param("2020. A year", "2020. A year", id="a year stays"),
]


@pytest.mark.parametrize(("line", "expected"), BULLETS)
def test_bullets_are_left_out(line, expected):
    assert texts(f"Some text.\n{line}\n", "text")[-1] == expected


NO_HEADINGS = [
    pytest.param("March 7, 2023", id="a date"),
    pytest.param("It works.", id="a sentence"),
    pytest.param("people at risk", id="lower case"),
    pytest.param("People at risk include those who:", id="leads in"),
    pytest.param("See https://example.org", id="an address"),
    pytest.param("Write to a@example.org", id="an e-mail address"),
    pytest.param("word " * 30, id="many words"),
    pytest.param("12345", id="a number"),
    pytest.param("Published by the", id="goes on"),
]


@pytest.mark.parametrize("line", NO_HEADINGS)
def test_is_no_heading(line):
    assert {kind for kind, _, _ in shown(f"{line}\n\nText.", "text")} == {"paragraph"}
