"""--from with whole deployments: templates like real ones, each with a wrong and a right deployment."""

import json
import shutil
import zipfile

import pytest

from conftest import ROOT, VALIDATOR, run

BIN = ROOT / "testdata/artifacts/bin"
X86 = BIN / "elf-x86_64-glibc-2.17.so"
ARM = BIN / "elf-aarch64-glibc-2.17.so"


def ship(folder, bundle, binary, member="x.so"):
    """A directory or an archive that holds one native file."""
    path = folder / bundle
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.suffix in (".zip", ".jar"):
        with zipfile.ZipFile(path, "w") as archive:
            archive.write(binary, member)
    else:
        (path / member).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(binary, path / member)


ROLE = "arn:aws:iam::123456789012:role/x"


class Case:
    """`bundles`: the shipped files, as {path: processor}; a wrong one makes the deployment wrong."""

    def __init__(self, name, file, text, bundles, more=None, arguments=()):
        self.name, self.file, self.text, self.bundles, self.more, self.arguments = name, file, text, bundles, more or {}, arguments

    def write(self, folder, wrong=None):
        for path, text in {self.file: self.text, **self.more}.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(text)
        for bundle, processor in self.bundles.items():
            right, other = (X86, ARM) if processor == "x86_64" else (ARM, X86)
            layer = "layer" in bundle or "libs" in bundle
            ship(folder, bundle, other if bundle == wrong else right, "python/y.so" if layer else "x.so")
        return folder


LIBRARY_ALONE = """
AWSTemplateFormatVersion: '2010-09-09'
Transform: AWS::Serverless-2016-10-31
Resources:
  Shared:
    Type: AWS::Serverless::LayerVersion
    Properties: {ContentUri: shared/}
  Function:
    Type: AWS::Serverless::Function
    Properties: {CodeUri: function/, Handler: a.b, Runtime: python3.12, Layers: [!Ref Shared]}
"""


def test_a_function_that_looks_like_a_layer(tmp_path):
    """The template says which it is: a library with the same name in a layer does not replace it."""
    (tmp_path / "template.yaml").write_text(LIBRARY_ALONE)
    ship(tmp_path, "function", ARM, "lib/x.so")
    ship(tmp_path, "shared", X86, "lib/x.so")
    result = run("--from", "template.yaml", "--format", "json", cwd=tmp_path)
    report = json.loads(result.out)
    assert (result.status, report["roles"]) == (1, ["function", "layer"])
    assert {(f["root"], f["severity"]) for f in report["findings"]} == {("function", "error")}


GLOBALS = """
AWSTemplateFormatVersion: '2010-09-09'
Transform: AWS::Serverless-2016-10-31
Parameters:
  Stage: {Type: String, Default: prod, AllowedValues: [dev, prod]}
  Versions: {Type: CommaDelimitedList, Default: "python3.11, python3.12"}
Mappings:
  Stages:
    dev: {Architecture: x86_64, Runtime: python3.11}
    prod: {Architecture: arm64, Runtime: python3.12}
Conditions:
  IsProd: !Equals [!Ref Stage, prod]
  IsBoth: !And [!Condition IsProd, !Not [!Equals [!Ref Stage, dev]]]
Globals:
  Function:
    Runtime: !FindInMap [Stages, !Ref Stage, Runtime]
    Architectures: [!FindInMap [Stages, !Ref Stage, Architecture]]
    Layers: [!Ref SharedLayer]
Resources:
  Api:
    Type: AWS::Serverless::Function
    Properties: {CodeUri: api, Handler: a.b}
  Worker:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: !Sub "work${Empty}er"
      Handler: a.b
      Runtime: !If [IsBoth, !Select [1, !Ref Versions], python3.9]
      Architectures: !If [IsProd, [x86_64], [arm64]]
  OnlyInDev:
    Type: AWS::Serverless::Function
    Condition: IsDev
    Properties: {CodeUri: gone, Handler: a.b}
  Old:
    Type: AWS::Lambda::Function
    Properties: {Handler: a.b, Role: "arn:aws:iam::123456789012:role/x", Runtime: !Join ["", [python, "3.", "11"]], Code: old}
  SharedLayer:
    Type: AWS::Serverless::LayerVersion
    Properties: {ContentUri: shared-layer}
""".replace("${Empty}", "").replace("Conditions:\n", "Conditions:\n  IsDev: {'Fn::Equals': [{Ref: Stage}, dev]}\n")

