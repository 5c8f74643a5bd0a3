"""How long `mgkg ask` takes as a process: the first start, which builds the store, and the starts after it.

Prints a Markdown table: run it with the Python of the environment that mgkg is installed in.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time

QUESTION = "Is magnesium deficiency connected to Asperger's?"
#: How many starts after the first are measured.
RUNS = 20


def seconds(layout: str, cache: str) -> float:
    """Return how long one process takes, in seconds of wall-clock time."""
    command = [sys.executable, "-m", "mgkg", "ask", "--format", layout, QUESTION]
    started = time.perf_counter()
    subprocess.run(command, env={**os.environ, "MGKG_CACHE": cache}, check=True, capture_output=True)  # noqa: S603 - our own
    return time.perf_counter() - started


def main() -> None:
    """Print the table."""
    print("| start | format | seconds |")
    print("|---|---|--:|")
    with tempfile.TemporaryDirectory() as cache:
        print(f"| first | json | {seconds('json', cache):.2f} |")
        for layout in ("json", "text"):
            times = [seconds(layout, cache) for _ in range(RUNS)]
            print(f"| later, median of {RUNS} | {layout} | {statistics.median(times):.2f} |")
            print(f"| later, slowest of {RUNS} | {layout} | {max(times):.2f} |")


if __name__ == "__main__":
    main()
