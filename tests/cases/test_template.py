"""--from: the platform and the bundle from a deployment's template."""

import json
import pathlib
import shutil
import zipfile

import pytest

from conftest import VALIDATOR, run

BIN = pathlib.Path(__file__).resolve().parents[2] / "testdata/artifacts/bin"

SAM = """
Transform: AWS::Serverless-2016-10-31
Parameters:
  Architecture: {Type: String, Default: arm64}
Globals:
  Function:
    Runtime: python3.12
Resources:
  Hello:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: src
      Architectures: [!Ref Architecture]
      Role: !GetAtt Role.Arn
      Description: !Sub "${AWS::StackName}"
      Layers: [!Ref Libs]
  Libs:
    Type: AWS::Serverless::LayerVersion
    Properties: {ContentUri: libs}
  Table: {Type: AWS::DynamoDB::Table}
"""
ARN = "arn:aws:lambda:eu-central-1:1:layer:other:1"
ELSEWHERE = SAM.replace("[!Ref Libs]", f'[!Ref Libs, "{ARN}"]')
SERVERLESS = """
service: greeter
provider: {name: aws, runtime: nodejs22.x, architecture: arm64}
functions:
  one: {handler: a.b, layers: [{Ref: MyDashlibsLambdaLayer}]}
layers:
  my-libs: {path: libs}
"""


def project(folder, text, *bundles, name="template.yaml"):
    (folder / name).write_text(text)
    for bundle in bundles:
        (folder / bundle).mkdir(parents=True)
        (folder / bundle / "code.py").write_text("")
    return folder


def verdict(result):
    assert result.status == 0, result.err
    return result.out


def test_sam_takes_globals_parameters_and_layers(tmp_path):
    project(tmp_path, SAM, "src", "libs")
    out = verdict(run("--from", "template.yaml", cwd=tmp_path))
    assert "aws-lambda:python3.12:arm64" in out
    report = run("--from", "template.yaml", "--format", "json", cwd=tmp_path).out
    assert '"src"' in report and '"libs"' in report


FORMATS = ("text", "json", "ndjson", "sarif", "github", "junit")


@pytest.mark.parametrize(
    "part, name, reason",
    [
        (SAM + "  Image:\n    Type: AWS::Serverless::Function\n    Properties: {PackageType: Image}\n", "Image", "it is a container image"),
        (
            SAM + "  Zip:\n    Type: AWS::Lambda::Function\n    Properties: {Runtime: python3.12, Code: {S3Bucket: b, S3Key: a/k.zip}}\n",
            "Zip",
            "its code is a/k.zip of the bucket b, which is not here",
        ),
        (
            SAM + "  App:\n    Type: AWS::Serverless::Application\n    Properties: {Location: {ApplicationId: x}}\n",
            "App",
            "its template is not here",
        ),
        (
            SAM + "  Stack:\n    Type: AWS::CloudFormation::Stack\n    Properties: {TemplateURL: 'https://example.org/t'}\n",
            "Stack",
            "its template is https://example.org/t, which is not here",
        ),
        (SAM.replace("Transform: AWS::Serverless-2016-10-31", "Transform: [AWS::Serverless-2016-10-31, Mine]"), "Mine", "it is a macro"),
        (SAM + "  Fn::ForEach::F: [N, !Ref Names, {'${N}': {Type: 'AWS::Lambda::Function'}}]\n", "Fn::ForEach::F", "it loops over values"),
        (
            SAM + "  Alone:\n    Type: AWS::Lambda::LayerVersion\n    Properties: {Content: {S3Bucket: !Ref B, S3Key: !Ref K}}\n",
            "Alone",
            "its code is in a bucket",
        ),
    ],
)
def test_what_is_not_judged_is_said_everywhere(tmp_path, part, name, reason):
    """On standard error and in every report; the run only succeeds if the user names it."""
    project(tmp_path, part, "src", "libs")
    for format in FORMATS:
        result = run("--from", "template.yaml", "--format", format, cwd=tmp_path)
        assert result.status == 2, format
        assert f"template.yaml: {name} is not judged: {reason}" in result.err
        assert name in result.out and reason in result.out, format
        named = run("--from", "template.yaml", "--skip", name, "--format", format, cwd=tmp_path)
        assert named.status == 0, format
        assert f"template.yaml: {name} is not judged: {reason}" in named.err
        assert name in named.out and reason in named.out, format
    assert run("--from", "template.yaml", "--skip", "other", cwd=tmp_path).status == 2