RUNTIMES = """
Transform: AWS::Serverless-2016-10-31
Resources:
  Python: {Type: 'AWS::Serverless::Function', Properties: {CodeUri: py, Runtime: python3.13, Handler: a.b}}
  Node: {Type: 'AWS::Serverless::Function', Properties: {CodeUri: node, Runtime: nodejs22.x, Architectures: [arm64], Handler: a.b}}
  Java: {Type: 'AWS::Serverless::Function', Properties: {CodeUri: build/app.jar, Runtime: java21, Handler: a}}
  Inline: {Type: 'AWS::Serverless::Function', Properties: {InlineCode: 'x = 1', Runtime: python3.13, Handler: a.b}}
"""

LAYERS = """
Transform: AWS::Serverless-2016-10-31
Resources:
  Main:
    Type: AWS::Serverless::Function
    Properties: {CodeUri: main, Runtime: python3.12, Handler: a.b, Layers: [!Ref UsedLayer]}
  UsedLayer:
    Type: AWS::Serverless::LayerVersion
    Properties: {ContentUri: used-layer}
  OtherLayer:
    Type: AWS::Lambda::LayerVersion
    Properties: {Content: ./other-layer, CompatibleRuntimes: [python3.12], CompatibleArchitectures: [arm64]}
"""

NESTED = """
Transform: AWS::Serverless-2016-10-31
Parameters: {Cpu: {Type: String, Default: arm64}}
Resources:
  App:
    Type: AWS::Serverless::Application
    Properties: {Location: app/template.yaml, Parameters: {Architecture: !Ref Cpu, Given: !Ref ParentLayer}}
  Stack:
    Type: AWS::CloudFormation::Stack
    Properties: {TemplateURL: ./stack/template.json}
  ParentLayer:
    Type: AWS::Serverless::LayerVersion
    Properties: {ContentUri: parent-layer}
"""
NESTED_APP = """
Transform: AWS::Serverless-2016-10-31
Parameters: {Architecture: {Type: String, Default: x86_64}, Given: {Type: String}}
Resources:
  Inner:
    Type: AWS::Serverless::Function
    Properties: {CodeUri: code, Runtime: python3.12, Architectures: [!Ref Architecture], Handler: a.b, Layers: [!Ref Given]}
"""
NESTED_STACK = json.dumps(
    {
        "Resources": {
            "Deep": {
                "Type": "AWS::Lambda::Function",
                "Properties": {"Runtime": "nodejs22.x", "Code": "deep.zip", "Handler": "a.b", "Role": "arn:aws:iam::123456789012:role/x"},
            }
        }
    }
)

FOREACH = """
Transform: [AWS::LanguageExtensions, AWS::Serverless-2016-10-31]
Resources:
  Fn::ForEach::Each:
    - Name
    - [Alpha, Beta]
    - ${Name}Function:
        Type: AWS::Serverless::Function
        Properties: {CodeUri: !Sub "src/${Name}", Runtime: python3.12, Architectures: [arm64], Handler: a.b}
  Fn::ForEach::Layers:
    - Which
    - !Ref Names
    - ${Which}Layer:
        Type: AWS::Serverless::LayerVersion
        Properties: {ContentUri: {'Fn::Sub': '${Which}-layer'}, CompatibleRuntimes: [python3.12], CompatibleArchitectures: [arm64]}
Parameters: {Names: {Type: CommaDelimitedList, Default: "one,two"}}
"""

