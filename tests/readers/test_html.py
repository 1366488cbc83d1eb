"""HTML: source and the segments it gives."""

from __future__ import annotations

import pytest
from reading import read, shown, texts, words

DOCUMENTS = [
    pytest.param("<p>no <b>side</b> effects", [("paragraph", "no side effects", ())],
                 id="inline elements are read through"),
    pytest.param("<h1>A</h1>x<h3>B</h3>y<h2>C</h2>z", [
        ("heading", "A", ()), ("paragraph", "x", ("A",)), ("heading", "B", ("A",)),
        ("paragraph", "y", ("A", "B")), ("heading", "C", ("A",)),
        ("paragraph", "z", ("A", "C"))], id="sections"),
    pytest.param("<h1>A<h2>B</h3>c", [("heading", "A", ()), ("heading", "B", ("A",)),
                 ("paragraph", "c", ("A", "B"))], id="headings end each other"),
    pytest.param("<h2><p>A</p><p>B</p></h2>c", [("heading", "A", ()),
                 ("heading", "B", ()), ("paragraph", "c", ("B",))], id="blocks inside"),
    pytest.param("<title>a</title>b<title><p>c</title>", [("title", "a", ()),
                 ("paragraph", "b", ()), ("title", "<p>c", ())], id="titles hold text"),
    pytest.param("<ul><li>a<li>b<ul><li>c</ul>d</ul>e", [
        ("list-item", "a", ()), ("list-item", "b", ()), ("list-item", "c", ()),
        ("list-item", "d", ()), ("paragraph", "e", ())], id="items end each other"),
    pytest.param("<dl><dt>a<dd>b<dt>c</dl>d", [("list-item", "a", ()),
                 ("list-item", "b", ()), ("list-item", "c", ()),
                 ("paragraph", "d", ())], id="terms"),
    pytest.param("<table><caption>a<tr><th>b<td><ul><li>c<td>d</table>e", [
        ("caption", "a", ()), ("table-cell", "b", ()), ("list-item", "c", ()),
        ("table-cell", "d", ()), ("paragraph", "e", ())], id="tables"),
    pytest.param("<td>a<table><td>b</table>c", [("table-cell", "a", ()),
                 ("table-cell", "b", ()), ("table-cell", "c", ())], id="nested tables"),
    pytest.param("<blockquote><p>a</blockquote>b", [("quote", "a", ()),
                 ("paragraph", "b", ())], id="quotation"),
    pytest.param("<figure><img alt=a><figcaption>b</figure>", [("alt-text", "a", ()),
                 ("caption", "b", ())], id="figure"),
    pytest.param("<p><a href=x>a</a><p><a href=x>a</a> b", [("link-text", "a", ()),
                 ("paragraph", "a b", ())], id="only a link"),
    pytest.param("<a href=x><h2>a</h2><p>b</p></a>c", [("heading", "a", ()),
                 ("link-text", "b", ("a",)), ("paragraph", "c", ("a",))],
                 id="a link around blocks"),
    pytest.param("<button>a</button><select><option>b<option>c</select>"
                 "<textarea>d<b></textarea>", [("link-text", "a", ()),
                 ("list-item", "b", ()), ("list-item", "c", ()), ("field", "d<b>", ())],
                 id="controls"),
    pytest.param("<meta name=description content='a &amp; b'><meta property=og:title "
                 "content=c><meta name=robots content=d>", [("meta", "a & b", ()),
                 ("meta", "c", ())], id="meta"),
    pytest.param("<p title=a aria-label='b' placeholder=c class=d>e", [
        ("paragraph", "e", ()), ("attribute", "a", ()), ("attribute", "b", ()),
        ("attribute", "c", ())], id="attributes"),
    pytest.param("<p>• a<p>✓ b<br>• c", [("list-item", "a", ()), ("list-item", "b", ()),
                 ("list-item", "c", ())], id="bullets"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), DOCUMENTS)
def test_segments(text, expected):
    assert shown(text, "html") == expected


