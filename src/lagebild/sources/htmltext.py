"""A piece of HTML, as feeds carry it, as plain text: paragraphs on lines of their own, nothing of scripts and styles."""

from __future__ import annotations

from lagebild.sources.fields import block

_LONGEST = 1_000_000
_MOST_TAGS = 20_000
_NOT_TEXT = (
    "script", "style", "template", "iframe", "object", "embed", "noscript", "svg", "math", "form", "button", "select", "textarea", "figure",
    "audio", "video", "head", "title",
)  # fmt: skip
_BLOCKS = (
    "p", "div", "br", "li", "ul", "ol", "tr", "td", "table", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "article", "section", "pre",
    "hr", "dt", "dd",
)  # fmt: skip


def html_text(html: str) -> str:
    """Return the text of a piece of HTML; "" where it is too large or cannot be read.

    >>> html_text("<p>Kiew <b>warnt</b>.</p><script>alert(1)</script><p>Moskau &amp; Minsk schweigen.")
    'Kiew warnt.\\nMoskau & Minsk schweigen.'
    """
    if "<" not in html and "&" not in html:
        return block(html)
    if len(html) > _LONGEST or html.count("<") > _MOST_TAGS:
        return ""
    from lxml import etree
    from lxml.html import HTMLParser, fragment_fromstring

    try:
        root = fragment_fromstring(html, create_parent="div", parser=HTMLParser(no_network=True, remove_comments=True, remove_pis=True))
        etree.strip_elements(root, *_NOT_TEXT, with_tail=False)
        for element in root.iter(*_BLOCKS):
            element.text, element.tail = f"\n{element.text or ''}", f"\n{element.tail or ''}"
        return "\n".join(filter(None, block(str(root.text_content())).split("\n")))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError):
        return ""