CONFIG = """
Transform: AWS::Serverless-2016-10-31
Parameters: {Cpu: {Type: String}, Version: {Type: String, Default: python3.9}}
Resources:
  One: {Type: 'AWS::Serverless::Function', Properties: {CodeUri: one, Runtime: !Ref Version, Architectures: [!Ref Cpu], Handler: a.b}}
"""

CDK = json.dumps(
    {
        "Mappings": {"LatestNodeRuntimeMap": {"us-east-1": {"value": "nodejs22.x"}, "cn-north-1": {"value": "nodejs20.x"}}},
        "Resources": {
            "Fn1": {
                "Type": "AWS::Lambda::Function",
                "Metadata": {"aws:asset:path": "asset.aaa", "aws:asset:property": "Code"},
                "Properties": {
                    "Runtime": "python3.12",
                    "Architectures": ["arm64"],
                    "Handler": "a.b",
                    "Role": ROLE,
                    "Code": {"S3Bucket": {"Fn::Sub": "cdk-${AWS::AccountId}"}, "S3Key": "aaa.zip"},
                    "Layers": [{"Ref": "Layer1"}],
                },
            },
            "Fn2": {
                "Type": "AWS::Lambda::Function",
                "Properties": {
                    "Runtime": {"Fn::FindInMap": ["LatestNodeRuntimeMap", {"Ref": "AWS::Region"}, "value"]},
                    "Handler": "a.b",
                    "Role": ROLE,
                    "Code": {"S3Bucket": {"Fn::Sub": "cdk-${AWS::AccountId}"}, "S3Key": "bbb.zip"},
                },
            },
            "Layer1": {
                "Type": "AWS::Lambda::LayerVersion",
                "Metadata": {"aws:asset:path": "asset.layer", "aws:asset:property": "Content"},
                "Properties": {"Content": {"S3Bucket": "assets", "S3Key": "c.zip"}},
            },
            "Nested": {
                "Type": "AWS::CloudFormation::Stack",
                "Properties": {"TemplateURL": {"Fn::Join": ["", ["https://", {"Ref": "AWS::Region"}]]}},
                "Metadata": {"aws:asset:path": "Nested.nested.template.json", "aws:asset:property": "TemplateURL"},
            },
        },
    }
)
CDK_NESTED = json.dumps(
    {
        "Resources": {
            "Fn3": {
                "Type": "AWS::Lambda::Function",
                "Metadata": {"aws:asset:path": "asset.ccc"},
                "Properties": {"Runtime": "python3.12", "Handler": "a.b", "Role": ROLE, "Code": {"S3Bucket": "assets", "S3Key": "ccc.zip"}},
            }
        }
    }
)
CDK_MANIFEST = json.dumps(
    {
        "version": "36.0.0",
        "artifacts": {
            "App.assets": {"type": "cdk:asset-manifest"},
            "App": {"type": "aws:cloudformation:stack", "properties": {"templateFile": "App.template.json"}},
            "assembly-Prod": {"type": "cdk:cloud-assembly", "properties": {"directoryName": "assembly-Prod"}},
        },
    }
)
CDK_STAGE = json.dumps({"artifacts": {"P": {"type": "aws:cloudformation:stack", "properties": {"templateFile": "P.template.json"}}}})
CDK_STAGED = json.dumps(
    {
        "Resources": {
            "Fn4": {
                "Type": "AWS::Lambda::Function",
                "Metadata": {"aws:asset:path": "../asset.ddd"},
                "Properties": {
                    "Runtime": "python3.13",
                    "Architectures": ["arm64"],
                    "Handler": "a.b",
                    "Role": ROLE,
                    "Code": {"S3Bucket": "assets", "S3Key": "ddd.zip"},
                },
            }
        }
    }
)