SHOWN = [
    pytest.param("a\n  b\t c&nbsp; d", ["a b c\xa0 d"], id="white space"),
    pytest.param("a &#32; b&#10;c <b> d</b>", ["a b c d"], id="space as entities"),
    pytest.param("a<br>b<br/>\n<br>c", ["a\nb", "c"], id="breaks"),
    pytest.param("a<wbr>b<img>c", ["abc"], id="nothing between"),
    pytest.param("<pre>a\nb\n\nc</pre>", ["a\nb", "c"], id="lines of pre"),
    pytest.param("<pre>a <code>b\n<div>c</div></code>d</pre>e", ["a", "d", "e"],
                 id="code in pre"),
    pytest.param("a <code>b</code> c <samp>d</samp>e", ["a c e"], id="code"),
    pytest.param("<code>a<p>b", ["b"], id="a block ends unclosed code"),
    pytest.param("<svg><title>a</title><svg>b</svg>c</svg>d<template>e</template>f",
                 ["df"], id="skipped"),
    pytest.param("<svg/>a<template/>b", ["a"], id="only foreign ones close themselves"),
    pytest.param("<script>a</script><style>b</style><iframe>c</iframe>d", ["d"],
                 id="raw"),
    pytest.param("<script><!--<script>a</script>b--></script>c", ["c"],
                 id="script in a comment in a script"),
    pytest.param("<script>a</scripts>b</SCRIPT >c", ["c"], id="end of a script"),
    pytest.param("<!-->a<!--->b<!--c--!>d<!-- e -- > f -->g<!h>i<?j?>k</ l>m</>n<!--o",
                 ["abdgikmn"], id="comments"),
    pytest.param("5 < 6 <7 a<b c", ["5 < 6 <7 a"], id="not every < is a tag"),
    pytest.param("a <b title='c", ["a"], id="a tag without end"),
    pytest.param("<p/a=b/>c<p a= b=>d<p =a>e", ["c", "d", "e"], id="odd attributes"),
    pytest.param("<p title=a/b>c<p title = 'd>' title=e>f", ["c", "a/b", "f", "d>"],
                 id="values"),
    pytest.param("<img alt='?a=1&copy=2&copy;&amp'>", ["?a=1&copy=2©&"],
                 id="entities in attributes"),
    pytest.param("&notit; &notin; &amp&lt&#x41&#65; &#150; &#0; &#xD800; &#x110000;",
                 ["¬it; ∉ &<AA – \ufffd \ufffd \ufffd"], id="as in the standard"),
    pytest.param("&bogus; &;&# &#x; &#a", ["&bogus; &;&# &#x; &#a"], id="no entities"),
    pytest.param(f"&#{'0' * 5000}65; &#{'9' * 5000};", ["A \ufffd"], id="long numbers"),
    pytest.param("&fjlig; &NotEqualTilde;", ["fj \u2242\u0338"], id="two characters"),
    pytest.param("<ruby>a<rp>(</rp><rt>b</rt></ruby>c", ["ac"], id="ruby"),
    pytest.param("x<sup>1</sup>, <sup>2-4</sup> a<sup>b</sup> [<sup>5</sup>]",
                 ["x¹, ²-⁴ a b [5]"], id="raised"),
    pytest.param("<q>a</q> b", ['"a" b'], id="quotation marks"),
    pytest.param("<input type=submit value=a><input type=text value=b><link title=c>",
                 ["a"], id="labels of buttons"),
    pytest.param("{{ a }} b{% if c %}d{% endif %} <?php e > f ?><%= g %>h",
                 ["\ufffc bd \ufffch"], id="templates"),
    pytest.param("<p title='{{ a }}'>{{#b}}c{{/b}}", ["c"], id="templates in tags"),
    pytest.param("---\ntitle: a\n---\n<p>b", ["a", "b"], id="front matter"),
    pytest.param("<mj-text>a</mj-text><mj-button>b</mj-button>", ["a", "b"], id="MJML"),
    pytest.param("<p>a</P>b</p>c", ["a", "b", "c"], id="end tags"),
    pytest.param("a </br> b", ["a \nb"], id="an end tag of br"),
    pytest.param("", [], id="nothing"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), SHOWN)
