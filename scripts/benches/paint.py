"""What a phone on 3G sees: first paint, layout shift and weight of the main pages, in Chromium held back."""

from __future__ import annotations

import shutil
import statistics
from typing import TYPE_CHECKING

from scripts.benches.runs.results import Figure, Plan, Report, Table
from scripts.benches.tools import servers
from scripts.benches.tools.made_up_directory import made_up_directory

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PAGES = (
    "/",
    "/search?near=59101&cancer=pancreatic-cancer",
    "/es/search?near=10001&cancer=breast-cancer",
    "/cancers/breast-cancer",
    "/second-opinion?all=yes",
    "/pack?cancer=pancreatic-cancer&near=59101&pick=centers/md-anderson",
    "/help?near=59101",
)
#: WebPageTest's "3G": 1.6 Mbit/s down, 768 kbit/s up, 300 ms there and back; a processor a quarter as fast.
NETWORK = {
    "offline": False,
    "downloadThroughput": 200_000,
    "uploadThroughput": 96_000,
    "latency": 300,
}
SLOWER = 4
_WATCH = """
window.shifted = 0;
new PerformanceObserver((list) => list.getEntries().forEach((each) => { window.shifted += each.value; }))
  .observe({ type: "layout-shift", buffered: true });
"""
_PAINT = "performance.getEntriesByName('first-contentful-paint')[0].startTime"


def bench(plan: Plan) -> Report:
    """Measure the pages as a first visit sees them. Needs Chromium."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 (no other bench needs it)

    path = shutil.which("chromium") or shutil.which("chromium-headless-shell")
    flags = ["--no-sandbox", "--disable-background-networking"]
    rows, figures = [], []
    home = made_up_directory(plan.folder, plan.sites).path.parent
    with servers.finder(home) as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=flags)
        for page in PAGES:
            address = f"http://127.0.0.1:{server.port}{page}"
            seen = [_visit(browser, address) for _ in range(1 if plan.quick else 5)]
            paint, shift, weight = (statistics.median(column) for column in zip(*seen, strict=True))
            rows.append((page, f"{paint:.0f}", f"{shift:.3f}", f"{weight / 1000:.1f}"))
            figures += [
                Figure(f"{page}: first paint", paint, "ms", "less"),
                Figure(f"{page}: weight", weight / 1000, "kB", "less"),
            ]
        browser.close()
    heads = ("", "first paint, ms", "layout shift", "kB")
    return Report([Table("On a phone at 1.6 Mbit/s, 300 ms", heads, rows)], figures)


def _visit(browser: Browser, address: str) -> tuple[float, float, float]:
    """Return milliseconds to the first paint, layout shift, and bytes over the wire of a first visit."""
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.add_init_script(_WATCH)
    held = context.new_cdp_session(page)
    held.send("Network.enable")
    held.send("Network.emulateNetworkConditions", NETWORK)
    held.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    came: list[float] = []
    held.on("Network.loadingFinished", lambda event: came.append(event["encodedDataLength"]))
    page.goto(address, wait_until="load")
    page.wait_for_timeout(500)
    figures = page.evaluate(_PAINT), page.evaluate("window.shifted"), sum(came)
    context.close()
    return figures
