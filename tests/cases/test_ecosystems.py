"""The lines that fix the trees of Maven, Gradle, Bundler, mix and cargo-lambda, run with these programs themselves.

Debian has Bundler and Elixir, the Python index has cargo-lambda, Maven's registry has the parts of Maven and Gradle. No
registry has .NET's SDK: its line is tried if dotnet exists."""

import os
import re
import shlex
import shutil
import subprocess
import sys
import zipfile

import pytest
from conftest import CACHE, ROOT, audit, clean_environment, kept

pytestmark = pytest.mark.survey

BIN = ROOT / "testdata" / "artifacts" / "bin"
LIBRARY = (BIN / "elf-x86_64-glibc-2.17.so").read_bytes()
MAC = (BIN / "macho-arm64.dylib").read_bytes()


def the_fix(bundle, platform):
    (line,) = {f["fix"]["summary"] for f in audit(bundle, "--platform", platform).report["findings"] if f["severity"] == "error"}
    return line


def run_words(words, cwd, **more):
    return subprocess.run(words, cwd=cwd, capture_output=True, text=True, timeout=600, env=clean_environment(more))


def need(program, package):
    found = shutil.which(program)
    if not found:
        pytest.skip(f"no {program} here: {package}")
    return found


# --- Java


def netty(tmp_path, classifier="linux-x86_64"):
    """netty-tcnative's jar for one platform, with the parts that the line reads."""
    path = tmp_path / f"netty-tcnative-boringssl-static-2.0.84.Final-{classifier}.jar"
    properties = "groupId=io.netty\nartifactId=netty-tcnative-boringssl-static\nversion=2.0.84.Final\n"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("META-INF/MANIFEST.MF", "Manifest-Version: 1.0\n")
        archive.writestr("META-INF/maven/io.netty/netty-tcnative-boringssl-static/pom.properties", properties)
        archive.writestr("META-INF/native/libnetty_tcnative_linux_x86_64.so", LIBRARY)
    return path


POM = """<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion><groupId>a</groupId>
<artifactId>a</artifactId><version>1</version><packaging>pom</packaging><dependencies><dependency><groupId>io.netty</groupId>
<artifactId>netty-tcnative-boringssl-static</artifactId><version>2.0.84.Final</version>{}<exclusions><exclusion>
<groupId>*</groupId><artifactId>*</artifactId></exclusion></exclusions></dependency></dependencies></project>"""


@pytest.mark.parametrize("platform", ["linux-arm64", "darwin-arm64", "win32-x64"])
def test_maven_takes_the_classifier(platform, tmp_path):
    maven = need("mvn", "Debian has it as maven")
    line = the_fix(netty(tmp_path), platform)
    element = re.search(r"<classifier>[^<]+</classifier>", line).group(0)
    (tmp_path / "pom.xml").write_text(POM.format(element))
    done = run_words([maven, "-B", "-q", "dependency:copy-dependencies", f"-DoutputDirectory={tmp_path / 'jars'}"], tmp_path)
    assert done.returncode == 0, done.stdout
    (jar,) = (tmp_path / "jars").glob("*.jar")
    assert audit(jar, "--platform", platform).status == 0
    (tmp_path / "pom.xml").write_text(POM.format("<classifier>linux-nonsense</classifier>"))
    assert run_words([maven, "-B", "-q", "dependency:copy-dependencies"], tmp_path).returncode != 0


def test_gradle_takes_the_coordinates(tmp_path):
    gradle = need("gradle", "Debian has it as gradle")
    line = the_fix(netty(tmp_path), "linux-arm64")
    coordinates = re.search(r'"(io\.netty:[^"]+)" in Gradle', line).group(1)
    script = """configurations { wanted }
dependencies { wanted "%s" }
task told { doLast { configurations.wanted.dependencies.each { d -> println "TOLD $d.group $d.name $d.version " +
  d.artifacts.collect { it.classifier }.join(',') } } }
"""
    (tmp_path / "build.gradle").write_text(script % coordinates)
    (tmp_path / "settings.gradle").write_text("")
    done = run_words([gradle, "--offline", "--no-daemon", "-q", "told"], tmp_path, GRADLE_USER_HOME=str(tmp_path / "home"))
    if "Could not determine java version" in done.stderr or "Unsupported class file" in done.stderr:
        pytest.skip("this Gradle knows no Java as new as the one here")
    assert "TOLD io.netty netty-tcnative-boringssl-static 2.0.84.Final linux-aarch_64" in done.stdout, done.stderr


# --- Ruby


def gem(tmp_path):
    tree = tmp_path / "bundle"
    base = tree / "vendor/bundle/ruby/3.2.0"
    library = base / "gems/nokogiri-1.16.0-x86_64-linux/lib/nokogiri/3.2"
    library.mkdir(parents=True)
    (library / "nokogiri.so").write_bytes(LIBRARY)
    (base / "specifications").mkdir()
    (base / "specifications/nokogiri-1.16.0-x86_64-linux.gemspec").write_text("Gem::Specification.new { |s| s.name = 'nokogiri' }\n")
    return tree


