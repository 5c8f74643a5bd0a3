"""The group of all commands, with what they share."""

from __future__ import annotations

from importlib import import_module

import click

#: Every command, where it stands, and the line that the overview shows; modules are loaded only when called.
COMMANDS = {
    "ask": ("mgkg.cli.ask:ask", "Answer a question in English or Dutch, with its sources."),
    "show": ("mgkg.cli.look:show", "Show all that the graph says of one thing."),
    "find": ("mgkg.cli.look:find", "Find things by their names and synonyms."),
    "paths": ("mgkg.cli.paths:paths", "Show how two things hang together, step by step."),
    "gaps": ("mgkg.cli.gaps:gaps", "Show what was not studied, and whether anybody looked."),
    "query": ("mgkg.cli.query:query", "List, show and run the stored queries."),
    "sparql": ("mgkg.cli.sparql:sparql", "Run a SPARQL query."),
    "plot": ("mgkg.cli.plot:plot", "Draw findings by year, estimates side by side, and conclusions."),
    "serve": ("mgkg.cli.serve:serve", "Serve pages, linked data and routes for programs."),
    "validate": ("mgkg.cli.check:validate", "Check Turtle against the shapes and the check queries."),
    "format": ("mgkg.cli.check:format_", "Write Turtle files in the canonical look."),
    "import": ("mgkg.cli.make:import_", "Turn evidence sheets into Turtle files."),
    "pool": ("mgkg.cli.pool:pool", "Pool evidence sheets, without a graph."),
    "build": ("mgkg.cli.make:build", "Build a store from Turtle files."),
}


class Lazy(click.Group):
    """A group that loads a command's module when the command is called."""

    def list_commands(self, _: click.Context) -> list[str]:
        """Return the names of the commands in the order of the overview."""
        return list(COMMANDS)

    def get_command(self, _: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command, or None where there is none of the name."""
        if cmd_name not in COMMANDS:
            return None
        module, attribute = COMMANDS[cmd_name][0].split(":")
        command: click.Command = getattr(import_module(module), attribute)
        return command

    def format_commands(self, _: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the overview without loading any command."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])


def _version(ctx: click.Context, _: click.Parameter, wanted: object) -> None:
    if wanted:
        from importlib.metadata import version

        click.echo(f"mgkg {version('mgkg')}")
        ctx.exit()


@click.group(cls=Lazy, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option(
    "--store",
    metavar="WHERE",
    help="A build folder, a dump file or the URL of a SPARQL endpoint. Default: the curated graph of the package.",
)
@click.option("--debug", is_flag=True, expose_value=False, help="Show the whole trace of a fault.")
@click.option("--version", is_flag=True, is_eager=True, expose_value=False, callback=_version, help="Show the version.")
@click.pass_context
def main(ctx: click.Context, *, store: str | None) -> None:
    """Ask an evidence graph of nutrients, metals, conditions and studies.

    \b
    mgkg ask "Is magnesium deficiency connected to Asperger's?"
    mgkg query run findings-on-substance-and-condition substance=lead condition=ALS
    mgkg show magnesium

    Shell completion: eval "$(_MGKG_COMPLETE=bash_source mgkg)" (also zsh_source, fish_source).
    """
    ctx.obj = store
