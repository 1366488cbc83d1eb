"""Markdown and MDX: source and the segments it gives."""

from __future__ import annotations

import pytest
from reading import read, shown, texts, words

DOCUMENTS = [
    pytest.param("no <b>side</b> effects", [("paragraph", "no side effects", ())],
                 id="inline HTML does not split"),
    pytest.param("cu**res** pre*vents*", [("paragraph", "cures prevents", ())],
                 id="emphasis inside words"),
    pytest.param("# A\n\nx\n\n## B\n\ny\n\n# C\n\nz", [
        ("heading", "A", ()), ("paragraph", "x", ("A",)), ("heading", "B", ("A",)),
        ("paragraph", "y", ("A", "B")), ("heading", "C", ()),
        ("paragraph", "z", ("C",))], id="sections"),
    pytest.param("Tea\n===\n\nx\n\nB {#id .c}\n-\n", [
        ("heading", "Tea", ()), ("paragraph", "x", ("Tea",)),
        ("heading", "B", ("Tea",))],
        id="underlined headings, attributes"),
    pytest.param("- a\n  b\n- c\n  - d\n\n    e", [
        ("list-item", "a b", ()), ("list-item", "c", ()), ("list-item", "d", ()),
        ("list-item", "e", ())], id="lists"),
    pytest.param("> # In\n> a\n>\n> - b", [
        ("heading", "In", ()), ("quote", "a", ()), ("list-item", "b", ())],
        id="quotations; their headings open no section"),
    pytest.param("| a | b |\n|-|-|\n| c \\| d | |", [
        ("table-cell", "a", ()), ("table-cell", "b", ()), ("table-cell", "c | d", ())],
        id="tables"),
    pytest.param('![a *b*](c.png "d") e', [
        ("paragraph", "e", ()), ("attribute", "d", ()), ("alt-text", "a b", ())],
        id="images before text"),
    pytest.param('e ![a ![n](x) b](c.png "d")', [
        ("paragraph", "e", ()), ("attribute", "d", ()), ("alt-text", "a n b", ())],
        id="images after text"),
    pytest.param("[Buy **now**](/x)", [("link-text", "Buy now", ())], id="only a link"),
    pytest.param("See [it](/x 'why')", [("paragraph", "See it", ()),
                 ("attribute", "why", ())], id="link title"),
    pytest.param("[a][b]\n\n[b]: /x (why &amp; \\( how)", [("link-text", "a", ()),
                 ("attribute", "why & ( how", ())], id="title of a definition"),
    pytest.param('> [a]\n>\n> [a]: b "c\n> d"', [("quote", "a", ())],
                 id="a title that is broken by marks is left out"),
    pytest.param("e ![a [b](c 'd')](f)", [("paragraph", "e", ()),
                 ("attribute", "d", ()), ("alt-text", "a b", ())], id="linked image"),
    pytest.param("a[^1] b[^x]\n\n[^1]: c\n[^x]: d", [("paragraph", "a[1] b[2]", ()),
                 ("footnote", "c", ()), ("footnote", "d", ())], id="footnotes"),
    pytest.param("a  \nb\\\nc<br>d<br><br>e", [("paragraph", "a\nb\nc\nd", ()),
                 ("paragraph", "e", ())], id="hard breaks; two end the block"),
    pytest.param("pain<br>• sleep<br>• energy", [("paragraph", "pain", ()),
                 ("list-item", "sleep", ()), ("list-item", "energy", ())],
                 id="bullets after breaks"),
    pytest.param("<div title='t'>\na *b*\n\nc *d*\n</div>", [
                 ("paragraph", "a *b*", ()), ("attribute", "t", ()),
                 ("paragraph", "c d", ())], id="HTML block"),
    pytest.param("<blockquote>\n\na\n\n</blockquote>\n\nb", [("quote", "a", ()),
                 ("paragraph", "b", ())], id="Markdown inside HTML"),
    pytest.param("<h2>A <i>b</i></h2>\n\nc", [("heading", "A b", ()),
                 ("paragraph", "c", ("A b",))], id="HTML headings open sections"),
    pytest.param("- a\n\n  <p>b</p>", [("list-item", "a", ()), ("list-item", "b", ())],
                 id="HTML in an item"),
    pytest.param("<blockquote>\n\na\n\n# b\n\nc", [("quote", "a", ()),
                 ("heading", "b", ()), ("paragraph", "c", ("b",))],
                 id="a heading ends unclosed HTML"),
    pytest.param("a <template>b\n\nc", [("paragraph", "a", ()), ("paragraph", "c", ())],
                 id="a paragraph ends what hides text"),
    pytest.param("> [!WARNING]\n> Stop", [("quote", "Stop", ())], id="alert"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), DOCUMENTS)
