"""Look for known vulnerabilities of the pinned packages; say so where the database is out of reach."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

LOCK = Path(__file__).resolve().parent.parent / "requirements.lock"


def main() -> int:
    """Print what is known of each package that has a vulnerability; return 1 if there is one."""
    command = [
        *(sys.executable, "-m", "pip_audit", "--requirement", str(LOCK), "--require-hashes", "--disable-pip"),
        *("--format", "json", "--progress-spinner", "off", "--timeout", "15"),
    ]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=600, check=False)
    try:
        packages = json.loads(ran.stdout)["dependencies"]
    except (ValueError, KeyError):
        lines = ran.stderr.strip().splitlines() or ["no answer"]
        print(f"Skipped: the database of vulnerabilities cannot be reached ({lines[-1][:200]}).")
        return 0
    found = [(each, fault) for each in packages for fault in each.get("vulns", ())]
    for package, fault in found:
        better = ", ".join(fault["fix_versions"]) or "none yet"
        print(f"{package['name']} {package['version']}: {fault['id']}, mended in {better}")
    print(f"{len(packages)} packages looked up, {len(found)} known vulnerabilities.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
