"""The claim sheet for the terminal: one block a claim, readable at 80 and at 160 columns, with and without colour."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

from lagebild.tell.names import visible
from lagebild.tell.view import ClaimView, Fact, NoteView, Quote, SheetView, Side, StatementView
from lagebild.tell.words import Words

if TYPE_CHECKING:
    from rich.console import Console, ConsoleOptions, RenderableType
    from rich.table import Table
    from rich.text import Text

COLOURS = {
    "verbal-cooperation": "cyan",
    "material-cooperation": "green",
    "verbal-conflict": "yellow",
    "material-conflict": "red",
    "judgement": "magenta",
}
TWO_COLUMNS = 120
"""From this width on, a claim's facts stand beside its sentence instead of below."""
WIDEST = 160
"""Longer lines are hard to read."""


def terminal(stream: IO[str]) -> Console:
    """Return a console on a stream: colours only where it is a terminal, no markup, no emoji codes."""
    from rich.console import Console

    return Console(file=stream, highlight=False, markup=False, emoji=False, soft_wrap=False)


def print_sheet(view: SheetView, console: Console, words: Words) -> None:
    """Print a sheet: head, claims, statements, notes."""
    width = min(console.width, WIDEST)
    _show([_head(view, words), *_claims(view, words, width), *_statements(view, words), *_notes(view, words), _text("")], console)


def _show(parts: Iterable[RenderableType], console: Console) -> None:
    """Print the parts; where it is no terminal, without the blanks that fill the lines."""
    width = min(console.width, WIDEST)
    if console.is_terminal:
        for part in parts:
            console.print(part, width=width)
        return
    for part in parts:
        with console.capture() as capture:
            console.print(part, width=width)
        console.file.writelines(line.rstrip() + "\n" for line in capture.get().splitlines())


def _text(words: str, style: str = "") -> Text:
    from rich.text import Text

    return Text(visible(words), style)


def _join(*pieces: Text | str) -> Text:
    from rich.text import Text

    return Text.assemble(*[_text(piece) if isinstance(piece, str) else piece for piece in pieces])


def _stack(*rows: RenderableType) -> RenderableType:
    from rich.console import Group

    return Group(*rows)


def _indent(inside: RenderableType, left: int = 4) -> RenderableType:
    from rich.padding import Padding

    return Padding(inside, (0, 0, 0, left))


def _title(words: str, count: int) -> RenderableType:
    from rich.rule import Rule

    return _stack(_text(""), Rule(_text(f"{words} ({count})", "bold"), align="left", style="dim"))


def _head(view: SheetView, words: Words) -> RenderableType:
    from rich.rule import Rule

    rows: list[RenderableType] = [Rule(style="bold", characters="═"), _text(view.title or words("ui", "untitled"), "bold")]
    rows.append(_grid(view.head))
    rows += [_text(f"! {warning}", "bold yellow") for warning in view.warnings]
    return _stack(*rows)


def _grid(facts: Iterable[Fact], narrow: bool = False) -> Table:
    """Facts as label and value; the labels of all cards have one width, so that the values stand in one column."""
    from rich.table import Table

    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(style="dim", no_wrap=True, min_width=1 if narrow else 13)
    grid.add_column(overflow="fold")
    for fact in facts:
        grid.add_row(_text(fact.label), _text(fact.value))
    return grid


def _claims(view: SheetView, words: Words, width: int) -> Iterable[RenderableType]:
    yield _title(words("ui", "claims"), len(view.claims))
    if not view.claims:
        yield _indent(_text(words("ui", "no_claims"), "dim"))
    for claim in view.claims:
        yield _claim(claim, words, width)


