"""Edits that go together, and texts that show nothing else than what was meant."""

from __future__ import annotations

import pytest

from healthlint import edits
from healthlint.diagnostic import Confidence, Diagnostic, Edit, Fix, Severity
from healthlint.errors import ReadError
from healthlint.source import Source, Span


def one(*made: tuple[int, int, str], code: str = "TEA001") -> Diagnostic:
    fix = Fix(safe=True, edits=tuple(Edit(*each) for each in made))
    return Diagnostic(
        *(code, "tea", "dose", Severity.note, Confidence.high),
        *("tea", Span(0, 1), "t", "t"),
        fix=fix,
    )


APART = [
    ("all", [one((0, 1, "a")), one((2, 3, "b"))], [0, 1]),
    ("overlap", [one((0, 2, "a")), one((1, 3, "b"))], [0]),
    ("touch", [one((0, 1, "a")), one((1, 2, "b"))], [0]),
    ("same-place", [one((1, 1, "a")), one((1, 1, "b"))], [0]),
    ("order-of-place", [one((4, 6, "a")), one((0, 5, "b"))], [1]),
    ("order-of-rule", [one((0, 1, "a"), code="TEA002"), one((0, 1, "b"))], [1]),
    ("inside", [one((0, 9, "a")), one((4, 5, "b")), one((11, 12, "c"))], [0, 2]),
    ("several-edits", [one((0, 1, ""), (8, 9, "")), one((4, 5, "")), one((9, 9, ""))],
     [0, 1]),
    ("all-or-nothing", [one((0, 3, "")), one((2, 4, ""), (8, 9, "")), one((8, 8, ""))],
     [0, 2]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("given", "kept"), [pytest.param(*row, id=why) for why, *row in APART]
)
def test_the_first_of_those_that_meet_stays(given, kept):
    expected = [id(given[index]) for index in kept]
    assert [id(each) for each in edits.apart(given)] == expected
    assert [id(each) for each in edits.apart(given[::-1])] == expected


def test_edits_are_made_in_one_go():
    source = Source("a", "one two three", "text", "utf-16-le")
    made = edits.mended(source, [one((8, 13, "3"), (0, 3, "1")), one((3, 3, "+"))])
    assert (made.text, made.encoding) == ("1+ two 3", "utf-16-le")


CLEAN = [
    ("html", "<p>a b</p>", (4, 4, "x"), True),
    ("html", "<p>a b</p>", (3, 6, "c & d"), True),
    ("html", "<p>a b</p>", (3, 6, "c <i> d"), False),
    ("html", "<p>a b</p>", (3, 6, "c &lt; d"), False),
    ("html", "<p>a &lt; b</p>", (6, 7, "g"), False),
    ("html", "<p>a &lt; b</p>", (5, 9, "or"), True),
    ("html", "<p>a &lt; b</p>", (4, 9, "/"), True),
    ("html", "<p>a <b>b</b></p>", (3, 9, "c"), False),
    ("html", "<p title='a b'>c</p>", (10, 13, "it's"), False),
    ("html", "<p>a</p><!-- b -->", (13, 14, "c"), False),
    ("html", "<p>a</p><!-- b -->", (3, 8, "c"), False),
    ("markdown", "a **b** c", (4, 5, " b"), False),
    ("markdown", "a **b** c", (4, 5, ""), False),
    ("markdown", "a b", (0, 1, "-"), False),
    ("markdown", "a b", (2, 3, "*c*"), False),
    ("markdown", "[a](b c.md)", (1, 2, "d"), True),
    ("markdown", "---\ntitle: a b\n---\n", (11, 12, "a: c"), False),
    ("markdown", "---\ntitle: a b\n---\n", (11, 12, "c"), True),
    ("text", "a b", (0, 3, "c <i> &amp; *d*"), True),
]


@pytest.mark.parametrize(("format", "text", "edit", "expected"), CLEAN)
def test_only_what_shows_as_it_is_meant_is_clean(format, text, edit, *, expected):
    source = Source("a", text, format)
    assert bool(edits.judged(source, [one(edit)]).sound) == expected


def test_culprits_are_found_among_many():
    source = Source("a", "<p>" + "word " * 40 + "</p>", "html")
    many = [one((at, at + 4, "text")) for at in range(3, 200, 5)]
    many[17] = one((88, 92, "<b"))
    many[31] = one((158, 162, "</p><p>"))
    sound, faulty = edits.judged(source, many)
    assert sound == [each for index, each in enumerate(many) if index not in {17, 31}]
    assert faulty == [many[17], many[31]]
    assert edits.judged(source, []) == ([], [])


def test_a_text_is_not_read_for_ever():
    source = Source("a", "<p>" + "word " * 400 + "</p>", "html")
    bad = [one((at, at + 4, "<i")) for at in range(3, 2000, 5)]
    sound, faulty = edits.judged(source, bad)
    assert (sound, 0 < len(faulty) < len(bad)) == ([], True)


def test_what_cannot_be_read_any_more_is_not_clean(monkeypatch):
    read = edits.readers.read

    def fussy(source):
        if "new" in source.text:
            raise ReadError("no")
        return read(source)

    monkeypatch.setattr(edits.readers, "read", fussy)
    bad = one((0, 3, "new"))
    assert edits.judged(Source("a", "old"), [bad]) == ([], [bad])


HEADINGS = [
    ("## Take 5mg\n\n[a](#take-5mg)", False),
    ("## Take 5mg\n\n[a](#take-5mg-1)", False),
    ("## Take 5mg!\n\n[a]\n\n[a]: <#take-5mg>", False),
    ("## Über 5mg\n\n[a](#%C3%BCber-5mg)", False),
    ('## Take .5mg\n\n<a href="#take-5mg">a</a>', False),
    ("Take 5mg\n---\n\n[a](#take-5mg)", False),
    ("## Take 5mg\n\n[a](#take-10mg) [b](take-5mg)", True),
    ("## Take 5mg\n\n[a](#take-5mg-more)", True),
    ("Take 5mg\n\n[a](#take-5mg)", True),
]


@pytest.mark.parametrize(("text", "expected"), HEADINGS)
def test_headings_keep_the_address_that_links_name(text, expected):
    at = text.index("mg")
    verdict = edits.judged(Source("a", text, "markdown"), [one((at, at, " "))])
    assert bool(verdict.sound) == expected


def test_a_fault_hides_nothing_elsewhere():
    bad = "".join(f"See [{number}mg] now.\n\n" for number in range(100, 400))
    good = "".join(f"Take {number}mg now.\n\n" for number in range(400, 440))
    labels = "".join(f"[{number}mg]: /u{number}\n" for number in range(100, 400))
    text = f"{bad}{good}{labels}"
    places = (at for at in range(len(bad) + len(good)) if text.startswith("mg", at))
    many = [one((at, at, " ")) for at in places]
    sound, faulty = edits.judged(Source("a", text, "markdown"), many)
    assert sound == many[300:]
    assert 0 < len(faulty) < 300