def test_segments(text, expected):
    assert shown(text, "markdown") == expected


SHOWN = [
    pytest.param("a `b` c", ["a c"], id="code between spaces"),
    pytest.param("a`b`c (`d`)", ["a c ()"], id="code keeps words apart"),
    pytest.param("```\na\n```\n\n    b\n\nc", ["c"], id="code blocks"),
    pytest.param("<http://a.b> c <d@e.f>", ["c"], id="autolinks"),
    pytest.param("see https://a.b/c_(d). So www.e.f, g@h.i!", ["see . So , !"],
                 id="bare addresses"),
    pytest.param("wwwhat www. x@ @y", ["wwwhat www. x@ @y"], id="no addresses"),
    pytest.param("a &amp; b &copy; &#x41; &bogus; \\*", ["a & b © A &bogus; *"],
                 id="entities and escapes"),
    pytest.param("10<sup>6</sup> x<sup>1,2</sup> 4<sup>th</sup> Tea<sup>TM</sup>",
                 ["10⁶ x¹,² 4th Tea TM"], id="raised"),
    pytest.param("x<sup>[1]</sup> H<sub>2</sub>O", ["x[1] H2O"], id="raised, lowered"),
    pytest.param("<!-- a\n\nb --> c", ["c"], id="comment"),
    pytest.param("a <code>b</code> c <q>d</q>", ['a c "d"'], id="HTML code, quotation"),
    pytest.param("{{ a }} b {% c %}d{% endc %}", ["\ufffc b d"], id="Liquid"),
    pytest.param("{{#if a}}b{{else}}c{{/if}} {{> d}}", ["bc"], id="Handlebars"),
    pytest.param('{{< fig a="b\nc" >}}d{{% /e %}}', ["d"], id="Hugo"),
    pytest.param("{% comment %}a{% endcomment %}b {# c #}", ["b"], id="comments"),
    pytest.param("a {{ b\n\nc }} d", ["a {{ b", "c }} d"], id="not over blank lines"),
    pytest.param("a {{ b {{ c }} {% d", ["a {{ b \ufffc {% d"], id="unclosed code"),
    pytest.param("[a]({{ b }}/c 'd') {:.e}\n{: #f}", ["a", "d"], id="in addresses"),
    pytest.param("::: {.a b=c}\nd\n:::\n\n:::tip\ne\n:::", ["d", "e"], id="boxes"),
    pytest.param("*** ** —\n\n---", [], id="nothing to read"),
    pytest.param("| a |\n|-|\n| `b` \\| c |", ["a", "| c"], id="code in cells"),
    pytest.param("\ufeff# a", ["a"], id="byte order mark"),
    pytest.param("# a\r\rb\rc\r\r- d", ["a", "b c", "d"], id="lone CR"),
    pytest.param("# a\r\n\r\nb\r\nc\r\n\r\n- d", ["a", "b c", "d"], id="CRLF"),
    pytest.param("a\x00b \ud800 c", ["a\ufffdb \ufffd c"], id="what is no text"),
    pytest.param("\uf0b7 a \uf0b7 b", ["a", "b"], id="Word's bullets"),
    pytest.param("", [], id="empty"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), SHOWN)
