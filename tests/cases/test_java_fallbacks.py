"""Java code whose libraries are taken out of its jar: what works without them, as src/alternatives/java_fallbacks.cpp says."""

import hashlib
import re
import shutil
import subprocess
import zipfile

import pytest
from conftest import audit, kept  # noqa: F401  (kept marks this module as one that fetches)
from listed_trees import jar_name, jars

pytestmark = [pytest.mark.survey, pytest.mark.skipif(not shutil.which("java"), reason="java is not here")]
LOGGER = "org.slf4j:slf4j-api:1.7.36"
NETTY = """
    if ({0}.handler.ssl.SslContext.defaultClientProvider() != {0}.handler.ssl.SslProvider.JDK) System.exit(1);
    {0}.handler.ssl.SslContextBuilder.forClient().build();
    if ({0}.channel.epoll.Epoll.isAvailable()) System.exit(1);
    new {0}.channel.nio.NioEventLoopGroup(1).shutdownGracefully();
"""
PULSAR = "org.apache.pulsar.shade.io.netty"
WORKS = {
    "io.grpc:grpc-netty-shaded:1.63.0": NETTY.format("io.grpc.netty.shaded.io.netty"),
    "org.apache.pulsar:pulsar-client:3.2.2": NETTY.format(PULSAR)
    + f"""
    {PULSAR}.resolver.dns.DnsServerAddressStreamProviders.platformDefault();
    if ({PULSAR}.incubator.channel.uring.IOUring.isAvailable()) System.exit(1);
    byte[] bytes = "123456789".getBytes();
    if (com.scurrilous.circe.checksum.Crc32cIntChecksum.computeChecksum({PULSAR}.buffer.Unpooled.wrappedBuffer(bytes)) != 0xe3069283)
      System.exit(1);
""",
    "com.formdev:flatlaf:3.4.1": """
    if (!com.formdev.flatlaf.FlatLightLaf.setup()) System.exit(1);
    new javax.swing.JButton("x").getPreferredSize();
""",
    "org.lz4:lz4-java:1.8.0": """
    if (net.jpountz.lz4.LZ4Factory.fastestInstance().fastCompressor().compress("abc".getBytes()).length != 4) System.exit(1);
    net.jpountz.xxhash.XXHashFactory.fastestInstance();
""",
    "org.fusesource.jansi:jansi:2.4.1": """
    org.fusesource.jansi.AnsiConsole.systemInstall();
    System.out.println(org.fusesource.jansi.Ansi.ansi().fgRed().a("x").reset());
""",
}
FAILS = {
    "org.xerial.snappy:snappy-java:1.1.10.5": 'org.xerial.snappy.Snappy.compress("abc".getBytes());',
    "net.java.dev.jna:jna:5.19.1": "System.out.println(com.sun.jna.Native.POINTER_SIZE);",
    "com.github.luben:zstd-jni:1.5.7-28": 'com.github.luben.zstd.Zstd.compress("abc".getBytes());',
}
CODE = "class Main {{ public static void main(String[] none) throws Throwable {{ {} System.exit(0); }} }}"


@pytest.fixture(scope="module")
def fetched():
    names = sorted([*WORKS, *FAILS, LOGGER])
    return jars("java-fallbacks-" + hashlib.sha256("\0".join(names).encode()).hexdigest()[:16], names)


def is_native(name):
    return name.endswith((".so", ".dll", ".dylib", ".jnilib"))


def is_for_linux_on_amd64(name):
    elsewhere = re.search("windows|win32|darwin|mac|osx|bsd|sunos", name.lower())
    return not elsewhere and (re.search("x86[-_]64|amd64", name) or name.startswith("lib/"))


def with_members(jar, into, wanted):
    with zipfile.ZipFile(jar) as old, zipfile.ZipFile(into, "w") as new:
        for member in (member for member in old.infolist() if wanted(member.filename) and not member.is_dir()):
            new.writestr(member.filename, old.read(member))
    return into


@pytest.mark.parametrize("name", [*WORKS, *FAILS])
def test_java_says_the_same(name, fetched, tmp_path):
    jar = with_members(fetched / jar_name(name), tmp_path / "bare.jar", lambda member: not is_native(member))
    (tmp_path / "Main.java").write_text(CODE.format({**WORKS, **FAILS}[name]))
    command = ["java", "-Djava.awt.headless=true", "-cp", f"{jar}:{fetched / jar_name(LOGGER)}", tmp_path / "Main.java"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300)
    assert (done.returncode == 0) == (name in WORKS), done.stdout + done.stderr
    only = with_members(fetched / jar_name(name), tmp_path / "only.jar", lambda member: is_native(member) and is_for_linux_on_amd64(member))
    result = audit(only, "--platform", "linux/arm64")
    assert result.report["summary"]["native"] and result.status == (0 if name in WORKS else 1)
