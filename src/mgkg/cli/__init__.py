"""The command line: one group of commands, each loaded when it is called."""

from mgkg.cli.running import run

__all__ = ["run"]
