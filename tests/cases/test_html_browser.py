"""--format html in a real Chromium: opened, clicked, filtered, by keyboard, at 300 and at 30,000 files. PLATLINT_SCREENSHOTS names a
folder for pictures."""

import os
import pathlib
import random

import pytest
from browser import CHROMIUM, DRIVER, browser
from conftest import run
from test_html import ELF, HOSTILE, LINUX, MAC, MACHO

pytestmark = [
    pytest.mark.survey,
    pytest.mark.skipif(not (CHROMIUM and DRIVER), reason="no chromium and chromedriver: scripts/setup --artifacts"),
]

CELLS = "return document.querySelector('.canvas canvas').cells.map((c) => [c.node.name, c.bytes, c.x, c.y, c.w, c.h])"
BOX = "const box = document.querySelector('.canvas'); return [box.clientWidth, box.clientHeight]"
CRUMBS = "return [...document.querySelectorAll('.crumbs li')].map((one) => one.textContent)"
SAID = "return document.querySelector('#announcement').textContent"


def fill(tree, count):
    """Files of all sizes in directories of all depths, some of them native, some for other platforms; and their bytes."""
    chance = random.Random(count)
    total = 0
    for number in range(count):
        folder = tree / f"package{number % 40}" / f"part{number // 40 % 25}"
        folder.mkdir(parents=True, exist_ok=True)
        native = number % 97 == 0
        content = (MACHO if number % 2 else ELF) if native else b"x" * int(chance.lognormvariate(6, 1.5))
        (folder / (f"x{number}.so" if native else f"file{number}.py")).write_bytes(content)
        total += len(content)
    return total


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("browser")
    totals = {name: fill(folder / name, count) for name, count in (("small", 300), ("large", 30000))}
    hostile = folder / "hostile"
    (hostile / "<script>document.title=1<").mkdir(parents=True)
    (hostile / "<script>document.title=1<" / "script>.so").write_bytes(MACHO)
    for name in HOSTILE:
        with open(os.path.join(os.fsencode(hostile), name), "wb") as file:
            file.write(MACHO)
    pages = {
        "small": ("small", "-p", LINUX),
        "large": ("large", "-p", LINUX),
        "hostile": ("hostile", "-p", LINUX),
        "platforms": ("small", "-p", LINUX, "-p", MAC),
        "several": ("small", "hostile", "-p", LINUX),
        "crossed": ("small", "hostile", "-p", LINUX, "-p", MAC),
        "survey": ("small",),
    }
    for name, arguments in pages.items():
        result = run(*arguments, "--format", "html", "--output", f"{name}.html", cwd=folder)
        assert result.out == "" and (folder / f"{name}.html").is_file(), result.err
    return folder, totals


@pytest.fixture(scope="module")
def chromium(tmp_path_factory):
    with browser(tmp_path_factory.mktemp("profile")) as opened:
        yield opened


@pytest.fixture
def looked_at(chromium, made, request):
    """An open page; at the end there was no complaint, and no request to anybody."""
    folder, _ = made

    def look(name, **how):
        chromium.complaints()
        chromium.requests.clear()
        chromium.open(folder / f"{name}.html", **how)
        chromium.until("return document.querySelector('.verdict') && document.querySelector('#footer').textContent")
        return chromium

    yield look
    assert chromium.complaints() == [] and "[object" not in chromium.run("return document.body.textContent")
    assert {url for url in chromium.requests if not url.startswith("data:")} <= {page.as_uri() for page in folder.glob("*.html")}
    if folder_of_pictures := os.environ.get("PLATLINT_SCREENSHOTS"):
        chromium.screenshot(pathlib.Path(folder_of_pictures) / f"{request.node.name}.png")


def add_up(page, total):
    """The rectangles cover the whole box, without overlap, and each in proportion to its bytes."""
    cells = page.until(CELLS)
    wide, high = page.run(BOX)
    assert sum(cell[1] for cell in cells) == pytest.approx(total, rel=1e-9)
    assert sum(cell[4] * cell[5] for cell in cells) == pytest.approx(wide * high, rel=1e-6)
    for _, size, x, y, w, h in cells:
        assert w * h == pytest.approx(size * wide * high / total, rel=1e-3, abs=0.01)
        assert x >= -0.01 and y >= -0.01 and x + w <= wide + 0.01 and y + h <= high + 0.01
    return cells


