"""Configuration files: what they say, where errors are, and which one counts."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from healthlint import config_file, config_keys, marked
from healthlint.config import Override, Settings
from healthlint.errors import ConfigError, ReadError
from healthlint.product import Dose, Product

SHEET = """\
markets: [us, uk]
product: supplement
copy: promotional
select: HL1, safety
ignore:
  - HL101
severity:
  no-side-effects: warning
min-confidence: medium
fail-on: warning
exclude: ["drafts/", "*.bak.md"]
require-reason: true
products:
  - name: low-dose naltrexone
    aliases: [LDN]
    substance: naltrexone
    class: compounded-medicine
    dose: {range: 1.5-4.5 mg, per: day}
    approved-for: []
    statements: ["Not approved by the FDA, nor by us."]
overrides:
  - paths: "blog/**"
    copy: reference
    ignore: [HL2]
"""
SAME_IN_TOML = """\
[project]
name = "shop"
[tool.healthlint]
markets = ["us", "uk"]
product = "supplement"
copy = "promotional"
select = "HL1, safety"
ignore = ["HL101"]
min-confidence = "medium"
fail-on = "warning"
exclude = ["drafts/", "*.bak.md"]
require-reason = true
[tool.healthlint.severity]
no-side-effects = "warning"
[[tool.healthlint.products]]
name = "low-dose naltrexone"
aliases = ["LDN"]
substance = "naltrexone"
class = "compounded-medicine"
dose = {range = "1.5-4.5 mg", per = "day"}
approved-for = []
statements = ["Not approved by the FDA, nor by us."]
[[tool.healthlint.overrides]]
paths = "blog/**"
copy = "reference"
ignore = ["HL2"]
"""
EXPECTED = Settings(
    markets=("us", "uk"),
    product="supplement",
    copy="promotional",
    select=("HL1", "safety"),
    ignore=("HL101",),
    severity={"no-side-effects": "warning"},
    min_confidence="medium",
    fail_on="warning",
    exclude=("drafts/", "*.bak.md"),
    require_reason=True,
    products=(
        Product(
            name="low-dose naltrexone",
            aliases=("LDN",),
            substance="naltrexone",
            product_class="compounded-medicine",
            dose=Dose("1.5-4.5 mg", "day"),
            statements=("Not approved by the FDA, nor by us.",),
        ),
    ),
    overrides=(Override(("blog/**",), {"copy": "reference", "ignore": ("HL2",)}),),
)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(folder, name, text):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return str(path)


@pytest.mark.parametrize(
    ("name", "text"),
    [("healthlint.yaml", SHEET), ("pyproject.toml", SAME_IN_TOML)],
    ids=["yaml", "toml"],
)
def test_every_key_is_read(folder, name, text):
    settings = config_file.load(write(folder, name, text))
    (product,) = settings.products
    place = product.dose.place
    unplaced = product._replace(dose=product.dose._replace(place=None))
    said = settings._replace(places={}, root="", products=(unplaced,))
    assert said == EXPECTED
    assert settings.root == str(folder)
    assert (place.path, text[place.start : place.end].lstrip('"')) == (
        name,
        "1.5-4.5 mg",
    )


def test_an_empty_file_means_defaults(folder):
    settings = config_file.load(write(folder, "healthlint.yaml", "# nothing yet\n"))
    assert settings == Settings(root=str(folder), places={})


def test_folders_of_rules_count_from_the_configuration(folder):
    (folder / "site" / "rules").mkdir(parents=True)
    path = write(folder, "site/healthlint.yaml", "rulesets: rules\n")
    assert config_file.load(path).rulesets == (str(folder / "site" / "rules"),)


WRONG_YAML = [
    pytest.param(
        "markets: [us]\nmarktes: [uk]\n",
        "2:1: unknown key 'marktes' in the configuration; did you mean 'markets'?",
        id="unknown key",
    ),
    pytest.param(
        "fail-on: warnings\n",
        "1:10: fail-on: 'warnings' is none of error, warning, note, never; "
        "did you mean 'warning'?",
        id="unknown value",
    ),
    pytest.param(
        "severity:\n  HL101: loud\n",
        "2:10: severity of HL101: 'loud' is none of error, warning, note",
        id="unknown severity",
    ),
    pytest.param(
        "products:\n  - name: Tea\n    class: suplement\n",
        "3:12: class: 'suplement' is none of supplement, food, cosmetic, "
        "otc-medicine, prescription-medicine, compounded-medicine, device, "
        "homeopathic, service, app; did you mean 'supplement'?",
        id="unknown class",
    ),
    pytest.param(
        "products:\n  - class: food\n", "2:5: a product needs a name", id="nameless"
    ),
    pytest.param(
        "products:\n  - name: Tea\n    dose: {per: day}\n",
        "3:11: a dose needs a range, such as 1.5-4.5 mg",
        id="dose without range",
    ),
    pytest.param(
        "products:\n  - name: Tea\n    dose: {range: lots, per: day}\n",
        "3:19: range: 'lots' is no amount; expected such as 1.5-4.5 mg",
        id="dose in words",
    ),
    pytest.param(
        "products:\n  - name: Tea\n    dose: 500-1000\n",
        "3:11: dose: '500-1000' is no amount; expected such as 1.5-4.5 mg",
        id="dose without a unit",
    ),
    pytest.param(
        "products:\n  - name: Tea\n    dose: 1,000 to 500 mg\n",
        "3:11: dose: '1,000 to 500 mg' ends below its start",
        id="dose turned round",
    ),
    pytest.param("products: Tea\n", "1:11: products: expected a list", id="no list"),
    pytest.param(
        "overrides:\n  - copy: reference\n",
        "2:5: an override needs paths",
        id="override for nothing",
    ),
    pytest.param(
        "overrides:\n  - paths: a\n    exclude: b\n",
        "3:5: unknown key 'exclude' in an override; known keys are channels, copy, ",
        id="no exclude in an override",
    ),
    pytest.param(
        "select: [[HL1]]\n", "1:10: select: expected text", id="list in a list"
    ),
    pytest.param("select: {a: b}\n", "1:9: select: expected a list", id="map"),
    pytest.param("ignore: [~]\n", "1:10: ignore: expected text", id="nothing"),
    pytest.param(
        "require-reason: maybe\n",
        "1:17: require-reason: expected true or false",
        id="no truth",
    ),
    pytest.param(
        "copy: auto\ncopy: auto\n", "2:1: 'copy' is given twice", id="key given twice"
    ),
    pytest.param(
        "- us\n", "1:1: the configuration: expected keys with values", id="a list"
    ),
    pytest.param(
        "? [a]\n: b\n",
        "1:3: the configuration: a key must be a word",
        id="a list as key",
    ),
    pytest.param(
        "rulesets: nowhere\n",
        "1:11: rulesets: there is no 'nowhere'",
        id="folder that is not there",
    ),
    pytest.param("markets: [us\n", "2:1: not valid YAML: ", id="broken YAML"),
    pytest.param("copy: \x07\n", "not valid YAML: ", id="control character"),
    pytest.param(
        "select: &a [*a]\n", "1:9: a value that holds itself", id="recursive alias"
    ),
]


@pytest.mark.parametrize(("text", "message"), WRONG_YAML)
def test_wrong_yaml_is_shown_at_its_place(folder, text, message):
    path = write(folder, "healthlint.yaml", text)
    with pytest.raises(ConfigError) as caught:
        config_file.load(path)
    assert str(caught.value).startswith("healthlint.yaml:")
    assert message in str(caught.value)


WRONG_TOML = [
    pytest.param(
        '[tool.healthlint]\nmarktes = "us"\n',
        "2:1: unknown key 'marktes' in the configuration; did you mean 'markets'?",
        id="unknown key",
    ),
    pytest.param(
        '[tool.healthlint]\nfail-on =   "warnings"\n',
        "2:13: fail-on: 'warnings' is none of",
        id="unknown value",
    ),
    pytest.param(
        '[tool.healthlint.severity]\n"HL101" = "loud"\n',
        "2:11: severity of HL101: 'loud' is none of",
        id="in a table of its own",
    ),
    pytest.param(
        '[tool.healthlint]\nseverity.HL101 = "loud"\n',
        "2:18: severity of HL101: 'loud' is none of",
        id="dotted key",
    ),
    pytest.param(
        "[[tool.healthlint.products]]\nname = 'Tea'\n"
        "[[tool.healthlint.products]]\nname = 'Oil'\nklass = 'food'\n",
        "5:1: unknown key 'klass' in a product; did you mean 'class'?",
        id="second of several tables",
    ),
    pytest.param(
        '[tool.healthlint]\nproducts = [{name = "Tea", class = "foods"}]\n',
        "2:36: class: 'foods' is none of",
        id="inline table",
    ),
    pytest.param(
        "[tool.healthlint]\nselect = [\n  'HL1',\n  5,\n  [],\n]\n",
        "2:1: select: expected text",
        id="wrong item: its key",
    ),
    pytest.param(
        "[tool.healthlint]\ncopy = auto\n", "2:8: not valid TOML: ", id="broken TOML"
    ),
    pytest.param(
        "[tool.healthlint]\ncopy = '''",
        "not valid TOML: ",
        id="broken at the end",
    ),
    pytest.param("[tool.other]\n", "has no table [tool.healthlint]", id="not ours"),
]


@pytest.mark.parametrize(("text", "message"), WRONG_TOML)
def test_wrong_toml_is_shown_at_its_place(folder, text, message):
    path = write(folder, "pyproject.toml", text)
    with pytest.raises(ConfigError) as caught:
        config_file.load(path)
    assert str(caught.value).startswith("pyproject.toml:")
    assert message in str(caught.value)


def test_values_lead_back_to_their_place(folder):
    settings = config_file.load(write(folder, "healthlint.yaml", SHEET))
    assert settings.places["ignore", "HL101"][:3] == ("healthlint.yaml", 6, 5)
    assert settings.places["select", "safety"][:3] == ("healthlint.yaml", 4, 9)


def test_a_file_that_cannot_be_read_is_said(folder):
    with pytest.raises(ReadError, match=r"nowhere\.yaml: No such file"):
        config_file.load(str(folder / "nowhere.yaml"))


def test_a_file_that_is_no_text_is_said(folder):
    (folder / "healthlint.yaml").write_bytes(b"copy: \xff\n")
    with pytest.raises(ConfigError, match="not valid UTF-8 at byte offset 6"):
        config_file.load("healthlint.yaml")


OURS = "[tool.healthlint]\n"


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        pytest.param({}, None, id="none anywhere"),
        pytest.param(
            {"healthlint.yaml": "", "a/healthlint.yaml": ""},
            "a/healthlint.yaml",
            id="the nearest",
        ),
        pytest.param({"healthlint.yaml": ""}, "healthlint.yaml", id="from above"),
        pytest.param(
            {"a/b/healthlint.yaml": "", "a/b/pyproject.toml": OURS},
            "a/b/healthlint.yaml",
            id="yaml before toml",
        ),
        pytest.param(
            {"healthlint.yaml": "", "a/pyproject.toml": OURS},
            "a/pyproject.toml",
            id="a nearer toml before a farther yaml",
        ),
        pytest.param(
            {"healthlint.yaml": "", "a/pyproject.toml": "[tool.other]\n"},
            "healthlint.yaml",
            id="a toml without our table is passed over",
        ),
        pytest.param(
            {"healthlint.yaml": "", "a/pyproject.toml": "# healthlint? no\n"},
            "healthlint.yaml",
            id="a toml that only names us is passed over",
        ),
        pytest.param(
            {"healthlint.yaml": "", "a/pyproject.toml": "healthlint = {"},
            "healthlint.yaml",
            id="a broken toml that is not ours is passed over",
        ),
        pytest.param(
            {"healthlint.yaml": "", "a/pyproject.toml": OURS + "x"},
            "a/pyproject.toml",
            id="a broken toml that is ours is kept, to be reported",
        ),
        pytest.param(
            {"healthlint.yaml": "", "a/b/healthlint.yaml/x": ""},
            "healthlint.yaml",
            id="a folder of that name is none",
        ),
    ],
)
def test_the_nearest_configuration_counts(folder, files, expected):
    (folder / "a" / "b").mkdir(parents=True)
    for name, text in files.items():
        write(folder, name, text)
    found = config_file.find(str(folder / "a" / "b"))
    assert found == (expected and str(folder / expected))


def test_overrides_add_to_ignore_and_severity_and_replace_the_rest():
    base = Settings(ignore=("HL1",), severity={"HL2": "note"}, markets=("us",))
    changes = {"ignore": ("HL3",), "severity": {"HL4": "error"}, "markets": ("uk",)}
    assert config_file.overridden(base, changes) == Settings(
        ignore=("HL1", "HL3"),
        severity={"HL2": "note", "HL4": "error"},
        markets=("uk",),
    )


TEA = Product("Morning Tea", aliases=("MT",), product_class="food")


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        pytest.param(None, None, id="none"),
        pytest.param("device", "device", id="a class"),
        pytest.param("morning tea", "food", id="a declared product"),
        pytest.param("mt", "food", id="its other name"),
    ],
)
def test_a_product_may_be_named_by_class_or_by_name(asked, expected):
    settings = Settings(product=asked, products=(TEA,))
    assert config_file.settled(settings).product == expected


def test_an_unknown_product_is_an_error():
    with pytest.raises(ConfigError) as caught:
        config_file.settled(Settings(product="Morning Te", products=(TEA,)))
    assert str(caught.value) == (
        "product: 'Morning Te' is no product class and no product of the "
        "configuration; did you mean 'Morning Tea'?"
    )


WORDS = st.sampled_from(
    ["markets", "severity", "products", "overrides", "name", "paths", "HL1", "error"]
)
TEXTS = st.lists(WORDS | st.sampled_from(list("[]{}:,-?&*#|>'\"= \n\t!%@"))).map(
    "".join
)


@given(TEXTS | st.text())
@example("&a [*a]")
@example("? {a: b}\n: c")
@example("<<: *x")
@example("a: !!binary x")
@example("\x00")
def test_whatever_stands_in_a_file_is_read_or_refused(text):
    for read in (
        lambda: marked.read_yaml(text, "a.yaml"),
        lambda: marked.read_toml(text, "a.toml", ()),
        lambda: marked.read_toml(f"[tool.healthlint]\n{text}", "a.toml", ("tool",)),
    ):
        with suppress(ConfigError):
            config_keys.read(read(), "a.yaml", ".")
