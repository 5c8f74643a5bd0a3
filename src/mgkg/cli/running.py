"""Running a command: what an error becomes on the terminal, and which exit code it gives."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from mgkg.errors import DataError, MgkgError, UnavailableError, UsageError

#: Exit codes: done, faults found in data, wrong use or nothing understood, not available, a fault of ours, interrupted.
DONE, FAULTS, USAGE, UNAVAILABLE, INTERNAL, INTERRUPTED = 0, 1, 2, 3, 70, 130
_CODES = ((DataError, FAULTS), (UsageError, USAGE), (UnavailableError, UNAVAILABLE))


def run(arguments: Sequence[str]) -> int:
    """Run the command line and return its exit code; errors are told on standard error, in one line each."""
    import click

    from mgkg.cli.group import main

    try:
        result = main(args=list(arguments), prog_name="mgkg", standalone_mode=False)
        sys.stdout.flush()
    except click.exceptions.Exit as error:
        return error.exit_code
    except BrokenPipeError:
        return _closed_pipe()
    except (click.Abort, KeyboardInterrupt):
        return _told("interrupted", INTERRUPTED)
    except Exception as error:  # noqa: BLE001 - whatever goes wrong, a person gets one line, not a trace
        return _failed(error, debug="--debug" in arguments)
    return result if isinstance(result, int) else DONE


def _failed(error: Exception, *, debug: bool) -> int:
    """Tell an error in one line and return its exit code; with debug, a fault of ours keeps its trace."""
    import click

    if isinstance(error, click.ClickException):
        return _told(f"{error.format_message()}{_hint(error)}", USAGE)
    if isinstance(error, MgkgError):
        return _told(str(error), next((code for kind, code in _CODES if isinstance(error, kind)), FAULTS))
    if debug:
        raise error
    what = f"{type(error).__name__}: {error}".splitlines()[0]
    return _told(f"this is a fault of mgkg's own: {what}; run it again with --debug for the trace", INTERNAL)


def _hint(error: object) -> str:
    context = getattr(error, "ctx", None)
    return f"; see '{context.command_path} --help'" if context is not None else ""


def _told(message: str, code: int) -> int:
    print(f"mgkg: {message}", file=sys.stderr)
    return code


def _closed_pipe() -> int:
    """Return quietly: whoever read the output has had enough, and Python must not complain of it at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return DONE