def test_text(text, expected):
    assert texts(text, "html") == expected


def test_xml_closes_elements_at_once():
    text = "<?xml version='1.0'?><title/><script/><li/>a"
    assert shown(text, "html") == [("paragraph", "a", ())]
    assert shown(text[21:], "html", "a.xhtml") == [("paragraph", "a", ())]
    assert shown(text[21:], "html", "a.html") == [
        ("title", "<script/><li/>a", ()),
    ]


LINKED = """<script type="application/LD+json; charset=utf-8">
{"@context": "https://schema.org", "name": "LDN \\u201cPlus\\u201d \\ud83d\\ude00",
 "url": "https://a.b/c", "sku": "A-1", "offers": [{"@type": "Offer", "text": "x\\ny"},
 "Buy <b>no<\\/b>w &amp; save"], "datePublished": "2024-01-31T10:00:00Z"}</script>"""


def test_linked_data():
    segments = read(LINKED, "html").segments
    assert [(each.kind, each.label, each.text) for each in segments] == [
        ("field", "/name", "LDN “Plus” 😀"),
        ("field", "/offers/0/text", "x y"),
        ("field", "/offers/1", "Buy now & save"),
    ]
    name, _, offer = segments
    quotes = [LINKED[slice(*name.to_source(at, at + 1))] for at in (4, 9, 11)]
    assert quotes == ["\\u201c", "\\u201d", "\\ud83d\\ude00"]
    start, end = offer.to_source(4, 9)
    assert LINKED[start:end] == "no<\\/b>w &amp;"


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        ('{"a": "b c', ["b c"]),
        ('{"a": {{ x }}, "d": "e f"', ["e f"]),
        ('"a b"', ["a b"]),
        ("]}", []),
        ('{"a": "x \\ud800 y \\q"}', ["x \ufffd y q"]),
        ("[" * 600 + '"deep"', []),
        ('["a", ["b"], {"c": ["d"]}, "e"]', ["a", "b", "d", "e"]),
    ],
    ids=["unclosed", "template", "bare", "closed", "escapes", "deep", "nested"],
)
def test_linked_data_with_faults(script, expected):
    assert texts(f"<script type=application/ld+json>{script}</script>", "html") == (
        expected
    )


def test_links():
    text = "<p>See <a href='/a?b=1&amp;c'>it</a> at http://d.e/f_g, <a name=x>h</a>."
    (segment,) = read(text, "html").segments
    assert segment.text == "See it at , h."
    found = [(segment.text[a:b], target) for a, b, target in segment.links]
    assert found == [("it", "/a?b=1&c"), ("", "http://d.e/f_g")]


@pytest.mark.parametrize(
    "text",
    [
        '<a b="' * 50_000,
        "<a b='" * 50_000 + '"',
        "<" * 200_000,
        "</" * 100_000,
        "<!--" * 50_000,
        "<!" * 100_000,
        "<a " * 50_000,
        "<a" + " b=c" * 50_000 + ">",
        "<script>" * 30_000,
        "<script><!--" * 30_000,
        "<title>" * 30_000,
        "<svg>" * 50_000,
        "<ul>" * 30_000 + "</li>" * 30_000,
        "<table><ul>" * 10_000 + "<td>" * 10_000,
        "<div>" * 50_000,
        "<sup>" * 50_000,
        "&" * 200_000,
        "&a" * 100_000,
        "&#" * 100_000 + "9" * 100_000,
        "<br>" * 50_000,
        "a\n" * 100_000,
        "<script type=application/ld+json>" + '"\\"' * 50_000,
        "<script type=application/ld+json>[" + '"a\\nb ",' * 20_000,
        '<script type=application/ld+json>"' + "<b>\\u00e9 &amp;" * 10_000,
    ],
    ids=lambda text: f"{text[:12]}-{len(text)}",
)
def test_no_input_hangs_it(text):
    assert len(words(text, "html")) <= len(text)
