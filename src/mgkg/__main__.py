"""The command `mgkg`: runs the command line and ends with its exit code."""

from __future__ import annotations

import sys


def main() -> int:
    """Run the command line on this process's arguments and return its exit code."""
    from mgkg.cli import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
