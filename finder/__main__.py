"""`python -m finder` is the `finder` command."""

from __future__ import annotations

import gc


def main() -> None:
    """Run the command. While modules are imported nothing dies: looking for it takes a tenth of the time."""
    gc.disable()
    from finder.cli import main as run  # noqa: PLC0415 (that is what this is about)

    run()


if __name__ == "__main__":
    main()