# Without the metadata, as for an app that runs by itself: only the manifest of assets says which files are uploaded.
BARE = json.dumps({"Resources": {
    "F": {"Type": "AWS::Lambda::Function", "Properties": {
        "Runtime": "python3.12", "Architectures": ["arm64"], "Handler": "a.b", "Role": ROLE, "Layers": [{"Ref": "L"}],
        "Code": {"S3Bucket": {"Fn::Sub": "cdk-${AWS::AccountId}"}, "S3Key": "hash1.zip"}}},
    "L": {"Type": "AWS::Lambda::LayerVersion", "Properties": {"Content": {"S3Bucket": {"Fn::Sub": "b-${AWS::Region}"}, "S3Key": "prefix/hash2.zip"}}},
    "N": {"Type": "AWS::CloudFormation::Stack", "Properties": {
        "Parameters": {"referenceL": {"Ref": "L"}},
        "TemplateURL": {"Fn::Join": ["", ["https://s3.", {"Ref": "AWS::Region"}, {"Fn::Sub": "/${AWS::AccountId}"}, "/hash3.json"]]}}}}})  # fmt: skip
BARE_NESTED = json.dumps({"Parameters": {"referenceL": {"Type": "String"}}, "Resources": {"G": {"Type": "AWS::Lambda::Function", "Properties": {
    "Runtime": "python3.13", "Architectures": ["arm64"], "Handler": "a.b", "Role": ROLE, "Layers": [{"Ref": "referenceL"}],
    "Code": {"S3Bucket": {"Fn::Sub": "cdk-${AWS::AccountId}"}, "S3Key": "hash4.zip"}}}}})  # fmt: skip
BARE_ASSETS = json.dumps({"version": "36.0.0", "files": {
    key: {"source": {"path": path, "packaging": "zip"}, "destinations": {"current": {"bucketName": "b", "objectKey": key}}}
    for key, path in {"hash1.zip": "asset.f", "prefix/hash2.zip": "asset.layer", "hash3.json": "N.nested.template.json",
                      "hash4.zip": "asset.g"}.items()}})  # fmt: skip
BARE_MANIFEST = json.dumps(
    {"artifacts": {"Bare": {"type": "aws:cloudformation:stack", "properties": {"templateFile": "Bare.template.json"}}}}
)

LISTED = """
service: {name: shop}
provider: {name: aws, runtime: 'python${self:custom.version}', stage: "${opt:stage, 'dev'}", architecture: "${param:cpu, 'x86_64'}"}
custom:
  version: '3.12'
  dev: {node: nodejs22.x}
package: {individually: true}
functions:
  - one: {handler: a.b, architecture: arm64}
    two: {handler: a.b}
  - three: {handler: a.b, runtime: "${self:custom.${sls:stage}.node}", architecture: "${file(config/${sls:stage}.yml):cpu}"}
"""
MAPPED = """
service: shop
params: {default: {cpu: x86_64}, prod: {cpu: arm64}}
provider: {name: aws, runtime: python3.12, architecture: '${param:cpu}', stage: prod, layers: [{Ref: MyDashlibsLambdaLayer}]}
functions: {one: {handler: a.b}, two: {handler: c.d}}
layers:
  my-libs: {path: my-libs}
  other: {path: other-libs, compatibleRuntimes: [python3.12], compatibleArchitectures: [arm64]}
resources:
  Resources:
    Raw: {Type: 'AWS::Lambda::Function', Properties: {Runtime: python3.13, Code: raw.zip}}
"""
ARTIFACTS = """
service: shop
provider: {name: aws, runtime: provided.al2023}
package: {artifact: build/shared.zip}
functions:
  one: {handler: a, runtime: python3.12}
  two: {handler: a, runtime: python3.12, architecture: arm64, package: {artifact: 'build/${self:custom.two}.zip'}}
custom: {two: second}
"""
SPLIT = """
service: shop
provider: ${file(provider.yml)}
functions: ${file(functions.json):all}
package: ${file(./provider.yml):package}
"""

