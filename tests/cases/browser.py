"""A real Chromium, driven by ChromeDriver (W3C WebDriver), as far as a test of a page needs it."""

import base64
import contextlib
import json
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request

CHROMIUM, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
# A container has no rights to give up, and nothing may be fetched.
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]  # fmt: skip
KEYS = {"Enter": "\ue007", "Backspace": "\ue003", "Escape": "\ue00c", "Left": "\ue012", "Up": "\ue013", "Right": "\ue014",
        "Down": "\ue015", "Tab": "\ue004", "End": "\ue010", "Home": "\ue011"}  # fmt: skip
ELEMENT = "element-6066-11e4-a52e-4f735466cecf"  # the key of a reference in W3C WebDriver


def free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


class Browser:
    def __init__(self, address, profile):
        self.address = address
        options = {"binary": CHROMIUM, "args": [*FLAGS, f"--user-data-dir={profile}"]}
        wanted = {"browserName": "chrome", "goog:chromeOptions": options, "goog:loggingPrefs": {"browser": "ALL", "performance": "ALL"}}
        self.session = f"/session/{self.call('POST', '/session', {'capabilities': {'alwaysMatch': wanted}})['sessionId']}"
        self.requests = []

    def call(self, method, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.address + path, data, {"Content-Type": "application/json"}, method=method)
        try:
            with urllib.request.urlopen(request, timeout=120) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            raise AssertionError(error.read().decode()) from None

    def post(self, path, **body):
        return self.call("POST", self.session + path, body)

    def command(self, name, **parameters):
        return self.post("/goog/cdp/execute", cmd=name, params=parameters)

    def open(self, file, width=1400, height=1000, dark=False):
        self.command("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=width < 500)
        # An element that moves smoothly is not yet at the place of the click.
        features = [
            {"name": "prefers-color-scheme", "value": "dark" if dark else "light"},
            {"name": "prefers-reduced-motion", "value": "reduce"},
        ]
        self.command("Emulation.setEmulatedMedia", features=features)
        self.post("/url", url=file.as_uri())

    def run(self, script, *arguments):
        return self.post("/execute/sync", script=script, args=list(arguments))

    def until(self, script, *arguments):
        """Waits until a script returns something true, which is the answer."""
        end = time.monotonic() + 20
        while not (value := self.run(script, *arguments)):
            assert time.monotonic() < end, script
            time.sleep(0.05)
        return value

    def find(self, selector):
        return self.post("/element", using="css selector", value=selector)[ELEMENT]

    def click(self, selector):
        self.post(f"/element/{self.find(selector)}/click")

    def click_at(self, selector, x, y):
        """At a point of an element, in pixels from its left upper corner."""
        left, top = self.run(
            "const box = document.querySelector(arguments[0]).getBoundingClientRect(); return [box.left, box.top]", selector
        )
        moves = [
            {"type": "pointerMove", "x": round(left + x), "y": round(top + y)},
            {"type": "pointerDown", "button": 0},
            {"type": "pointerUp", "button": 0},
        ]
        self.post("/actions", actions=[{"type": "pointer", "id": "mouse", "actions": moves}])

    def keys(self, *names):
        keys = [{"type": kind, "value": KEYS.get(name, name)} for name in names for kind in ("keyDown", "keyUp")]
        self.post("/actions", actions=[{"type": "key", "id": "keyboard", "actions": keys}])

    def complaints(self):
        """The messages of the console; requests to anybody are added to `requests`."""
        for entry in self.post("/se/log", type="performance"):
            message = json.loads(entry["message"])["message"]
            parameters = message["params"]
            if message["method"] not in ("Network.requestWillBeSent", "Network.webSocketCreated"):
                continue
            if not parameters.get("documentURL", "").startswith("chrome:"):  # the browser's own first page
                self.requests.append(parameters.get("request", parameters)["url"])
        return [entry["message"] for entry in self.post("/se/log", type="browser")]

    def screenshot(self, file):
        file.write_bytes(base64.b64decode(self.call("GET", self.session + "/screenshot")))


@contextlib.contextmanager
def browser(folder):
    port = free_port()
    driver = subprocess.Popen([DRIVER, f"--port={port}", "--silent"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        address = f"http://127.0.0.1:{port}"
        end = time.monotonic() + 30
        while True:
            try:
                urllib.request.urlopen(address + "/status", timeout=5).close()
                break
            except OSError:
                assert time.monotonic() < end, "ChromeDriver does not answer"
                time.sleep(0.1)
        opened = Browser(address, folder)
        try:
            yield opened
        finally:
            opened.call("DELETE", opened.session)
    finally:
        driver.terminate()
        driver.wait(30)
