"""Start an installed finder once and ask it for a page, an answer and a document list.

usage: python scripts/try_installed.py PATH-OF-FINDER
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import closing
from socket import create_server


def main() -> None:
    """Start, ask, stop. Exits non-zero if an answer is not what it should be."""
    finder = sys.argv[1]
    with closing(create_server(("127.0.0.1", 0))) as free:
        port = free.getsockname()[1]
    started = time.perf_counter()
    server = subprocess.Popen([finder, "serve", "--port", str(port)])
    try:
        home = ask(f"http://127.0.0.1:{port}/", server)
        print(f"first page of a cold start after {time.perf_counter() - started:.2f} s")
        assert "<h1" in home
        page = ask(f"http://127.0.0.1:{port}/search?near=59715&cancer=pancreatic&specialty=surgery", server)
        assert "Bozeman" in page
        answer = json.loads(ask(f"http://127.0.0.1:{port}/api/v1/search?near=02115&kind=center", server))
        assert answer["results"][0]["address"]["city"] == "Boston", answer["results"][0]
        lists = json.loads(ask(f"http://127.0.0.1:{port}/api/v1/guidelines?cancer=colon-cancer", server))
        assert lists["total"] > 10
        assert "{" in ask(f"http://127.0.0.1:{port}/static/finder.css", server)
    finally:
        server.terminate()
        server.wait(timeout=20)
    print("the installed finder answers")


def ask(address: str, server: subprocess.Popen[bytes]) -> str:
    """Return what `address` answers; wait for the server to listen, which a busy machine makes long."""
    end = time.monotonic() + 300
    while True:
        try:
            with urllib.request.urlopen(address, timeout=60) as answer:
                return str(answer.read().decode())
        except urllib.error.HTTPError:
            raise
        except OSError:
            if server.poll() is not None or time.monotonic() > end:
                raise
            time.sleep(0.02)


if __name__ == "__main__":
    main()