PLAN = json.dumps(
    {
        "format_version": "1.2",
        "planned_values": {
            "root_module": {
                "resources": [
                    {
                        "address": "aws_lambda_function.api",
                        "type": "aws_lambda_function",
                        "name": "api",
                        "mode": "managed",
                        "values": {
                            "filename": "./api.zip",
                            "runtime": "python3.12",
                            "architectures": ["arm64"],
                            "layers": None,
                            "package_type": "Zip",
                        },
                    },
                    {
                        "address": "aws_lambda_layer_version.libs",
                        "type": "aws_lambda_layer_version",
                        "name": "libs",
                        "mode": "managed",
                        "values": {"filename": "libs.zip", "compatible_runtimes": ["python3.12"]},
                    },
                    {
                        "address": "aws_lambda_layer_version.spare",
                        "type": "aws_lambda_layer_version",
                        "name": "spare",
                        "mode": "managed",
                        "values": {
                            "filename": "spare-libs.zip",
                            "compatible_runtimes": ["python3.12"],
                            "compatible_architectures": ["x86_64"],
                        },
                    },
                ],
                "child_modules": [
                    {
                        "address": "module.jobs",
                        "resources": [
                            {
                                "address": "module.jobs.aws_lambda_function.job[0]",
                                "type": "aws_lambda_function",
                                "name": "job",
                                "mode": "managed",
                                "values": {"filename": "job.zip", "runtime": "nodejs22.x", "architectures": None},
                            }
                        ],
                    }
                ],
            }
        },
        "configuration": {
            "root_module": {
                "resources": [
                    {
                        "address": "aws_lambda_function.api",
                        "type": "aws_lambda_function",
                        "name": "api",
                        "expressions": {"layers": {"references": ["aws_lambda_layer_version.libs.arn", "aws_lambda_layer_version.libs"]}},
                    }
                ],
                "module_calls": {"jobs": {"module": {"resources": []}}},
            }
        },
    }
)

