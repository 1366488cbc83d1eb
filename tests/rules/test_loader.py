from __future__ import annotations

import pickle

import pytest
from ruleset_texts import BASE, EFFECTS, LEXICON, RULE, assemble, errors, rule

from healthlint.errors import RulesetError, UsageError
from healthlint.rules import load_lexicons, load_ruleset, loader
from healthlint.rules.__main__ import main
from healthlint.rules.loader import builtin_dir, find


def test_our_own_rules_lie_where_the_package_finds_them():
    assert (builtin_dir() / "lexicons").is_dir()


@pytest.fixture
def ours(tmp_path_factory, monkeypatch):
    """Our own rulesets are small and stand still."""
    path = tmp_path_factory.mktemp("ours")
    for name, text in BASE.items():
        (path / name).write_text(text)
    monkeypatch.setattr(loader, "_builtin", lambda: str(path))


def test_a_wheel_brings_its_rules_along(tmp_path, monkeypatch):
    module = tmp_path / "healthlint" / "rules" / "loader.py"
    monkeypatch.setattr(loader, "__file__", str(module))
    beside = tmp_path / "healthlint" / "rulesets"
    assert builtin_dir() != beside
    beside.mkdir(parents=True)
    assert builtin_dir() == beside


def test_files_are_read_from_all_depths_but_hidden_ones(tmp_path):
    for name in (
        "b.yaml",
        "a/z.yml",
        "a/y.yaml",
        ".hidden.yaml",
        ".git/x.yaml",
        "c.md",
    ):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("# nothing\n")
    _, (_, own) = find([tmp_path])
    names = [stamp.path[len(str(tmp_path)) + 1 :] for stamp in own]
    assert names == ["a/y.yaml", "a/z.yml", "b.yaml"]
    assert [stamp.size for stamp in own] == [10, 10, 10]


@pytest.mark.usefixtures("ours")
def test_a_single_file_will_do(tmp_path):
    path = tmp_path / "mine.yaml"
    path.write_text(rule(id="id: ACME001", name="name: acme-words"))
    ruleset = load_ruleset([path], cache=False)
    assert ruleset.by_name("acme-words").id == "ACME001"


def test_what_is_not_there_is_a_wrong_call(tmp_path):
    with pytest.raises(UsageError, match="no such folder"):
        load_ruleset([tmp_path / "nowhere"], cache=False)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param(b"\xff", "not UTF-8 at byte offset 0", id="encoding"),
        pytest.param(b"\xef\xbb\xbf- id: 1\n", ":1:", id="byte-order-mark"),
    ],
)
@pytest.mark.usefixtures("ours")
def test_odd_bytes(tmp_path, data, expected):
    (tmp_path / "a.yaml").write_bytes(data)
    with pytest.raises(RulesetError) as caught:
        load_ruleset([tmp_path], cache=False)
    assert expected in str(caught.value)


@pytest.mark.usefixtures("ours")
def test_unreadable_files_are_told(tmp_path):
    (tmp_path / "a.yaml").symlink_to(tmp_path / "gone.yaml")
    with pytest.raises(RulesetError, match=r"a\.yaml: cannot be read"):
        load_ruleset([tmp_path], cache=False)


@pytest.mark.usefixtures("ours")
def test_files_that_go_while_we_read_are_told(tmp_path):
    path = tmp_path / "a.yaml"
    path.write_text("# nothing\n")
    folders = loader.find([tmp_path])
    path.unlink()
    with pytest.raises(RulesetError, match=r"a\.yaml: cannot be read"):
        loader.read_ruleset(folders)


@pytest.mark.usefixtures("ours")
def test_places_count_code_points(tmp_path):
    text = rule(why="why: 'é𐐨é'", find="find: ['é𐐨 (b']").replace("HL101", "ACME001")
    (tmp_path / "a.yaml").write_text(text.replace("\n", "\r\n"), newline="")
    with pytest.raises(RulesetError) as caught:
        load_ruleset([tmp_path], cache=False)
    assert (caught.value.line, caught.value.column) == (7, 14)


def test_rules_are_sorted_by_id():
    other = rule(id="id: HL100", name="name: other")
    ruleset = assemble({"a.yaml": RULE, "b.yaml": other})
    assert [each.id for each in ruleset.rules] == ["HL100", "HL101"]


def test_rules_are_found_by_any_name_in_any_case():
    ruleset = assemble({"a.yaml": rule(aliases="aliases: [old-words, HL999]")})
    (only,) = ruleset.rules
    for name in ("HL101", "hl101", "bad-words", "old-words", "HL999"):
        assert ruleset.by_name(name) is only
    assert ruleset.by_name("HL10") is None


TAKEN = [
    pytest.param({"name": "name: other"}, "'HL101'", 1, id="id"),
    pytest.param({"id": "id: HL102"}, "'bad-words'", 2, id="name"),
    pytest.param(
        {"id": "id: HL102", "name": "name: x", "aliases": "aliases: [hl101]"},
        "'hl101'",
        1,
        id="alias-in-another-case",
    ),
    pytest.param(
        {"id": "id: HL102", "name": "name: x", "aliases": "aliases: bad-words"},
        "'bad-words'",
        2,
        id="alias-alone",
    ),
]


@pytest.mark.parametrize(("changes", "name", "line"), TAKEN)
def test_names_are_taken_once_over_all_folders(changes, name, line):
    (seen,) = errors({"ours.yaml": RULE}, {"theirs.yaml": rule(**changes)})
    assert seen.startswith("theirs.yaml:")
    assert seen.endswith(f"{name} is taken by a rule at ours.yaml:{line}")


