"""How long it takes to pool ten thousand bodies of 2 to 50 studies, beside statsmodels and R metafor on the same data.

Prints a Markdown table. statsmodels comes with `pip install 'mgkg[bench]'`; metafor is measured where Rscript and the
package are installed. Those two pool one body at a time, so they are given the first bodies alone, and the time for a
body is compared; that a ratio does not rest on work left out, each does the three estimators of tau² that it has, with
Hartung–Knapp intervals.
"""

from __future__ import annotations

import shutil
import statistics
import subprocess
import tempfile
import time
import warnings
from collections.abc import Callable
from pathlib import Path

import numpy as np

from mgkg.assessment.pooling import Bodies, Method, by_offset, heterogeneity, pool

#: How many bodies are pooled, and how many of them by each of the others.
BODIES, FOR_STATSMODELS, FOR_METAFOR = 10_000, 500, 200
#: Runs, of which the median is told.
RUNS = 5
#: What metafor does: three estimators, each with the normal and the Hartung–Knapp interval, and one Q-profile.
METAFOR = """
suppressMessages(library(metafor))
data <- split(read.csv(commandArgs(TRUE)[1]), ~body)
settings <- list(stepadj = 0.5, maxiter = 10000, tau2.max = 10000)
started <- proc.time()
for (one in data) {
  for (method in c("DL", "PM", "REML")) {
    fit <- rma(effect, sei = se, data = one, method = method, control = settings)
    predict(fit, pi.type = "riley")
    rma(effect, sei = se, data = one, method = method, test = "knha", control = settings)
  }
  confint(fit, control = settings)
}
spent <- proc.time() - started
cat(spent[["elapsed"]], spent[["user.self"]] + spent[["sys.self"]])
"""


def made() -> Bodies:
    """Return bodies with little, some and much between their studies, the same in every run."""
    random = np.random.default_rng(20261125)
    k = random.integers(2, 51, BODIES)
    offsets = np.concatenate([[0], np.cumsum(k)])
    between = np.repeat(random.choice([0, 0.05, 0.1, 0.3, 1], BODIES), k)
    errors = np.exp(random.normal(-1.5, 0.7, offsets[-1]))
    return by_offset(random.normal(0.2, np.sqrt(between**2 + errors**2)), errors, offsets)


def ours(bodies: Bodies) -> None:
    """Pool all bodies by three estimators, with all intervals, and profile their heterogeneity."""
    for method in (Method.DERSIMONIAN_LAIRD, Method.PAULE_MANDEL, Method.RESTRICTED_LIKELIHOOD):
        pool(bodies, method)
    heterogeneity(bodies)


def by_statsmodels(bodies: Bodies) -> None:
    """Pool the first bodies by the two estimators that statsmodels has, with Hartung–Knapp intervals."""
    from statsmodels.stats.meta_analysis import combine_effects

    warnings.simplefilter("ignore")  # it takes the root of what is below zero where tau² would be
    for start, end in zip(bodies.offsets[:FOR_STATSMODELS], bodies.offsets[1:], strict=False):
        for method in ("dl", "pm"):
            found = combine_effects(bodies.values[start:end], bodies.errors[start:end] ** 2, method_re=method)
            found.conf_int(use_t=True)


def by_metafor(bodies: Bodies) -> tuple[float, float]:
    """Return how many seconds metafor takes over the first bodies, by the clock and of the processor."""
    end = bodies.offsets[FOR_METAFOR]
    body = np.repeat(np.arange(FOR_METAFOR), np.diff(bodies.offsets[: FOR_METAFOR + 1]))
    with tempfile.TemporaryDirectory() as folder:
        rows = np.column_stack([body, bodies.values[:end], bodies.errors[:end]])
        np.savetxt(Path(folder) / "bodies.csv", rows, delimiter=",", header="body,effect,se", comments="")
        (Path(folder) / "pool.R").write_text(METAFOR, encoding="utf-8")
        command = ["Rscript", str(Path(folder) / "pool.R"), str(Path(folder) / "bodies.csv")]
        done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603 - our own
    clock, processor = done.stdout.split()
    return float(clock), float(processor)


def timed(work: Callable[[], None]) -> tuple[float, float]:
    """Return how many seconds a piece of work takes, by the clock and of the processor."""
    started, spent = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - started, time.process_time() - spent


def main() -> None:
    """Print the table."""
    bodies = made()
    print("| what | bodies | seconds | processor seconds | microseconds of processor a body | times ours |")
    print("|---|--:|--:|--:|--:|--:|")
    runs = [timed(lambda: ours(bodies)) for _ in range(RUNS)]
    base = statistics.median(spent for _, spent in runs) / BODIES

    def row(what: str, count: int, clock: float, spent: float) -> None:
        each = spent / count
        print(f"| {what} | {count:,} | {clock:.2f} | {spent:.2f} | {1e6 * each:,.0f} | {each / base:,.0f} |")

    clock = statistics.median(clock for clock, _ in runs)
    row(f"mgkg: DL, PM, REML, all intervals, Q-profile (median of {RUNS})", BODIES, clock, base * BODIES)
    try:
        row("statsmodels: DL, PM, Hartung–Knapp", FOR_STATSMODELS, *timed(lambda: by_statsmodels(bodies)))
    except ImportError:
        print("| statsmodels: not installed | | | | | |")
    if shutil.which("Rscript"):
        row("metafor: DL, PM, REML, all intervals, Q-profile", FOR_METAFOR, *by_metafor(bodies))
    else:
        print("| metafor: Rscript not installed | | | | | |")


if __name__ == "__main__":
    main()