def test_a_configuration_says_what_need_not_be_judged(tmp_path):
    image = "  Image:\n    Type: AWS::Serverless::Function\n    Properties: {PackageType: Image}\n"
    project(tmp_path, SAM + image, "src", "libs")
    (tmp_path / "platlint.toml").write_text('skip = ["Im*"]\n')
    result = run("--from", "template.yaml", cwd=tmp_path)
    assert result.status == 0 and "Image is not judged: it is a container image" in result.err
    assert "platlint.toml says what need not be judged (skip)" in result.err
    assert run("--from", "template.yaml", "--no-config", cwd=tmp_path).status == 2
    assert run("--from", "template.yaml", "--skip", "other", cwd=tmp_path).status == 2, "the flag replaces the key"
    (tmp_path / "platlint.toml").write_text('skip = ["["]\n')
    assert "platlint.toml:1: glob '[' has a '['" in run("--from", "template.yaml", cwd=tmp_path).err
    assert run("--from", "template.yaml", "-q", cwd=tmp_path).err != ""


@pytest.mark.parametrize("format", FORMATS)
def test_a_published_layer_is_told_and_fails_nobody(tmp_path, format):
    """Most deployments have one, of AWS or of a vendor."""
    project(tmp_path, ELSEWHERE, "src", "libs")
    result = run("--from", "template.yaml", "--format", format, cwd=tmp_path)
    assert result.status == 0
    assert f"template.yaml: {ARN} is not judged: it is elsewhere: a layer of Hello" in result.err
    assert ARN in result.out and "it is elsewhere" in result.out


def test_a_wrong_function_beside_what_is_not_judged_is_wrong(tmp_path):
    project(tmp_path, ELSEWHERE, "src", "libs")
    shutil.copy(BIN / "elf-x86_64-glibc-2.17.so", tmp_path / "src" / "x.so")
    result = run("--from", "template.yaml", "--format", "json", cwd=tmp_path)
    report = json.loads(result.out)
    assert result.status == 1 and report["summary"]["verdict"] == "does-not-fit" and report["not_judged"][0]["name"] == ARN
    last = json.loads(run("--from", "template.yaml", "--format", "ndjson", cwd=tmp_path).out.splitlines()[-1])
    assert last["summary"]["verdict"] == "does-not-fit" and last["summary"]["complete"] is True


def test_a_layer_of_serverless_that_is_not_here_is_said(tmp_path):
    text = SERVERLESS.replace("layers: [", f"layers: [{ARN}, ")
    project(tmp_path, text, ".serverless/greeter.zip", "libs", name="serverless.yml")
    result = run("--from", "serverless.yml", cwd=tmp_path)
    assert result.status == 0 and f"{ARN} is not judged: it is elsewhere: a layer of one" in result.err
    (tmp_path / "serverless.yml").write_text(SERVERLESS)
    assert run("--from", "serverless.yml", cwd=tmp_path).err == ""


def test_sam_takes_what_sam_build_left(tmp_path):
    project(tmp_path, SAM, "src", "libs", ".aws-sam/build/Hello")
    report = run("--from", tmp_path / "template.yaml", "--format", "json").out
    assert f'"{tmp_path}/.aws-sam/build/Hello"' in report and '"src"' not in report


