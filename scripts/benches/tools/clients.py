"""Ask a server from many connections at once: by wrk where it is installed, or else from Python."""

from __future__ import annotations

import asyncio
import json
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
#: The line of the output that holds the figures, from ask.lua and from `main` below.
_MARK = "figures "
_TIMEOUT = 30


@dataclass(frozen=True, slots=True)
class Asked:
    """What came of asking: answers, seconds, bytes, milliseconds (median and 99th percentile), failures."""

    requests: int
    seconds: float
    bytes: int
    p50: float
    p99: float
    failed: int
    #: Seconds of the processor that the server took, 0 where that is not known.
    processor: float = 0.0

    @property
    def rate(self) -> float:
        """Answers a second."""
        return self.requests / self.seconds

    @property
    def cost(self) -> float:
        """Milliseconds of the processor for an answer."""
        return 1000 * self.processor / self.requests


def client_name() -> str:
    """Return what asks on this machine."""
    return "wrk" if shutil.which("wrk") else "Python (install wrk for figures of fast views)"


def ask(
    port: int, addresses: Sequence[str], clients: int, seconds: int, encodings: str, folder: Path
) -> Asked:
    """Ask the addresses in order, from so many clients at once, for so many seconds.

    Addresses are asked again from the first where they run out. `encodings` is the header Accept-Encoding;
    without it none is sent.
    """
    file = folder / "addresses.txt"
    file.write_text("".join(f"{each}\n" for each in addresses))
    server = f"http://127.0.0.1:{port}"
    given = [str(file), *([encodings] if encodings else [])]
    if shutil.which("wrk"):
        script = str(Path(__file__).with_name("ask.lua"))
        command = ["wrk", "-t1", f"-c{clients}", f"-d{seconds}s", f"--timeout={_TIMEOUT}s", "-s", script]
        command += [server, "--", *given]
    else:
        command = [sys.executable, "-m", __name__, str(port), str(clients), str(seconds), *given]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    return read_figures(done.stdout)


def read_figures(output: str) -> Asked:
    """Read what the client printed. Raises ValueError if it printed no figures."""
    for line in output.splitlines():
        if line.startswith(_MARK):
            return Asked(**json.loads(line.removeprefix(_MARK)))
    raise ValueError(f"The client printed no figures: {output[-400:]}")


async def _ask_from_python(port: int, clients: int, seconds: int, file: str, encodings: str) -> Asked:
    addresses = Path(file).read_text().split()
    headers = f"Host: 127.0.0.1:{port}\r\n" + (f"Accept-Encoding: {encodings}\r\n" if encodings else "")
    following = iter(range(10**9))
    taken: list[float] = []
    size = failed = 0
    started = time.perf_counter()

    async def client() -> None:
        nonlocal size, failed
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        while (began := time.perf_counter()) < started + seconds:
            address = addresses[next(following) % len(addresses)]
            writer.write(f"GET {address} HTTP/1.1\r\n{headers}\r\n".encode())
            head = (await reader.readuntil(b"\r\n\r\n")).lower()
            length = int(head.partition(b"content-length:")[2].partition(b"\r\n")[0])
            await reader.readexactly(length)
            taken.append((time.perf_counter() - began) * 1000)
            size += len(head) + length
            failed += int(head[9:12]) >= 400
        writer.close()

    await asyncio.gather(*(client() for _ in range(clients)))
    p99 = statistics.quantiles(taken, n=100)[98] if len(taken) > 1 else taken[0]
    wall = time.perf_counter() - started
    return Asked(len(taken), wall, size, statistics.median(taken), p99, failed)


def main(port: str, clients: str, seconds: str, file: str, encodings: str = "") -> None:
    """Ask from this process, and print the figures as ask.lua does."""
    asked = asyncio.run(_ask_from_python(int(port), int(clients), int(seconds), file, encodings))
    print(_MARK + json.dumps(asdict(asked)))


if __name__ == "__main__":
    main(*sys.argv[1:])
