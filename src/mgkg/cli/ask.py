"""mgkg ask: a question in, an answer with its sources out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from mgkg.cli.output import echo

if TYPE_CHECKING:
    from mgkg.answers import Answer


@click.command()
@click.argument("question", nargs=-1, required=True)
@click.option("--lang", type=click.Choice(["en", "nl"]), help="Language of the answer. Default: that of the question.")
@click.option("--format", "layout", type=click.Choice(["text", "md", "json"]), default="text", show_default=True)
@click.option("--as-of", type=click.IntRange(1900, 2100), metavar="YEAR", help="Answer from what was out by its end.")
@click.pass_obj
def ask(store: str | None, question: tuple[str, ...], *, lang: str | None, layout: str, as_of: int | None) -> None:
    """Answer a question on substances and conditions, in English or Dutch.

    \b
    mgkg ask "Is magnesium deficiency connected to Asperger's?"
    mgkg ask "Verhoogt een tekort aan magnesium het risico op ALS?"
    mgkg ask "Which metals are raised in ALS?"
    mgkg ask "Is magnesium linked to autism?" --as-of 2006
    """
    from mgkg import answers, knowledge

    with knowledge.open(store) as graph:
        answer = graph.ask(" ".join(question), language=lang, as_of=as_of)
    if layout == "json":
        import json

        echo(json.dumps(answers.to_json(answer), ensure_ascii=False, indent=2))
    elif layout == "md":
        echo(answers.to_markdown(answer))
    else:
        _print(answer)


def _print(answer: Answer) -> None:
    import sys

    from mgkg import answers
    from mgkg.cli.output import console

    colour = console()
    echo(answers.to_text(answer, width=min(colour.width, 100), colour=sys.stdout.isatty() and not colour.no_color))