def test_the_source_is_not_taken_for_what_is_shipped(tmp_path):
    project(tmp_path, SAM, "src", "libs")
    (tmp_path / "src" / "requirements.txt").write_text("numpy\n")
    result = run("--from", "template.yaml", cwd=tmp_path)
    assert result.status == 2
    assert "Hello is not judged: src is its source, without the packages of its requirements.txt; build it first (sam build)" in result.err
    (tmp_path / "src" / "numpy-2.2.6.dist-info").mkdir()
    assert run("--from", "template.yaml", cwd=tmp_path).status == 0


def test_a_bundle_that_is_not_built(tmp_path):
    project(tmp_path, SERVERLESS, name="serverless.yml")
    result = run("--from", "serverless.yml", cwd=tmp_path)
    assert result.status == 2 and "one is not judged: its bundle is not here (.serverless/greeter.zip); build it first" in result.err


def test_serverless_takes_the_package_and_the_layers_used(tmp_path):
    project(tmp_path, SERVERLESS, ".serverless/greeter.zip", "libs", name="serverless.yml")
    report = run("--from", "serverless.yml", "--format", "json", cwd=tmp_path).out
    assert '".serverless/greeter.zip"' in report and '"libs"' in report and "aws-lambda:nodejs22.x:arm64" in report


def test_the_command_line_wins(tmp_path):
    project(tmp_path, SAM, "src", "libs", "other")
    out = verdict(run("other", "--from", "template.yaml", cwd=tmp_path))
    assert out.startswith("other fits aws-lambda:python3.12:arm64")
    out = verdict(run("--from", "template.yaml", "--platform", "linux-x64", cwd=tmp_path))
    assert "aws-lambda" not in out


MIXED = SAM + "  Other:\n    Type: AWS::Lambda::Function\n    Properties: {Runtime: nodejs22.x, Code: other}\n"


def test_functions_of_several_runtimes_are_judged_together(tmp_path):
    project(tmp_path, MIXED, "src", "libs", "other", "mine")
    assert verdict(run("--from", "template.yaml", cwd=tmp_path)).splitlines()[-1] == "3 bundles fit"
    shutil.copy(BIN / "elf-aarch64-glibc-2.17.so", tmp_path / "other" / "x.so")
    result = run("--from", "template.yaml", cwd=tmp_path)
    assert result.status == 1 and "Other: other does not fit aws-lambda:nodejs22.x: " in result.out
    assert result.out.splitlines()[-2:] == ["does not fit: other on aws-lambda:nodejs22.x", "1 of 3 bundles does not fit"]
    assert run("--from", "template.yaml", "--function", "Hello", cwd=tmp_path).status == 0
    report = json.loads(run("--from", "template.yaml", "--format", "json", cwd=tmp_path).out)
    VALIDATOR.validate(report)
    assert [(one["name"], one["target"]["name"]) for one in report["reports"]] == [
        ("Hello", "aws-lambda:python3.12:arm64"),
        ("Other", "aws-lambda:nodejs22.x"),
    ]
    result = run("--from", "template.yaml", "--function", "Otter", cwd=tmp_path)
    assert result.status == 2 and "has no function 'Otter'" in result.err
    named = run("mine", "--from", "template.yaml", cwd=tmp_path)
    assert named.status == 2 and (
        "choose one with --function NAME: Hello (aws-lambda:python3.12:arm64), Other (aws-lambda:nodejs22.x)" in named.err
    )