CASES = [
    Case("SAM: globals, mappings, conditions", "template.yaml", GLOBALS,
         {"api": "arm64", "worker": "x86_64", "old": "x86_64"}, {"shared-layer/python/a.py": ""}),
    Case("SAM: three runtimes", "template.yaml", RUNTIMES, {"py": "x86_64", "node": "arm64", "build/app.jar": "x86_64"}),
    Case("SAM: layers", "template.yaml", LAYERS, {"main": "x86_64", "used-layer": "x86_64", "other-layer": "arm64"}),
    Case("SAM: nested", "template.yaml", NESTED, {"app/code": "arm64", "stack/deep.zip": "x86_64", "parent-layer": "arm64"},
         {"app/template.yaml": NESTED_APP, "stack/template.json": NESTED_STACK}),
    Case("SAM: ForEach", "template.yaml", FOREACH, {"src/Alpha": "arm64", "src/Beta": "arm64", "one-layer": "arm64", "two-layer": "arm64"}),
    Case("SAM: samconfig.toml", "template.yaml", CONFIG, {"one": "arm64"}, {
        "samconfig.toml": 'version = 0.1\n[default.deploy.parameters]\nparameter_overrides = "Cpu=arm64 Version=\\"python3.12\\""\n'}),
    Case("SAM: samconfig.toml as a list", "template.yaml", CONFIG, {"one": "arm64"}, {
        "samconfig.toml": '[default.global.parameters]\nparameter_overrides = ["Cpu=arm64", "ParameterKey=Version,ParameterValue=python3.12"]\n'}),
    Case("SAM: samconfig.yaml", "template.yaml", CONFIG, {"one": "arm64"}, {
        "samconfig.yaml": "version: 0.1\ndefault:\n  deploy:\n    parameters:\n      parameter_overrides: Cpu=arm64 Version=python3.12\n"}),
    Case("SAM: samconfig.yaml as a map", "template.yaml", CONFIG, {"one": "arm64"}, {
        "samconfig.yml": "default: {global: {parameters: {parameter_overrides: {Cpu: x86_64, Version: python3.12}}},\n"
                         "          deploy: {parameters: {parameter_overrides: [Cpu=arm64]}}}\n"}),
    Case("SAM: samconfig.toml before samconfig.yaml", "template.yaml", CONFIG, {"one": "arm64"}, {
        "samconfig.toml": '[default.deploy.parameters]\nparameter_overrides = "Cpu=arm64 Version=python3.12"\n',
        "samconfig.yaml": "default: {deploy: {parameters: {parameter_overrides: Cpu=x86_64}}}\n"}),
    Case("SAM: --parameter", "template.yaml", CONFIG, {"one": "arm64"}, arguments=("--parameter", "Cpu=arm64", "--parameter", "Version=python3.13")),
    Case("SAM: what sam build wrote", "template.yaml", RUNTIMES.replace("CodeUri: py", "CodeUri: source"),
         {".aws-sam/build/Shared": "x86_64", "node": "arm64", "build/app.jar": "x86_64"},
         {".aws-sam/build/template.yaml": "Transform: AWS::Serverless-2016-10-31\nResources:\n  Python: {Type: 'AWS::Serverless::Function', Properties: {CodeUri: Shared}}\n",
          "source/requirements.txt": "numpy\n"}),
    Case("CDK", "cdk.out/App.template.json", CDK,
         {"cdk.out/asset.aaa": "arm64", "cdk.out/asset.bbb": "x86_64", "cdk.out/asset.layer": "arm64", "cdk.out/asset.ccc": "x86_64",
          "cdk.out/asset.ddd": "arm64"},
         {"cdk.out/manifest.json": CDK_MANIFEST, "cdk.out/Nested.nested.template.json": CDK_NESTED,
          "cdk.out/assembly-Prod/manifest.json": CDK_STAGE, "cdk.out/assembly-Prod/P.template.json": CDK_STAGED}),
    Case("CDK: assets", "cdk.out/Bare.template.json", BARE,
         {"cdk.out/asset.f": "arm64", "cdk.out/asset.layer": "arm64", "cdk.out/asset.g": "arm64"},
         {"cdk.out/manifest.json": BARE_MANIFEST, "cdk.out/Bare.assets.json": BARE_ASSETS, "cdk.out/N.nested.template.json": BARE_NESTED}),
    Case("serverless: a list, variables", "serverless.yml", LISTED,
         {".serverless/one.zip": "arm64", ".serverless/two.zip": "x86_64", ".serverless/three.zip": "arm64"}, {"config/dev.yml": "cpu: arm64\n"}),
    Case("serverless: a map, parameters, layers", "serverless.yml", MAPPED,
         {".serverless/shop.zip": "arm64", "my-libs": "arm64", "other-libs": "arm64", "raw.zip": "x86_64"}),
    Case("serverless: artifacts", "serverless.yml", ARTIFACTS, {"build/shared.zip": "x86_64", "build/second.zip": "arm64"}),
    Case("serverless: in other files", "serverless.yml", SPLIT, {".serverless/one.zip": "arm64", ".serverless/two.zip": "x86_64"}, {
        "provider.yml": "{name: aws, runtime: python3.12, architecture: arm64, package: {individually: true}}\n",
        "functions.json": '{"all": {"one": {"handler": "a"}, "two": {"handler": "b", "architecture": "x86_64"}}}'}),
    Case("Terraform", "plan.json", PLAN, {"api.zip": "arm64", "libs.zip": "arm64", "spare-libs.zip": "x86_64", "job.zip": "x86_64"}),
]  # fmt: skip


@pytest.fixture
def project(tmp_path):
    (tmp_path / "project").mkdir()
    return tmp_path / "project"


def source(case):
    return "cdk.out" if case.file.startswith("cdk.out/") else case.file


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_right_deployment_fits(project, case):
    case.write(project)
    result = run("--from", source(case), *case.arguments, "--format", "json", cwd=project)
    assert (result.status, result.err) == (0, ""), result.out
    report = json.loads(result.out)
    VALIDATOR.validate(report)
    parts = report["reports"] if "reports" in report else [report]
    judged = {root for part in parts for root in part["roots"]}
    assert judged >= set(case.bundles)


