"""Our readers see the words that parse5 and mdast see, on documents drawn at random.

The parsers are installed by npm into a folder beside the tests, once; without npm, or
without a registry, there is nothing to compare with.
"""

from __future__ import annotations

import json
import random
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from reading import read

HERE = Path(__file__).parent / "oracles"
CACHE = Path(__file__).parent.parent / ".oracles"
COUNT = 1500
AGREEING = 0.995  # of documents: the parsers differ on malformed tables and end tags
_WORD = re.compile(r"[^\W_]+")
_ASIDE = frozenset({"alt-text", "attribute", "meta"})


@pytest.fixture(scope="session")
def oracle():
    """Return a function from (format, text) pairs to the texts that others see."""
    if shutil.which("npm") is None or shutil.which("node") is None:
        pytest.skip("node and npm are not installed")
    CACHE.mkdir(exist_ok=True)
    (CACHE / ".gitignore").write_text("*\n")
    wanted = (HERE / "package.json").read_text()
    done = CACHE / "installed.json"
    if not done.exists() or done.read_text() != wanted:
        shutil.copy(HERE / "package.json", CACHE)
        command = ["npm", "install", "--no-audit", "--no-fund", "--ignore-scripts"]
        run = subprocess.run(
            command, cwd=CACHE, capture_output=True, text=True, check=False, timeout=300
        )
        if run.returncode:
            pytest.skip(f"npm cannot install the parsers: {run.stderr[-200:]}")
        done.write_text(wanted)
    shutil.copy(HERE / "texts.mjs", CACHE)

    def texts(documents):
        run = subprocess.run(
            ["node", "texts.mjs"],
            cwd=CACHE,
            input=json.dumps(documents),
            capture_output=True,
            text=True,
            check=True,
        )
        return json.loads(run.stdout)

    return texts


WORDS = ["tea", "cures", "pain", "sleep", "joint", "relief", "daily", "dose", "mg"]
WORDS += ["it’s", "naïve", "日本", "α1", "5"]
SIGNS = [".", ",", "!", " < ", " & ", "&", ";", "'", '"', " - ", "…", " <5"]
ENTITIES = [
    "&amp;",
    "&lt",
    "&copy;",
    "&notit;",
    "&#x41;",
    "&#150;",
    "&bogus;",
    "&eacute",
]
INLINE = ["b", "i", "em", "strong", "span", "small", "a", "u", "mark", "h2", "h4"]
BLOCK = ["p", "div", "section", "blockquote", "li", "ul", "dd", "pre"]
MIXED = [
    *("<br>", "<img alt='unseen'>", "<hr>", "<wbr>", "<!-- x > -->", "<!x>", "</p>"),
    *(
        "<script>x < 1 </p></script>",
        "<style>x{}</style>",
        "<svg><path/></svg>",
        "</b>",
    ),
    *(
        "<template>x<b>y</b></template>",
        "<iframe>x</iframe>",
        "<title>a &amp; <b></title>",
    ),
    *("<table><tr><td>a<td>b<th>c</table>", "</div>", "</li>", "<p>", "<li>", "</ul>"),
    *(
        "<p title='a>b' data-x=y/>",
        '<p\nid = "a\'b"\n>',
        "<B CLASS=x>",
        "</B\n>",
        "<?x>",
    ),
]


def inline_text(draw):
    pieces = []
    for _ in range(draw.randint(1, 6)):
        pieces.append(draw.choice([*WORDS, *WORDS, *SIGNS, *ENTITIES]))
        pieces.append(draw.choice([" ", " ", "", "\n"]))
    return "".join(pieces)


def html(draw, depth=0):
    pieces = []
    for _ in range(draw.randint(1, 5)):
        kind = draw.random()
        if kind < 0.4 or depth > 3:
            pieces.append(inline_text(draw))
        elif kind < 0.6:
            name = draw.choice(INLINE)
            pieces.append(f"<{name}>{inline_text(draw)}</{name}>")
        elif kind < 0.8:
            name = draw.choice(BLOCK)
            end = f"</{name}>" if draw.random() < 0.8 else ""
            pieces.append(f"<{name}>{html(draw, depth + 1)}{end}")
        else:
            pieces.append(draw.choice(MIXED))
    return "".join(pieces)


SPANS = ["*{}*", "**{}**", "_{}_", "~~{}~~", "<b>{}</b>", "[{}](/x)", "[{}](</x> 'y')",
         "`{}`", "![{}](x.png)", "***{}***", "[{}]", "{}[^1]", "({})"]  # fmt: skip
FRAMES = ["# {}", "## {} ##", "{}\n===", "- {}", "1. {}", "> {}", "- [ ] {}", "    {}",
          "```\n{}\n```", "<div>{}</div>", "| {} | b |\n|---|---|\n| c | d |", "* * *",
          "- {0}\n\n  {0}", "> - {}", "1) {}\n2) x", "<!-- {} -->", "{}  \nnext",
          "{}\\\nnext"]  # fmt: skip


def markdown_line(draw):
    pieces = []
    for _ in range(draw.randint(1, 6)):
        word = draw.choice(
            [*WORDS, *WORDS, "&amp;", "&copy;", "\\*", "*", "_", "\\_", "a*b"]
        )
        span = draw.choice(SPANS) if draw.random() < 0.35 else "{}"
        pieces.append(span.format(word))
        pieces.append(draw.choice([" ", " ", "", ", "]))
    return "".join(pieces).strip()


def markdown(draw):
    blocks = []
    for _ in range(draw.randint(1, 5)):
        line = markdown_line(draw)
        frame = draw.choice(FRAMES) if draw.random() < 0.6 else "{}"
        blocks.append(frame.format(line))
    separator = "\n\n" if draw.random() < 0.7 else "\n"
    return separator.join([*blocks, "\n\n[^1]: note"])


@pytest.mark.parametrize(("format", "make"), [("html", html), ("markdown", markdown)])
def test_sees_the_same_words(oracle, format, make):
    draw = random.Random(20_261_122)
    documents = [(format, make(draw)) for _ in range(COUNT)]
    different = []
    for (_, text), expected in zip(documents, oracle(documents), strict=True):
        segments = read(text, format).segments
        shown = "\n".join(each.text for each in segments if each.kind not in _ASIDE)
        if _WORD.findall(shown) != _WORD.findall(expected):
            different.append((text, _WORD.findall(shown), _WORD.findall(expected)))
    assert different[int(COUNT * (1 - AGREEING)) :] == []