def test_text(text, expected):
    assert texts(text, "markdown") == expected


MDX = [
    pytest.param("import A from 'a'\nexport const b = {\n  c: 1\n}\n\nd", ["d"],
                 id="modules"),
    pytest.param("a\nimport {b} is text", ["a import \ufffc is text"],
                 id="no module inside a paragraph"),
    pytest.param("<A b='c'>\n  d\n</A>", ["d"], id="component"),
    pytest.param("<A title='c' {...d} e={{f: 1}}>\n  g\n</A>", ["c", "g"],
                 id="attributes of components"),
    pytest.param("<A.B text={'c'} cta={`d`} alt={e}>f</A.B>", ["f", "c", "d"],
                 id="strings in attributes"),
    pytest.param("a <B>c</B>d", ["a cd"], id="inline components are read through"),
    pytest.param("<A>\nb\n</A>\n<C>\nd\n</C>", ["b", "d"], id="block components not"),
    pytest.param("a {b} {/* c */}d {'e'} {`f`} {`${g}`}", ["a \ufffc d e f \ufffc"],
                 id="expressions"),
    pytest.param("a { b `{` c {d('}')} e", ["a { b c \ufffc e"], id="open brace"),
    pytest.param("```js\n{\n```\n\na {b}", ["a \ufffc"], id="brace in code"),
    pytest.param("<>\n\n    a\n\n</>", ["a"], id="indented text is no code"),
    pytest.param("\\{a} {b /* } */} c", ["{a} \ufffc c"], id="escaped, commented"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), MDX)
def test_mdx(text, expected):
    assert sorted(texts(text, "mdx")) == sorted(expected)


def test_links_lead_where_they_did():
    (segment,) = read("See [a *b*](/c) or <http://d> or {{ e }}", "markdown").segments
    found = [(segment.text[a:b], target) for a, b, target in segment.links]
    assert found == [("a b", "/c"), ("", "http://d")]


def test_numbers_of_footnotes_are_those_shown():
    text = "a[^b] c[^2]\n\n[^b]: d\n[^2]: e"
    segments = read(text, "markdown").segments
    assert segments[0].text == "a[1] c[2]"
    assert [each.label for each in segments[1:]] == ["footnote 1", "footnote 2"]
    assert texts("a[^3] b[^1]\n\n[^3]: c\n[^1]: d", "markdown")[0] == "a[3] b[1]"


def test_what_is_after_a_footnote_has_no_label():
    *_, last = read("a[^1]\n\n[^1]: b\n\nc", "markdown").segments
    assert (last.kind, last.label) == ("paragraph", "")


def test_attributes_inside_a_quotation_are_found():
    text = "> a <i\n> title='b\n> c'>d</i>"
    segments = read(text, "markdown").segments
    assert [each.text for each in segments] == ["a d", "b c"]


@pytest.mark.parametrize(
    "text",
    [
        "{{" * 50_000,
        "{% comment %}" * 10_000,
        "{{!--" * 20_000,
        "<%" * 50_000,
        '[a](b "' * 3_000,
        '<a b="' * 20_000,
        "*a **b " * 10_000,
        "www." * 30_000,
        "a@" * 50_000,
        "http://" + ")" * 100_000,
        "- " * 2_000 + "a",
        "> " * 5_000 + "a",
        "<blockquote>" * 30_000,
    ],
    ids=lambda text: text[:8],
)  # fmt: skip
def test_no_input_hangs_it(text):
    assert len(words(text, "markdown")) <= len(text)


@pytest.mark.parametrize(
    "text",
    ["{" * 50_000, "`" * 50_000, "{'" * 30_000, "{/*" * 30_000, "``` {\n" * 20_000],
    ids=lambda text: text[:6],
)
def test_no_mdx_hangs_it(text):
    assert len(words(text, "mdx")) <= len(text)