@pytest.mark.parametrize("case, wrong", [(case, wrong) for case in CASES for wrong in case.bundles],
                         ids=[f"{case.name}: {wrong}" for case in CASES for wrong in case.bundles])  # fmt: skip
def test_a_wrong_deployment_does_not_fit(project, case, wrong):
    case.write(project, wrong)
    result = run("--from", source(case), *case.arguments, "--format", "json", cwd=project)
    assert result.status == 1, result.err
    report = json.loads(result.out)
    parts = report["reports"] if "reports" in report else [report]
    assert {finding["root"] for part in parts for finding in part["findings"] if finding["severity"] == "error"} == {wrong}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_bundle_that_is_gone_is_not_green(project, case):
    for gone in case.bundles:
        case.write(project)
        path = project / gone
        shutil.rmtree(path) if path.is_dir() else path.unlink()
        result = run("--from", source(case), *case.arguments, cwd=project)
        assert result.status == 2 and "is not judged" in result.err, gone


def test_a_platform_that_is_said_stands_for_all(project):
    case = CASES[1]
    case.write(project)
    result = run("--from", "template.yaml", "--platform", "aws-lambda:python3.12:arm64", "--format", "json", cwd=project)
    assert result.status == 1
    failing = {
        finding["root"] for part in json.loads(result.out)["reports"] for finding in part["findings"] if finding["severity"] == "error"
    }
    assert failing == {"py", "build/app.jar"}


def test_a_project_is_found_in_its_directory(project):
    for case in (CASES[9], CASES[1]):
        case.write(project)
        assert run("--from", project, cwd=project.parent).status == 0
    empty = project / "empty"
    empty.mkdir()
    result = run("--from", empty)
    assert result.status == 2 and "has no template" in result.err and len(result.err.splitlines()) == 1


@pytest.mark.parametrize("file, text, why", [
    ("package.json", '{"dependencies": {"sharp": "1"}}', "without the packages of its package.json"),
    ("go.mod", "module x\n", "which Go builds"),
    ("pom.xml", "<project/>", "which Maven builds"),
    ("Cargo.toml", "[package]\n", "which Cargo builds"),
])  # fmt: skip
def test_the_source_of_any_language_is_not_what_is_shipped(project, file, text, why):
    CASES[1].write(project)
    (project / "node" / file).write_text(text)
    result = run("--from", "template.yaml", cwd=project)
    assert result.status == 2 and f"Node is not judged: node is its source, {why}; build it first" in result.err


@pytest.mark.parametrize("text", ["{}", '{"dependencies": {"@aws-sdk/client-s3": "3"}}', '{"devDependencies": {"x": "1"}}', "no json: ["])
def test_a_package_that_asks_for_nothing_is_what_is_shipped(project, text):
    CASES[1].write(project)
    (project / "node" / "package.json").write_text(text)
    assert run("--from", "template.yaml", cwd=project).status == 0


def test_functions_without_end_end_in_a_line(project):
    deep = "x"
    for _ in range(70):
        deep = {"Fn::Join": ["", [deep]]}
    bomb = {"Resources": {"A": {"Type": "AWS::Lambda::Function", "Properties": {"Runtime": deep, "Code": "c"}}}}
    (project / "template.json").write_text(json.dumps(bomb))
    assert run("--from", "template.json", cwd=project).status == 2
    lines = ["Resources:", "  A: {Type: 'AWS::Lambda::Function', Properties: {Code: c, Runtime: *a30}}", "x:", "  a0: &a0 y"]
    lines = ["x:", "  a0: &a0 y"] + [f"  a{i}: &a{i} !Join ['', [*a{i - 1}, *a{i - 1}]]" for i in range(1, 31)] + lines[:2]
    (project / "template.yaml").write_text("\n".join(lines) + "\n")
    result = run("--from", "template.yaml", cwd=project)
    assert result.status == 2 and len(result.err.splitlines()) == 1 and "without end" in result.err
    loop = "provider: {name: aws, runtime: python3.12}\nservice: ${self:a}\na: ${self:b}\nb: x${self:a}\nfunctions: {f: {}}\n"
    (project / "serverless.yml").write_text(loop)
    assert run("--from", "serverless.yml", cwd=project).status == 2
    itself = "Resources:\n  A: {Type: 'AWS::CloudFormation::Stack', Properties: {TemplateURL: template.yaml}}\n"
    (project / "template.yaml").write_text(itself)
    result = run("--from", "template.yaml", cwd=project)
    assert result.status == 2 and "templates deep" in result.err and len(result.err.splitlines()) == 1