@pytest.mark.parametrize("name", ["small", "large"])
def test_areas_add_up(looked_at, made, name):
    cells = add_up(looked_at(name), made[1][name])
    assert name == "large" or len(cells) > 200


def test_thirty_thousand_files_are_smooth(looked_at):
    page = looked_at("large")
    assert page.run("return performance.getEntriesByType('navigation')[0].loadEventEnd") < 8000
    assert page.run("return document.getElementsByTagName('*').length") < 2000, "rows out of sight are no elements"
    assert page.run("""
        const map = document.querySelector('.switch'), begin = performance.now();
        for (let i = 0; i < 6; ++i) map.children[i % 2 ? 0 : 1].click();
        return (performance.now() - begin) / 6""") < 1000  # fmt: skip
    page.run("const box = document.querySelector('#search'); box.value = 'part7/'; box.dispatchEvent(new Event('input'))")
    assert (
        page.until("const found = document.querySelector('.list-head').textContent; return found.includes('1,2') && found")
        == "1,200 files found"
    )
    page.run("document.querySelector('.list').scrollTop = 1e9")
    assert (
        page.until(
            "const rows = [...document.querySelectorAll('.option')]; return rows.some((row) => row.ariaPosInSet === '1200') && rows.length"
        )
        < 60
    )


def test_a_click_opens_a_directory_and_a_file(looked_at, made):
    page = looked_at("small")
    page.run("document.querySelector('.canvas').scrollIntoView({block: 'center', behavior: 'instant'})")
    name, _, x, y, w, h = max(page.until(CELLS), key=lambda cell: cell[1])
    page.click_at(".canvas canvas", x + w / 2, y + h / 2)
    crumbs = page.until(CRUMBS)
    assert (
        crumbs[0] == "small"
        and crumbs[1].startswith("package")
        and page.run("return document.querySelector('.detail h4').textContent").endswith(name)
    )
    page.click(".crumbs button")
    assert page.run(CRUMBS) == ["small"]
    add_up(page, made[1]["small"])
    page.click(".wrong .complaint .link")
    assert (
        page.run("return document.querySelector('.detail').textContent.includes('wrong-format') && document.activeElement.className")
        == "detail"
    )


def test_it_is_used_by_keyboard(looked_at):
    page = looked_at("small")
    page.keys("/")
    assert page.run("return document.activeElement.id") == "search"
    page.keys(*"package3/", "Escape")
    assert page.run("return document.activeElement.id") != "search"
    page.run("document.querySelector('.canvas canvas').focus()")
    page.keys("Down")
    first = page.until(SAID)
    page.keys("Right")
    page.until(SAID + " !== arguments[0]", first)
    page.keys("Enter")
    assert len(page.run(CRUMBS)) >= 2
    page.keys("Backspace")
    assert page.run(CRUMBS) == ["small"]
    page.run("document.querySelector('.list').focus()")
    page.keys("End", "Home", "Down", "Enter")
    assert len(page.run(CRUMBS)) >= 2


def test_everything_is_reached_by_tab(looked_at):
    page = looked_at("small")
    seen = set()
    for _ in range(30):
        page.keys("Tab")
        seen.add(page.run("const at = document.activeElement; return at.id || at.className || at.tagName"))
    assert {"skip", "search", "theme", "list", "CANVAS"} <= seen, seen


def test_filters(looked_at, made):
    page = looked_at("small")
    page.click(".legend button")
    assert page.until("return document.querySelector('.legend button').ariaPressed === 'true'")
    count = page.run("return document.querySelector('.list-head').textContent")
    assert count == "2 files found", "those that do not fit"
    page.click(".legend button")
    add_up(page, made[1]["small"])
    page.keys("/")
    page.keys(*"no such thing")
    assert page.until("return document.querySelector('.list-head').textContent.startsWith('0') && " + SAID[7:]) == "0 files found"