def test_user_lexicons_add_to_ours():
    mine = "lexicon: condition\ngroups:\n  - {tags: [mine], terms: [gripe, flu]}\n"
    lexicons = assemble({}, {"mine.yaml": mine}).lexicons
    tags = {
        hit.lemma: hit.tags
        for word in ("gripe", "flu", "pain")
        for hit in lexicons.find(word)
    }
    assert tags == {"gripe": {"mine"}, "flu": {"mine"}, "pain": {"symptom"}}
    assert "mine" in lexicons.names


def test_new_tags_may_be_named_in_phrases():
    mine = "lexicon: brand\ngroups:\n  - {tags: [ours], terms: [Zest]}\n"
    text = rule(find="find: ['{ours} miracle']")
    assert assemble({"mine.yaml": mine, "rules.yaml": text}).index == {
        "miracle": ((0, 0),)
    }


LEXICON_ERRORS = [
    pytest.param("groups: []", "not a rule file", id="no-name"),
    pytest.param("lexicon: x", "1:1: a lexicon needs 'groups'", id="no-groups"),
    pytest.param("lexicon: X\ngroups: []", "1:10: lexicon 'X' must be", id="name"),
    pytest.param(
        "lexicon: x\ngroup: []", "2:1: a lexicon has no key 'group'", id="key"
    ),
    pytest.param("lexicon: x\ngroups: [{}]", "a group needs 'terms'", id="no-terms"),
    pytest.param(
        "lexicon: x\ngroups: [{terms: [a], inflect: plural}]",
        "2:32: unknown inflect 'plural'; known: noun, verb, adjective, none",
        id="inflect",
    ),
    pytest.param(
        "lexicon: x\ngroups: [{tags: [Big], terms: [a]}]", "tag 'Big' must be", id="tag"
    ),
    pytest.param(
        "lexicon: x\ngroups: [{terms: [a, b, B | c]}]",
        "2:25: 'B' stands in 'x' already, at x.yaml:2",
        id="twice",
    ),
    pytest.param(
        "lexicon: x\ngroups: [{terms: [low-dose, low dose]}]",
        "'low dose' stands in 'x' already",
        id="twice-but-for-a-hyphen",
    ),
    pytest.param(
        "lexicon: x\ngroups: [{terms: ['a | ']}]",
        "variant without a word",
        id="variant",
    ),
    pytest.param("lexicon: x\ngroups: [{terms: ['|']}]", "without a word", id="bar"),
    pytest.param("lexicon: x\ngroups: [{terms: [[a]]}]", "must be text", id="list"),
]


@pytest.mark.parametrize(("text", "expected"), LEXICON_ERRORS)
def test_wrong_lexicons(text, expected):
    assert any(
        f"x.yaml:{expected}" in each or expected in each
        for each in errors({"x.yaml": text})
    )


def test_variants_and_scalars_stay_as_written():
    text = "lexicon: x\ngroups:\n  - {inflect: none, terms: [no | NO, 5, 'on']}\n"
    lexicons = assemble({"x.yaml": text.replace("no | NO", "no")}).lexicons
    assert [hit.lemma for word in ("no", "5", "on") for hit in lexicons.find(word)] == [
        "no",
        "5",
        "on",
    ]


def test_the_version_follows_the_content():
    one, same = assemble({"a.yaml": RULE}), assemble({"a.yaml": RULE})
    other = assemble({"a.yaml": RULE + "\n"})
    assert one.version == same.version != other.version


def test_replace_leaves_one_rule_and_its_words():
    ruleset = assemble(
        {
            "a.yaml": RULE,
            "b.yaml": rule(id="id: HL100", name="name: b", find="find: [wonder]"),
        }
    )
    alone = ruleset.replace(ruleset.rules[0])
    assert alone.index == {"wonder": ((0, 0),)}
    assert alone.lexicons is ruleset.lexicons


def test_phrases_compile_once():
    ruleset = assemble({"a.yaml": RULE})
    assert ruleset.phrase("{condition}") is not ruleset.phrase("{symptom}")
    assert ruleset.phrase("miracle") is ruleset.phrase("miracle")


def test_errors_cross_process_borders():
    with pytest.raises(RulesetError) as caught:
        assemble({"a.yaml": rule(why=None, severity="severity: x")})
    again = pickle.loads(pickle.dumps(caught.value))
    assert str(again) == str(caught.value)
    assert len(again.errors) == 2


@pytest.mark.usefixtures("ours")
def test_lexicons_load_whatever_is_wrong_with_rules(tmp_path):
    (tmp_path / "rules.yaml").write_text("- id: 1\n")
    (tmp_path / "words.yaml").write_text(LEXICON.replace("condition", "mine"))
    assert "mine" in load_lexicons([tmp_path]).lexicons
    (tmp_path / "words.yaml").write_text(EFFECTS.replace("tags", "tag"))
    with pytest.raises(RulesetError, match="did you mean 'tags'"):
        load_lexicons([tmp_path])


@pytest.mark.usefixtures("ours")
def test_the_command_prints_all_errors(tmp_path, capsys):
    (tmp_path / "rules.yaml").write_text(rule(id="id: 1", why=None))
    assert main([str(tmp_path)]) == 2
    seen = capsys.readouterr().err
    assert "rules.yaml:1:3: a rule needs 'why'" in seen
    assert "rules.yaml:1:7: the id '1' must be" in seen


@pytest.mark.usefixtures("ours")
def test_the_command_counts_when_all_is_well(tmp_path, capsys):
    (tmp_path / "rules.yaml").write_text(rule(id="id: ACME001", name="name: acme"))
    assert main([str(tmp_path)]) == 0
    assert "all well" in capsys.readouterr().out