@pytest.mark.parametrize("word", ["Cpu", "=arm64", ""])
def test_a_parameter_that_is_none(project, word):
    CASES[1].write(project)
    result = run("--from", "template.yaml", "--parameter", word, cwd=project)
    assert result.status == 2 and "NAME=VALUE" in result.err and len(result.err.splitlines()) == 1


def test_a_variable_that_a_dotenv_file_may_set(project):
    text = "service: s\nprovider: {name: aws, runtime: \"${env:RUNTIME, 'python3.12'}\"}\nfunctions: {f: {handler: a.b}}\n"
    ship(project, ".serverless/s.zip", X86)
    (project / "serverless.yml").write_text(text)
    assert "aws-lambda:python3.12" in run("--from", "serverless.yml", cwd=project).out
    assert "aws-lambda:python3.13" in run("--from", "serverless.yml", cwd=project, env={"RUNTIME": "python3.13"}).out
    (project / "serverless.yml").write_text("useDotenv: true\n" + text)
    result = run("--from", "serverless.yml", cwd=project)
    assert result.status == 2 and "may be in a file .env" in result.err
    assert run("--from", "serverless.yml", cwd=project, env={"RUNTIME": "python3.13"}).status == 0


@pytest.mark.parametrize("file, wanted", [
    ("${file(../outside.yml):cpu}", "is outside the template's directory"),
    ("${file(/etc/hostname.yml)}", "is outside the template's directory"),
    ("${file(link.yml):cpu}", "is outside the template's directory"),
    ("${file(inside.js):cpu}", "is a program"),
])  # fmt: skip
def test_files_of_serverless_lie_near_it(project, file, wanted):
    """Also not by a link."""
    (project.parent / "outside.yml").write_text("cpu: arm64\n")
    (project / "link.yml").symlink_to("../outside.yml")
    ship(project, ".serverless/s.zip", ARM)
    (project / "serverless.yml").write_text(
        f"service: s\nprovider: {{name: aws, runtime: python3.12, architecture: '{file}'}}\nfunctions: {{f: {{handler: a.b}}}}\n")  # fmt: skip
    result = run("--from", "serverless.yml", cwd=project)
    assert result.status == 2 and wanted in result.err


def test_a_condition_that_is_not_known_names_the_parameter(project):
    text = CONFIG.replace("Cpu: {Type: String}", "Stage: {Type: String}").replace(
        "Resources:", "Conditions: {P: !Equals [!Ref Stage, prod]}\nResources:"
    )
    text = text.replace("!Ref Version", "!If [P, python3.12, python3.13]").replace("[!Ref Cpu]", "[arm64]")
    ship(project, "one", ARM)
    (project / "template.yaml").write_text(text)
    result = run("--from", "template.yaml", cwd=project)
    assert result.status == 2
    assert "the condition P is not known: the parameter Stage has no default; say --parameter Stage=VALUE; or say --platform" in result.err
    for stage, runtime in (("prod", "python3.12"), ("dev", "python3.13")):
        assert f"aws-lambda:{runtime}:arm64" in run("--from", "template.yaml", "--parameter", f"Stage={stage}", cwd=project).out
