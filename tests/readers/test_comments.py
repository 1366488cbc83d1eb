"""Comments are handed over with their exact places, in every format."""

from __future__ import annotations

import pytest
from reading import read, unmark

TABLE = [
    ("html", "<p>Tea <!--⟦ one ⟧--> and <b>more</b></p><!--⟦two⟧--!>"),
    ("html", "<p>Tea</p><!--⟦ without an end\n<p>⟧"),
    ("html", "<svg><!--⟦ where nothing is read ⟧--></svg>"),
    ("html", "<script>/* <!-- of another language --> */</script>"),
    (
        "html",
        "<p>{#⟦ Jinja ⟧#}{{!--⟦ Handlebars ⟧--}}{% comment %}⟦x⟧{% endcomment %}</p>",
    ),
    ("html", "<p>{{/*⟦ Hugo ⟧*/}} <%#⟦ ERB ⟧%> {{ value }}</p>"),
    ("markdown", "Tea.\n\n<!--⟦ one\n two ⟧-->\n\nTea <!--⟦three⟧--> too.\n"),
    ("markdown", "> Tea <!--⟦ quoted ⟧-->\n\n- item\n  <!--⟦ in a list ⟧-->\n"),
    ("markdown", "| a <!--⟦ cell ⟧--> | b |\n|---|---|\n| c | d |\n"),
    ("markdown", "# Tea <!--⟦ heading ⟧-->\n"),
    ("markdown", "```\n<!-- code -->\n```\n\n`<!-- code -->` and \\<!-- escaped -->\n"),
    ("markdown", "{%- comment -%}⟦ Liquid ⟧{%- endcomment -%}\n\nTea.\n"),
    ("markdown", "---\ntitle: 'a # b' #⟦ one⟧\n#⟦ two⟧\ntext: |\n  # not\n---\nTea.\n"),
    ("markdown", '---\ntitle: a#b\nother: "# no" #⟦ yes⟧\n---\n'),
    ("markdown", "+++\ntitle = 'a # b' #⟦ one⟧\n#⟦ two⟧\n+++\nTea.\n"),
    ("markdown", "---\nhealthlint: ⟦disable-file HL101⟧\ntitle: Tea\n---\n"),
    ("markdown", '{"title": "Tea", "healthlint": "⟦disable-file HL101⟧"}\n\nTea.\n'),
    ("mdx", "{/*⟦ one ⟧*/}\n\nTea {/*⟦two⟧*/} {value} {'/* text */'}\n"),
    ("mdx", "```\n{/* code */}\n```\n"),
    ("text", "<!-- plain text has none -->\n"),
]


@pytest.mark.parametrize(
    ("format", "marked"), TABLE, ids=[f"{row[0]}-{row[1][:30]!r}" for row in TABLE]
)
def test_comments_stand_where_they_stand(format, marked):
    text, expected = unmark(marked)
    found = [(each.text, each.start, each.end) for each in read(text, format).comments]
    assert found == [(each.text, each.start, each.end) for each in expected]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
@pytest.mark.parametrize("format", ["html", "markdown"])
def test_line_ends_and_marks_move_nothing(format, newline):
    text = f"\ufeffTea \U0001f375.{newline}{newline}<!-- one -->{newline}"
    (comment,) = read(text, format).comments
    assert text[comment.start : comment.end] == comment.text == " one "


def test_what_a_key_says_to_us_is_no_text():
    document = read(
        "---\nhealthlint: 'disable-file HL101'\ntitle: Tea\n---\n", "markdown"
    )
    assert [each.text for each in document.segments] == ["Tea"]
    assert [each.key for each in document.comments] == ["healthlint"]
    assert document.front_matter["healthlint"] == "disable-file HL101"


def test_a_folded_value_counts_as_a_whole():
    text = "---\nhealthlint: >\n  disable-file\n  HL101\n---\n"
    (comment,) = read(text, "markdown").comments
    assert comment.text.split() == ["disable-file", "HL101"]
    assert "disable-file\n  HL101" in text[comment.start : comment.end]