@pytest.mark.parametrize("platform", ["linux-arm64", "darwin-arm64", "win32-x64", "linux-arm64-musl"])
def test_bundler_locks_for_the_platform(platform, tmp_path):
    bundle = need("bundle", "Debian has it as ruby-bundler")
    words = shlex.split(re.search(r"bundle lock --add-platform \S+?(?=;)", the_fix(gem(tmp_path), platform)).group(0))
    # Without a gem it asks no index.
    (tmp_path / "Gemfile").write_text("")
    (tmp_path / "Gemfile.lock").write_text("GEM\n  specs:\n\nPLATFORMS\n  ruby\n\nDEPENDENCIES\n")
    done = run_words([bundle, *words[1:]], tmp_path, HOME=str(tmp_path))
    assert done.returncode == 0, done.stderr
    assert re.search(rf"^  {re.escape(words[-1])}$", (tmp_path / "Gemfile.lock").read_text(), re.M)
    wrong = run_words([bundle, "lock", "--add-platfrom", words[-1]], tmp_path, HOME=str(tmp_path))
    assert wrong.returncode != 0


# --- Elixir


def release(tmp_path):
    tree = tmp_path / "release"
    library = tree / "lib/bcrypt_elixir-3.1.0/priv/bcrypt_nif.so"
    library.parent.mkdir(parents=True)
    library.write_bytes(LIBRARY)
    (tree / "lib/bcrypt_elixir-3.1.0/ebin").mkdir()
    (tree / "lib/bcrypt_elixir-3.1.0/ebin/bcrypt_elixir.app").write_text('{application,bcrypt_elixir,[{vsn,"3.1.0"}]}.\n')
    (tree / "releases").mkdir()
    (tree / "releases/start_erl.data").write_text("14.0 0.1.0\n")
    return tree


def test_mix_makes_a_release_with_these_variables(tmp_path):
    mix = need("mix", "Debian has it as elixir")
    line = the_fix(release(tmp_path), "linux-arm64")
    words = shlex.split(re.search(r"TARGET_ARCH=.*? mix release", line).group(0))
    assert words[:-2] == ["TARGET_ARCH=aarch64", "TARGET_OS=linux", "TARGET_ABI=gnu"]
    source = tmp_path / "source"
    (source / "lib").mkdir(parents=True)
    # The files that elixir_make and rustler_precompiled read.
    (source / "mix.exs").write_text("""defmodule X.MixProject do
  use Mix.Project
  IO.puts("TOLD " <> Enum.map_join(~w(TARGET_ARCH TARGET_OS TARGET_ABI), " ", &System.get_env/1))
  def project, do: [app: :x, version: "0.1.0"]
end
""")
    done = run_words(
        [mix, *words[-1:]], source, HOME=str(tmp_path), MIX_ENV="prod", LC_ALL="C.UTF-8", **dict(word.split("=") for word in words[:-2])
    )
    assert done.returncode == 0, done.stderr
    assert "TOLD aarch64 linux gnu" in done.stdout and (source / "_build/prod/rel/x").is_dir()


# --- Rust, for AWS Lambda


def cargo_lambda():
    def fill(new):
        command = [
            sys.executable,
            "-m",
            "pip",
            "install",
            "-q",
            "--disable-pip-version-check",
            "--target",
            str(new / "site"),
            "cargo-lambda",
        ]
        subprocess.run(command, check=True, timeout=600, env=clean_environment())

    return next((kept(CACHE / "natives" / "cargo-lambda", fill) / "site" / "bin").glob("cargo-lambda*"))


@pytest.mark.parametrize("architecture", ["", ":arm64"])
def test_cargo_lambda_reads_its_flags(architecture, tmp_path):
    need("cargo", "rustup installs it")
    tree = tmp_path / "bundle"
    tree.mkdir()
    shutil.copy(os.path.realpath(shutil.which("true")), tree / "bootstrap")
    if not architecture:  # a program that is wrong there
        (tree / "bootstrap").write_bytes((BIN / "macho-arm64").read_bytes())
    line = the_fix(tree, f"aws-lambda:provided.al2023{architecture}")
    words = shlex.split(re.search(r"cargo lambda build [^;)]*", line).group(0))
    program = str(cargo_lambda())
    done = run_words([program, *words[1:]], tmp_path)
    assert "Cargo.toml" in done.stderr and "unexpected argument" not in done.stderr, done.stderr
    assert "unexpected argument" in run_words([program, *words[1:], "--nonsense"], tmp_path).stderr


# --- .NET


@pytest.mark.parametrize("platform", ["linux-arm64", "win32-x64", "linux-x64-musl"])
def test_dotnet_knows_the_runtime(platform, tmp_path):
    dotnet = need("dotnet", "no registry has its SDK")
    tree = tmp_path / "app"
    (tree / "runtimes").mkdir(parents=True)
    (tree / "x.deps.json").write_text('{"runtimeTarget": {"name": ".NETCoreApp,Version=v8.0/osx-arm64"}, "libraries": {"x/1.0.0": {}}}')
    (tree / "libx.dylib").write_bytes(MAC)
    words = shlex.split(re.search(r"dotnet publish -r \S+?(?=;)", the_fix(tree, platform)).group(0))
    source = tmp_path / "source"
    source.mkdir()
    (source / "x.csproj").write_text('<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net8.0</TargetFramework>'
                                     "<OutputType>Exe</OutputType></PropertyGroup></Project>")  # fmt: skip
    (source / "x.cs").write_text("System.Console.WriteLine();\n")
    done = run_words([dotnet, *words[1:], "--no-self-contained"], source)
    assert "NETSDK1083" not in done.stdout, done.stdout  # the RuntimeIdentifier is not recognized