USELESS = [
    (SAM.replace("Runtime: python3.12", "Runtime: !Sub '${X}'"), "its runtime is not known: 'X' is known only to the deployment"),
    (
        SAM.replace(", Default: arm64", ""),
        "its architecture is not known: the parameter Architecture has no default; say --parameter Architecture=VALUE",
    ),
    (SERVERLESS.replace("nodejs22.x", "'${self:custom.runtime}'"), "its runtime is not known: ${self:custom.runtime} is known only to"),
    (SERVERLESS.replace("name: aws", "name: google"), "the provider is 'google'"),
    (SAM.replace("python3.12", "python3.99"), "python3.99"),
    ("a: 1\n", "neither a SAM or CloudFormation template"),
    ("a: [\n", "is not YAML: line"),
    ("", "cannot read"),
    ("# nothing\n", "neither"),
    ("Resources: [1, {a: b}]\n", "has no function"),
    (
        "provider: {name: aws}\nfunctions: ${file(other.yml)}\n",
        "functions is not judged: they are elsewhere: ${file(other.yml)} is known only to",
    ),
    ("provider: {name: aws}\nfunctions: ${file(template.yaml):functions}\n", "its variables are nested more than 40 deep"),
    ('provider: {name: aws}\nfunctions: ["${file(a.js)}"]\n', "${file(a.js)} is a program"),
    ('provider: {name: aws}\nfunctions: {one: "${self:custom.one}"}\n', "one is not judged: it is elsewhere: ${self:custom.one}"),
    ("provider: {name: aws}\nfunctions: [" + "{a: {}}, " * 501 + "]\n", "501 functions; AWS takes 500"),
    ("[" * 400_000, "is not YAML"),
    ("a: 'b'\n" * 200_000, "larger than 1 MiB"),
    ("Resources:\n" + "".join(f"  R{i}: {{}}\n" for i in range(501)), "501 resources; AWS takes 500"),
    ("a: &a [x]\n" + SAM.replace("[!Ref Libs", "[*a, *a, *a, *a, *a, *a, !Ref Libs"), "7 layers for Hello; AWS takes 5"),
]


@pytest.mark.parametrize("text, wanted", USELESS, ids=[wanted for _, wanted in USELESS])
def test_what_is_no_use_is_said_in_a_line(tmp_path, text, wanted):
    project(tmp_path, text, "src", "libs", ".serverless/greeter.zip")
    result = run("--from", "template.yaml", cwd=tmp_path)
    assert result.status == 2 and wanted in result.err
    assert len(result.err.splitlines()) == 1 and len(result.err) < 400


def test_an_alias_bomb_is_small(tmp_path):
    lines = ["a0: &a0 [x, x]"] + [f"a{i}: &a{i} [*a{i - 1}, *a{i - 1}, *a{i - 1}]" for i in range(1, 60)]
    loop = "loop: &loop {self: *loop}\n"
    project(
        tmp_path,
        "\n".join(lines) + "\n" + loop + SAM.replace("CodeUri: src", "CodeUri: src\n      Tags: *a59"),
        "src",
        "libs",
    )
    assert run("--from", "template.yaml", cwd=tmp_path).status == 0


def test_function_needs_a_template():
    result = run("x", "--function", "y")
    assert result.status == 2 and "--from" in result.err


LISTED = """
service: greeter
provider: {name: aws, runtime: python3.12, architecture: x86_64}
package: {individually: true}
functions:
  - one: {handler: a.b}
  - ${file(functions/two.yml)}
  - ${file(functions/more.yml):functions.arm}
  - four: ${file(functions/four.json)}
"""


@pytest.fixture
def listed(tmp_path):
    """Four functions, each with its zip for x86-64; the second and the third run on arm64."""
    project(tmp_path, LISTED, name="serverless.yml")
    (tmp_path / "functions").mkdir()
    (tmp_path / "functions" / "two.yml").write_text("two: {handler: a.b, architecture: arm64}\n")
    (tmp_path / "functions" / "more.yml").write_text("functions: {arm: {three: {handler: a, runtime: nodejs22.x, architecture: arm64}}}\n")
    (tmp_path / "functions" / "four.json").write_text('{"handler": "a.b", "runtime": "python3.13"}')
    (tmp_path / ".serverless").mkdir()
    for name in ("one", "two", "three", "four"):
        with zipfile.ZipFile(tmp_path / ".serverless" / f"{name}.zip", "w") as archive:
            archive.write(BIN / "elf-x86_64-glibc-2.17.so", "lib/x.so")
    return tmp_path


