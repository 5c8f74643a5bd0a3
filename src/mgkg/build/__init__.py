"""Builds: from Turtle files and rules to a store that is found whole or not at all."""

from mgkg.build.curated import curated
from mgkg.build.flow import Build, build
from mgkg.build.stages import derived

__all__ = ["Build", "build", "curated", "derived"]
