"""README, the pages in docs/, man page, --help, the rule table and the schema agree."""

import re

from conftest import ROOT, SCHEMA, run

MAN = (ROOT / "man" / "platlint.1").read_text()
README = (ROOT / "README.md").read_text()
PAGES = {path.stem: path.read_text() for path in (ROOT / "docs").glob("*.md")}
PLAIN_MAN = MAN.replace("\\-", "-")


def options():
    return set(re.findall(r"(?<![\w-])(--[a-z][a-z-]+)", run("--help").out))


def rules():
    return {line.split()[0]: line.split()[1] for line in run("--list-rules").out.splitlines()}


def test_man_page_has_every_option():
    body = PLAIN_MAN.split(".SH OPTIONS")[1].split(".SH RULES")[0]
    documented = set(re.findall(r"(--[a-z][a-z-]+)", body))
    assert options() <= documented | {"--only-binary"}
    assert documented <= options()


def test_man_page_and_help_name_the_same_limits():
    limits = dict(re.findall(r"^ +(--max-[a-z-]+) .*\((\w+)\)$", run("--help").out, re.M))
    assert len(limits) == 7
    for option, value in limits.items():
        assert f"({value})" in PLAIN_MAN.split(f"{option} ")[1].split(".TP")[0], option


def test_man_page_has_every_rule():
    body = PLAIN_MAN.split(".SH RULES")[1].split(".SH EXIT STATUS")[0]
    assert dict(re.findall(r'\.BR ([a-z0-9-]+) " \((\w+)\)"', body)) == rules()


def test_the_page_of_rules_has_every_rule():
    rows = dict(re.findall(r"^\| `([a-z0-9-]+)` \| (note|warning|error) \|", PAGES["rules"], re.M))
    assert rows == rules()
    assert all((ROOT / f"docs/rules/{name}.md").exists() for name in rows), "SARIF's helpUri leads there"


def test_every_format_is_documented():
    on_page = re.findall(r"^\| `([a-z]+)` \| [^|]+ \| [^|]+ \|$", PAGES["reports"], re.M)
    in_man = re.findall(r"^\.B ([a-z]+)$", PLAIN_MAN.split("--format ")[1].split(".TP")[0], re.M)
    in_help = re.search(r"--format FORMAT(.+)", run("--help").out)[1]
    assert on_page == in_man
    for name in on_page:
        assert name in in_help
        assert run("--format", name, "nothing-here", "--platform", "linux").status == 2
    refused = run("--format", "nonsense", ".").err
    assert refused.split("{")[1].split("}")[0].split(",") == on_page


def test_every_installer_is_documented():
    known = re.search(r"if its files do not tell: ((?:[a-z-]+, )*[a-z-]+)", " ".join(run("--help").out.split())).group(1)
    names = {name.strip() for name in known.split(",")}
    assert {"uv", "uv-sync", "serverless", "yarn"} <= names
    table = PAGES["installers"].split("\n## Which installer\n")[1].split("\n## ")[0]
    rows = re.findall(r"^\| (`.*?`) \|", table, re.M)[1:]  # without the heading
    assert {name for row in rows for name in re.findall(r"`([\w-]+)`", row)} == names
    body = PLAIN_MAN.split("--installer")[1].split(".TP")[0]
    assert {name for name in names if not re.search(rf"(?<![\w-]){name}(?![\w-])", body)} == set()


def test_every_rule_is_explained():
    for rule, severity in rules().items():
        result = run("--explain", rule)
        assert result.status == 0
        assert result.out.startswith(f"{rule} ({severity}): ")
        assert "\nSource: " in result.out
    result = run("--explain", "wrong-fromat")
    assert result.status == 2 and "did you mean wrong-format" in result.err


def test_every_listed_platform_is_a_platform(tmp_path):
    names = []
    for line in run("--list-platforms").out.splitlines():
        names.append(line.split()[1] if line.startswith("  = ") else line.split()[0])
    plain = [name for name in names if not re.search(r"[A-Z<\[{…|]", name)]
    assert len(plain) > 80
    (tmp_path / "a.py").write_text("")
    for name in plain:
        assert run(tmp_path, "--platform", name).status == 0, name


def test_exit_statuses_are_documented():
    for text in (PLAIN_MAN, README):
        for status in ("0", "1", "2"):
            assert status in text
    assert "Exit status: 0 fits; 1 findings" in run("--help").out


def test_schema_knows_the_verdicts():
    assert SCHEMA["properties"]["summary"]["properties"]["verdict"]["enum"] == ["fits", "does-not-fit", "incomplete", "not-judged"]


def test_changelog_and_readme_count_the_rules():
    for text in ((ROOT / "CHANGELOG.md").read_text(), README):
        assert f"{len(rules())} rules" in text


def test_the_page_of_building_names_the_lief_that_a_wheel_carries():
    version = re.search(r"^version=(\S+)", (ROOT / "scripts" / "lief").read_text(), re.M).group(1)
    assert f"LIEF {version}" in PAGES["building"]
    assert f"(LIEF {version}" in run("--version").out
