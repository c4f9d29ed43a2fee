"""The claim sheet as one self-contained page: no request to anywhere, no inline handlers, everything escaped."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources
from typing import TYPE_CHECKING

from lagebild.model.nouns import Sheet
from lagebild.tell.markup import Segment, segments
from lagebild.tell.view import SheetView, sheet_view
from lagebild.tell.words import Words

if TYPE_CHECKING:
    from jinja2 import Template

KINDS = ("verbal-cooperation", "material-cooperation", "verbal-conflict", "material-conflict", "judgement")


@dataclass(frozen=True, slots=True)
class Shown:
    """A document on the page: its view, its parts cut at the marks, and its address where it may be a link."""

    view: SheetView
    title: list[Segment]
    text: list[Segment]
    link: str


def page(sheets: Sequence[Sheet], words: Words) -> str:
    """Return one HTML page of all sheets."""
    from markupsafe import Markup

    from lagebild import __version__

    style, script = asset("page.css"), asset("page.js")
    # our own two files alone are not escaped; the policy names their hashes, so that nothing else can run or style
    return template("page.html").render(
        documents=[_shown(sheet, words) for sheet in sheets], w=words, kinds=KINDS, version=__version__,
        style=Markup(style), script=Markup(script), policy=policy(style, script),
    )  # fmt: skip


def policy(style: str, script: str) -> str:
    """Return the Content-Security-Policy that allows this style and this script and nothing else."""
    return f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; base-uri 'none'; form-action 'none'"


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _shown(sheet: Sheet, words: Words) -> Shown:
    view = sheet_view(sheet, words)
    url = sheet.document.url
    # a document's address may be anything, javascript: too
    link = url if url.lower().startswith(("https://", "http://")) else ""
    return Shown(view, segments(sheet, view.claims, "title"), segments(sheet, view.claims, "text"), link)


def asset(name: str) -> str:
    """Return a file of the pages."""
    return resources.files("lagebild.tell").joinpath("page", name).read_text("utf-8")


def template(name: str) -> Template:
    """Return a page's template: everything escaped, nothing undefined."""
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    loader = FunctionLoader(asset)
    return Environment(autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True, loader=loader).get_template(name)