def _claim(claim: ClaimView, words: Words, width: int) -> RenderableType:
    from rich.table import Table

    colour = COLOURS[claim.kind]
    first = _join(_text(f"{claim.number:>3} ", "bold"), _text(claim.code, f"bold {colour}"))
    first.append_text(_text(f"  {claim.name}" if claim.name else "", "bold"))
    marks = [claim.kind_name] + ([words("ui", "headline")] if claim.headline else [])
    first.append_text(_text("".join(f" · {mark}" for mark in marks), "dim"))
    first.append_text(_text(f" · {words('ui', 'negated')}" if claim.negated else "", "bold red"))
    said = _stack(_sides(claim, words), _quote(claim.quote, colour))
    facts = _grid(claim.facts)
    if width < TWO_COLUMNS:
        return _stack(_text(""), first, _indent(_stack(said, facts)))
    both = Table.grid(padding=(0, 4, 0, 0), expand=True)
    both.add_column(ratio=1)
    both.add_column(ratio=1)
    both.add_row(said, facts)
    return _stack(_text(""), first, _indent(both))


def _sides(claim: ClaimView, words: Words) -> Text:
    nobody = words("ui", "nobody")
    if claim.mutual:
        return _join(_names(claim.left, nobody), f" ↔ {words('ui', 'each_other')}")
    if not claim.right:
        return _names(claim.left, nobody)
    return _join(_names(claim.left, nobody), _text("  →  ", "bold"), _names(claim.right, nobody))


def _names(sides: Sequence[Side], nobody: str) -> Text:
    if not sides:
        return _text(f"[{nobody}]", "dim")
    line = _text("")
    for place, side in enumerate(sides):
        line.append_text(_join(", " if place else "", _text(side.name, "bold")))
        line.append_text(_text(f" {side.details}" if side.details else "", "dim"))
    return line


def _quote(quote: Quote, colour: str) -> RenderableType:
    """The sentence behind a bar; the trigger between pointers, so that it is marked without colour too."""
    line = _text(quote.before)
    if quote.trigger:
        line.append_text(_text(f"▸{quote.trigger}◂", f"bold {colour}"))
        line.append_text(_text(quote.after))
    return Barred(line)


@dataclass(frozen=True)
class Barred:
    """A text with a bar before every line, however it wraps."""

    line: Text

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterable[Text]:
        """Yield the wrapped lines."""
        for line in self.line.wrap(console, max(options.max_width - 2, 10)):
            yield _join(_text("▏ ", "dim"), line)


def _statements(view: SheetView, words: Words) -> Iterable[RenderableType]:
    if not view.statements:
        return
    yield _title(words("ui", "statements"), len(view.statements))
    for statement in view.statements:
        yield _statement(statement)


def _statement(statement: StatementView) -> RenderableType:
    facts = [_text(f"{fact.label}: {fact.value}" if fact.label else fact.value, "dim") for fact in statement.facts]
    return _stack(_text(""), _indent(_stack(_text(statement.title, "bold"), _quote(statement.quote, ""), *facts)))


def _notes(view: SheetView, words: Words) -> Iterable[RenderableType]:
    if not view.notes:
        return
    yield _title(words("ui", "notes"), len(view.notes))
    for note in view.notes:
        yield _note(note, words)


def _note(note: NoteView, words: Words) -> RenderableType:
    rows: list[RenderableType] = [_text(note.title, "bold")]
    if note.quote:
        rows.append(_text(words("ui", "quote", words=note.quote)))
    rows.append(_text(note.why, "dim"))
    return _stack(_text(""), _indent(_stack(*rows)))


def print_facts(title: str, lines: Sequence[str], facts: Sequence[Fact], console: Console) -> None:
    """Print a title, lines of text and facts: what the other commands show."""
    below = [_indent(_grid(facts, narrow=True), 2)] if facts else []
    _show([_text(title, "bold"), *(_indent(_text(line, "dim"), 2) for line in lines), *below, _text("")], console)


def print_rows(rows: Sequence[Sequence[str]], console: Console) -> None:
    """Print rows of cells in columns, the first row as their heading."""
    from rich.table import Table

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for place, heading in enumerate(rows[0]):
        # the first column names the row: it stays in one piece; what is long elsewhere goes on below, nothing is cut off
        table.add_column(_text(heading), no_wrap=place == 0, overflow="fold")
    for row in rows[1:]:
        table.add_row(*map(_text, row))
    _show([table, _text("")], console)