def test_the_line_is_copied(looked_at):
    page = looked_at("small")
    page.command("Browser.grantPermissions", permissions=["clipboardReadWrite", "clipboardSanitizedWrite"])
    page.click(".fix .copy")
    assert page.until("return document.querySelector('.fix .copy').textContent === 'Copied'")
    assert page.run("return navigator.clipboard.readText()") == page.run(
        "return document.querySelector('.fix p').textContent"
    ).removeprefix("Fix: ")


def test_hostile_names_are_text(looked_at):
    page = looked_at("hostile")
    text = page.run("return document.body.textContent")
    for name in (
        "<img src=x onerror=alert(1)>.so",
        "<!--<script>.so",
        "</script>.so",
        "{{script}}.so",
        "\\u{202e}gnp.so",
        "\\x1b[31m.so",
        "a\\x0ab.so",
        "latin\\xe9.so",
    ):
        assert name in text, name
    assert page.run("return [document.images.length, document.scripts.length, document.title]") == [0, 2, f"hostile does not fit {LINUX}"]
    assert page.run("return [...document.querySelectorAll('*')].every((one) => ![...one.attributes].some((a) => a.name.startsWith('on')))")


def test_its_policy_holds(chromium, made):
    """The effects that a name would have if it got into the page as markup."""
    folder, _ = made
    page = (folder / "hostile.html").read_text(encoding="utf-8")
    broken = folder / "broken.html"
    broken.write_text(page.replace("<h1", "<img src=x onerror='document.title=1'><script>document.title=2</script><h1"), encoding="utf-8")
    chromium.complaints()
    chromium.open(broken)
    assert chromium.until("return document.title").startswith("hostile")
    assert sum("Content Security Policy" in line for line in chromium.complaints()) >= 2
    broken.unlink()


@pytest.mark.parametrize("name", ["platforms", "crossed", "several", "survey"])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [390, 1400])
def test_every_kind_of_page(looked_at, name, dark, width):
    page = looked_at(name, width=width, dark=dark)
    assert page.run("return document.documentElement.dataset.theme") == ("dark" if dark else "light")
    assert page.run("return document.documentElement.scrollWidth <= innerWidth"), "nothing sticks out"
    if name != "survey":
        page.click("button.cell")
        assert page.until("return document.querySelectorAll('.canvas canvas').length") >= 1
    page.click("#theme")
    assert page.run("return document.documentElement.dataset.theme") == ("light" if dark else "dark")
    page.run("localStorage.clear()")


def test_contrast(looked_at):
    """AA (WCAG 2.2, 1.4.3): for all visible text, by its computed colours, in both themes."""
    for name, dark in (("small", False), ("small", True), ("crossed", False), ("crossed", True)):
        page = looked_at(name, dark=dark)
        assert page.run(CONTRAST) == []


CONTRAST = """
const parse = (text) => text.match(/[\\d.]+/g).map(Number);
const light = (color) => color.slice(0, 3).map((c) => c / 255).map((c) => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
  .reduce((sum, c, at) => sum + c * [0.2126, 0.7152, 0.0722][at], 0);
const ground = (element) => {
  for (; element; element = element.parentElement) {
    const color = parse(getComputedStyle(element).backgroundColor);
    if (color.length === 3 || color[3] === 1) return color;
  }
  return [255, 255, 255];
};
const bad = [];
for (const element of document.querySelectorAll('body *')) {
  if (![...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim()) || !element.checkVisibility()) continue;
  if (['SCRIPT', 'STYLE', 'NOSCRIPT'].includes(element.tagName)) continue;
  const [a, b] = [light(parse(getComputedStyle(element).color)), light(ground(element))].sort((x, y) => y - x);
  const contrast = (a + 0.05) / (b + 0.05);
  if (contrast < 4.5) bad.push([element.className || element.tagName, element.textContent.slice(0, 30), contrast]);
}
return bad;
"""
