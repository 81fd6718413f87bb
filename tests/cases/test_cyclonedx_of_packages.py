"""--format cyclonedx, for packages from indexes and trees of installers."""

from conftest import wheel
from cyclonedx_document import by_ref, components, document, files, needs, properties, sha256
from test_variants import FOR_LINUX, LAUNCHERS, npm, uv


def needed_by(found, path):
    (ref,) = [component["bom-ref"] for component in components(found) if component["name"] == path]
    return {by_ref(found)[needed]["name"] for needed in needs(found)[ref]}


def test_a_wheel_with_its_own_libraries(unpacked):
    path = wheel("numpy==2.2.6", "manylinux2014_x86_64")
    module = "numpy/_core/_multiarray_umath.cpython-312-x86_64-linux-gnu.so"
    for root in (path, unpacked(path)):
        found = document(root, "--thorough", status=0)
        (numpy,) = [component for component in found["components"] if component.get("purl")]
        assert numpy["purl"] == "pkg:pypi/numpy@2.2.6" and len(numpy["components"]) > 15
        answered = needed_by(found, module)
        assert {"libm.so.6", "libc.so.6"} <= answered
        assert any(name.startswith("numpy.libs/libscipy_openblas64_") for name in answered)
        assert properties(files(found)[module])["libc-floor"] == ["glibc 2.14"]
    assert files(found)[module]["hashes"] == sha256((unpacked(path) / module).read_bytes())


def test_wheels_of_other_systems():
    found = document(wheel("numpy==2.2.6", "macosx_14_0_arm64"), status=0)
    module = "numpy/_core/_multiarray_umath.cpython-312-darwin.so"
    assert any("Accelerate" in name or name.endswith(".dylib") for name in needed_by(found, module))
    assert properties(files(found)[module])["minimum-os"] == ["14.0"]
    found = document(wheel("numpy==2.2.6", "win_amd64"), status=0)
    answered = needed_by(found, "numpy/_core/_multiarray_umath.cp312-win_amd64.pyd")
    assert any(name.startswith("numpy.libs/libscipy_openblas64_") for name in answered)
    assert {"python312.dll", "KERNEL32.dll"} <= answered


def test_a_tree_of_node_modules():
    found = document(npm(*FOR_LINUX, "sharp@0.35.5"))
    purls = {component.get("purl") for component in components(found)}
    assert {"pkg:npm/sharp@0.35.5", "pkg:npm/%40img/sharp-linux-x64@0.35.5"} <= purls
    (addon,) = [name for name in files(found) if name.endswith(".node")]
    assert any("sharp-libvips-linux-x64" in name for name in needed_by(found, addon)), "in another package"


def test_a_tree_of_python_packages():
    found = document(uv(*LAUNCHERS), "--platform", "x86_64-manylinux2014")
    purls = {component["purl"].partition("@")[0] for component in components(found) if "purl" in component}
    assert {"pkg:pypi/setuptools", "pkg:pypi/pip"} <= purls
    assert all("version" in component for component in components(found) if "purl" in component)
