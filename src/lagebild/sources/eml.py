"""EML files: one mail, as newsletters and press offices send them, by the standard library; attachments are left alone."""

from __future__ import annotations

import email
import email.errors
import email.header
import email.policy
import email.utils
from email.message import Message

from lagebild.model.errors import SourceError
from lagebild.model.nouns import Document
from lagebild.sources.decode import declared_in, decode
from lagebild.sources.fields import block, line, link, moment, tag
from lagebild.sources.htmltext import html_text

_MOST_PARTS = 1_000


def read_eml(data: bytes, where: str) -> Document:
    """Return the document in a mail: subject, day, sender and the text (plain before HTML); raises SourceError."""
    try:
        # the old policy leaves headers as they are: the new one's parser takes very long over hostile ones
        mail = email.message_from_bytes(data, policy=email.policy.compat32)
        parts = [part for part, _ in zip(mail.walk(), range(_MOST_PARTS), strict=False)]
    except (RecursionError, ValueError, LookupError, email.errors.MessageError) as error:
        raise SourceError(where, f"the mail cannot be read: {type(error).__name__}", "save its text as .txt") from None
    text = next(filter(None, (_plain(part, where) for kind in ("text/plain", "text/html") for part in parts if _is(part, kind))), "")
    if not text or not mail.keys():
        raise SourceError(where, "no text in the mail", "save its text as .txt")
    name, address = _sender(mail)
    return Document(
        id="", text=text, title=_header(mail, "subject"), date=_date(mail), lang=tag(_header(mail, "content-language").split(",")[0]),
        url=link(_header(mail, "archived-at").strip("<>")), publisher=name or address.rpartition("@")[2],
    )  # fmt: skip


def _is(part: Message, kind: str) -> bool:
    return part.get_content_type() == kind and not part.get_filename() and part.get_content_disposition() != "attachment"


def _plain(part: Message, where: str) -> str:
    try:
        data = part.get_payload(decode=True)
        if not isinstance(data, bytes) or not data.strip():
            return ""
        html = part.get_content_type() == "text/html"
        text, _ = decode(data, where, [*filter(None, [line(part.get_content_charset(), 40)]), *(declared_in(data) if html else ())])
    except (SourceError, ValueError, LookupError):
        return ""
    return html_text(text) if html else block(text)


def _header(mail: Message, name: str) -> str:
    value = str(mail.get(name, ""))[:4000]
    try:
        return line(str(email.header.make_header(email.header.decode_header(value))))
    except (ValueError, LookupError, UnicodeError, email.errors.MessageError):
        return line(value)


def _sender(mail: Message) -> tuple[str, str]:
    name, address = email.utils.parseaddr(str(mail.get("from", ""))[:1000])
    return line(_decoded(name), 200), line(address, 200)


def _decoded(name: str) -> str:
    try:
        return str(email.header.make_header(email.header.decode_header(name)))
    except (ValueError, LookupError, UnicodeError, email.errors.MessageError):
        return name


def _date(mail: Message) -> str:
    try:
        return moment(email.utils.parsedate_to_datetime(str(mail.get("date", ""))[:200]))
    except (ValueError, TypeError, OverflowError, IndexError):
        return ""
