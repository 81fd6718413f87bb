"""--from with the output of the real aws-cdk-lib."""

import json
import os
import shutil
import subprocess

import pytest

from conftest import CACHE, kept, run
from test_deployments import Case


APP = """
const cdk = require('aws-cdk-lib'), lambda = require('aws-cdk-lib/aws-lambda'), s3 = require('aws-cdk-lib/aws-s3');
const app = new cdk.App({outdir: 'cdk.out', context: JSON.parse(process.argv[2])});
class Shop extends cdk.Stack {
  constructor(scope, id) {
    super(scope, id);
    const libs = new lambda.LayerVersion(this, 'Libs', {code: lambda.Code.fromAsset('libs')});
    const arm = {runtime: lambda.Runtime.PYTHON_3_12, architecture: lambda.Architecture.ARM_64, handler: 'a.b'};
    new lambda.Function(this, 'One', {...arm, code: lambda.Code.fromAsset('one'), layers: [libs]});
    new lambda.Function(this, 'Two', {runtime: lambda.Runtime.NODEJS_22_X, handler: 'a.b', code: lambda.Code.fromAsset('two')});
    new s3.Bucket(this, 'Bucket', {autoDeleteObjects: true, removalPolicy: cdk.RemovalPolicy.DESTROY});
    const nested = new cdk.NestedStack(this, 'Nested');
    new lambda.Function(nested, 'Three', {...arm, code: lambda.Code.fromAsset('three'), layers: [libs]});
  }
}
new Shop(app, 'Shop');
new Shop(new cdk.Stage(app, 'Prod'), 'Shop');
app.synth();
"""


@pytest.mark.parametrize("context", ["{}", '{"aws:cdk:enable-asset-metadata": true}'], ids=["alone", "by the command"])
def test_what_the_real_cdk_synthesises(tmp_path, context):
    def install(new):
        new.mkdir(exist_ok=True)
        subprocess.run(
            ["npm", "install", "--silent", "--no-audit", "--ignore-scripts", "aws-cdk-lib@2", "constructs@10"], cwd=new, check=True
        )

    modules = kept(CACHE / "aws-cdk-lib-2", install) / "node_modules"
    (tmp_path / "app.js").write_text(APP)
    shipped = {"one": "arm64", "two": "x86_64", "three": "arm64", "libs": "arm64"}
    for wrong in (None, *shipped):
        for name in (*shipped, "cdk.out"):
            shutil.rmtree(tmp_path / name, ignore_errors=True)
        Case("CDK", "x", "", shipped).write(tmp_path, wrong)
        (tmp_path / "three" / "marker").write_text("no other asset has this one's hash")
        subprocess.run(["node", "app.js", context], cwd=tmp_path, check=True, env={**os.environ, "NODE_PATH": str(modules)})
        result = run("--from", "cdk.out", "--format", "json", cwd=tmp_path)
        report = json.loads(result.out)
        assert (result.status, result.err) == (1 if wrong else 0, ""), wrong
        assert report["not_judged"] == [] and bool(report["failing"]) == bool(wrong)