def test_functions_of_serverless_as_a_list(listed):
    result = run("--from", "serverless.yml", cwd=listed)
    assert result.status == 1 and result.out.endswith(
        "does not fit: .serverless/two.zip on aws-lambda:python3.12:arm64\n"
        "does not fit: .serverless/three.zip on aws-lambda:nodejs22.x:arm64\n2 of 4 bundles do not fit\n"
    )
    for name, status in {"one": 0, "two": 1, "three": 1, "four": 0}.items():
        result = run("--from", "serverless.yml", "--function", name, "--format", "json", cwd=listed)
        assert result.status == status, name
        assert json.loads(result.out)["roots"] == [f".serverless/{name}.zip"]


def test_functions_of_serverless_in_another_file(listed):
    (listed / "functions" / "all.yml").write_text("- one: {handler: a}\n- two: {handler: b}\n")
    for functions in ("${file(functions/all.yml)}", "${file(./functions/all.yml)}"):
        text = LISTED.split("functions:")[0] + f"functions: {functions}\n"
        (listed / "serverless.yml").write_text(text)
        report = json.loads(run("--from", "serverless.yml", "--format", "json", cwd=listed).out)
        assert [one["roots"] for one in report["reports"]] == [[".serverless/one.zip"], [".serverless/two.zip"]]
    (listed / "provider.yml").write_text("{name: aws, runtime: python3.13, architecture: arm64}")
    (listed / "serverless.yml").write_text(
        "service: greeter\nprovider: ${file(provider.yml)}\npackage: {individually: true}\nfunctions: {one: {}}\n"
    )
    result = run("--from", "serverless.yml", cwd=listed)
    assert result.status == 1 and "aws-lambda:python3.13:arm64" in result.out


UNTOLD = [
    (SAM.replace(", Default: arm64", ""), "its architecture is not known"),
    (SAM.replace("Runtime: python3.12", "Runtime: !Sub '${X}'"), "its runtime is not known"),
    (SAM.replace("python3.12", "python3.99"), "python3.99"),
    (SERVERLESS.replace("nodejs22.x", "'${self:custom.runtime}'"), "its runtime is not known"),
    (SERVERLESS.replace("name: aws", "name: google"), "the provider is 'google'"),
]


@pytest.mark.parametrize("text, wanted", UNTOLD, ids=[wanted for _, wanted in UNTOLD])
def test_the_platform_that_is_said_stands_for_what_is_not_told(tmp_path, text, wanted):
    project(tmp_path, text, "src", "libs", ".serverless/greeter.zip")
    result = run("--from", "template.yaml", cwd=tmp_path)
    assert result.status == 2 and wanted in result.err
    said = run("--from", "template.yaml", "--platform", "aws-lambda:python3.12:arm64", cwd=tmp_path)
    assert " aws-lambda:python3.12:arm64" in verdict(said)


@pytest.mark.parametrize(
    "text", ["", "\n\r\n", "# numpy\n\n  # more\n", "\ufeff# numpy\n", "--index-url https://example.org\n-c constraints.txt\n"]
)
def test_requirements_that_ask_for_nothing(tmp_path, text):
    project(tmp_path, SAM, "src", "libs")
    (tmp_path / "src" / "requirements.txt").write_text(text, encoding="utf-8")
    assert run("--from", "template.yaml", cwd=tmp_path).status == 0


@pytest.mark.parametrize(
    "text",
    ["numpy", "# all:\nnumpy\n", "  numpy>=2 # x\n", "-r base.txt\n", "--requirement=base.txt\n", "-e .\n", "--editable .\n", "./x.whl\n"],
)
def test_requirements_that_ask_for_something(tmp_path, text):
    project(tmp_path, SAM, "src", "libs")
    (tmp_path / "src" / "requirements.txt").write_text(text)
    result = run("--from", "template.yaml", cwd=tmp_path)
    assert result.status == 2 and "build it first" in result.err


def test_what_sam_built_is_built(tmp_path):
    """Whether its metadata was removed to save room or not."""
    project(tmp_path, SAM, "src", "libs", ".aws-sam/build/Hello")
    (tmp_path / ".aws-sam" / "build" / "Hello" / "requirements.txt").write_text("numpy\n")
    assert run("--from", "template.yaml", cwd=tmp_path).status == 0
