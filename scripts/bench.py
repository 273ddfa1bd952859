"""Measure the finder, and compare two commits: `python scripts/bench.py --help` lists the benches."""

from __future__ import annotations

import signal
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from scripts.benches.main import main

if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that the servers it runs end with it
    sys.exit(main())
