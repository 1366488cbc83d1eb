"""Which settings each input gets."""

from __future__ import annotations

import pytest

from healthlint.errors import ConfigError
from healthlint.planning import Configuration, Options, plan, settings_of

OPTIONS = Options({})


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(folder, **files):
    for name, text in files.items():
        path = folder / name.replace("__", "/").replace("_yaml", ".yaml")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def settings(path, options=OPTIONS):
    return Configuration(options).settings(path)


def test_each_path_gets_the_nearest_configuration(folder):
    write(
        folder,
        healthlint_yaml="markets: [uk]",
        blog__healthlint_yaml="markets: [eu]",
        blog__deep__x="",
    )
    assert settings("a.md").markets == ("uk",)
    assert settings("blog/a.md").markets == ("eu",)
    assert settings("blog/deep/a.md").markets == ("eu",)


def test_one_configuration_may_serve_all(folder):
    write(folder, healthlint_yaml="markets: [uk]", mine__x_yaml="markets: [eu]")
    assert settings("a.md", Options({}, config="mine/x.yaml")).markets == ("eu",)
    assert settings("a.md", Options({}, use_config=False)).markets == ("us",)


OVERRIDES = """
markets: [us]
ignore: [HL1]
overrides:
  - {paths: "blog/**", copy: reference, ignore: HL2}
  - {paths: ["*.uk.md", "uk/"], markets: uk}
"""


@pytest.mark.parametrize(
    ("path", "markets", "copy", "ignore"),
    [
        ("a.md", "us", "auto", ("HL1",)),
        ("blog/a.md", "us", "reference", ("HL1", "HL2")),
        ("x/blog/a.md", "us", "auto", ("HL1",)),
        ("a.uk.md", "uk", "auto", ("HL1",)),
        ("x/uk/a.md", "uk", "auto", ("HL1",)),
        ("blog/a.uk.md", "uk", "reference", ("HL1", "HL2")),
    ],
)
def test_overrides_by_path(folder, path, markets, copy, ignore):
    write(folder, healthlint_yaml=OVERRIDES)
    found = settings(path)
    assert (found.markets, found.copy, found.ignore) == ((markets,), copy, ignore)


def test_the_command_line_overrides_everything(folder):
    write(folder, healthlint_yaml=OVERRIDES)
    found = settings("blog/a.uk.md", Options({"markets": ("eu",), "ignore": ("HL3",)}))
    assert (found.markets, found.ignore, found.copy) == (
        ("eu",),
        ("HL3",),
        "reference",
    )


def test_files_with_the_same_settings_share_them(folder):
    write(folder, healthlint_yaml=OVERRIDES, a__x="", blog__y="")
    for name in ("a.md", "b.md", "blog/c.md", "blog/d.md"):
        write(folder, **{name: "Tea."})
    found = plan(["."], OPTIONS)
    assert [(task.path, task.settings) for task in found.tasks] == [
        ("a.md", 0),
        ("b.md", 0),
        ("blog/c.md", 1),
        ("blog/d.md", 1),
    ]
    assert settings_of(found.settings, 1).copy == "reference"


def test_exclude_leaves_files_out_and_says_so_where_they_were_named(folder):
    write(folder, healthlint_yaml="exclude: [drafts/, '*.bak.md']")
    for name in ("a.md", "drafts/b.md", "c.bak.md"):
        write(folder, **{name.replace("/", "__"): "Tea."})
    found = plan([".", "drafts/b.md"], OPTIONS)
    assert [task.path for task in found.tasks] == ["a.md"]
    assert found.remarks == ["drafts/b.md: left out by 'exclude' in the configuration"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("copy: loud", "healthlint.yaml:1:7: copy: 'loud' is none of"),
        ("product: teas", "healthlint.yaml:1:10: product: 'teas' is no product class"),
        (
            "exclude: ['!']",
            "healthlint.yaml:1:11: exclude: '!' is no pattern for paths",
        ),
        (
            "overrides: [{paths: 'a\\'}]",
            "healthlint.yaml:1:21: paths: 'a\\' is no pattern for paths",
        ),
    ],
    ids=["value", "product", "exclude", "override"],
)
def test_a_wrong_configuration_is_kept_for_its_files(folder, text, message):
    write(folder, blog__healthlint_yaml="copy: promotional")
    write(folder, healthlint_yaml=text)
    for name in ("a.md", "blog__b.md"):
        write(folder, **{name: "Tea."})
    found = plan(["."], OPTIONS)
    wrong, right = (settings_of_or_error(found, task) for task in found.tasks)
    assert str(wrong).startswith(message)
    assert right.copy == "promotional"


def settings_of_or_error(found, task):
    try:
        return settings_of(found.settings, task.settings)
    except ConfigError as why:
        return why


@pytest.mark.parametrize(
    ("paths", "options", "expected"),
    [
        (["a.md"], Options({}), [("a.md", "markdown")]),
        (["a.html"], Options({}), [("a.html", "html")]),
        (["a.weird"], Options({}), [("a.weird", "text")]),
        (["a.md"], Options({}, format="html"), [("a.md", "html")]),
        (["-"], Options({}), [("-", "text")]),
        (["-"], Options({}, stdin_name="x/a.html"), [("-", "html")]),
        (["a.md", "-"], Options({}), [("-", "text"), ("a.md", "markdown")]),
    ],
    ids=["known", "other", "unknown", "told", "stdin", "stdin named", "both"],
)
def test_formats(folder, paths, options, expected):
    for name in ("a.md", "a.html", "a.weird"):
        write(folder, **{name: "Tea."})
    found = plan(paths, options)
    assert [(task.path, task.format) for task in found.tasks] == expected


def test_the_name_of_standard_input_decides_its_configuration(folder):
    write(folder, healthlint_yaml="markets: uk", blog__healthlint_yaml="markets: eu")
    found = plan(["-"], Options({}, stdin_name="blog/a.md"))
    assert settings_of(found.settings, found.tasks[0].settings).markets == ("eu",)
