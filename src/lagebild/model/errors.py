"""The one tree of errors.

LagebildError
├── PackError      a pack (language, world, ontology) is wrong: file, line or key, cause, way out
├── SourceError    a document could not be had: address, cause, way out
├── InputError     a line or file given by the user is wrong: where, cause, way out
└── StoreError     the store cannot be opened or does not have what is asked for: where, cause, way out
"""

from __future__ import annotations


class LagebildError(Exception):
    """Whatever this package raises on purpose; carries where, why and the way out.

    >>> str(LagebildError("docs.jsonl:3", "not JSON", "quote the keys"))
    'docs.jsonl:3: not JSON (quote the keys)'
    """

    def __init__(self, where: str, cause: str, way_out: str = "") -> None:
        self.where, self.cause, self.way_out = where, cause, way_out
        super().__init__(f"{where}: {cause}" + (f" ({way_out})" if way_out else ""))


class PackError(LagebildError):
    """A pack cannot be used as it is."""


class SourceError(LagebildError):
    """A document could not be fetched or opened."""


class InputError(LagebildError):
    """A line or a file that the user gave is not what the command takes."""


class StoreError(LagebildError):
    """The store cannot be opened, or does not hold what is asked for."""
