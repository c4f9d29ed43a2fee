"""GDELT 2.0 as a way to find addresses: its lists of files, and the addresses of the reports in their rows.

What GDELT itself reads in the reports (its events) is not taken over: the desk reads them itself.
"""

from __future__ import annotations

import re

from lagebild.model.errors import SourceError
from lagebild.sources.archive import members
from lagebild.sources.fields import link, moment
from lagebild.sources.items import Item, key_of

# fifteen minutes of the world are some 3 MB
_LARGEST = 50_000_000
_MOST_LINES, _LONGEST_LINE = 2_000_000, 100_000
_LISTED = re.compile(r"\d+\s+[0-9a-f]{32}\s+(https?://\S+\.export\.CSV\.zip)", re.I)
# 61 columns in an export file (GDELT Event Codebook 2.0): DATEADDED and SOURCEURL are the last two
_COLUMNS = 61


def read_gdelt_list(text: str, where: str) -> list[str]:
    """Return the addresses of the export files in a `lastupdate.txt` or `masterfilelist.txt`, newest first.

    >>> read_gdelt_list("1 0123456789abcdef0123456789abcdef http://example.org/20241110.export.CSV.zip", "a")
    ['http://example.org/20241110.export.CSV.zip']
    """
    rows = (_LISTED.match(row[:500]) for row in text.splitlines()[:_MOST_LINES])
    found = dict.fromkeys(link(row[1]) for row in rows if row)
    if not found:
        raise SourceError(where, "no list of GDELT 2.0 export files", "give the address of its lastupdate.txt or masterfilelist.txt")
    return sorted(filter(None, found), reverse=True)


def read_gdelt_export(data: bytes, where: str) -> list[Item]:
    """Return the reports that an export file (zip) names, each address once; raises SourceError where it is none."""
    found: dict[str, Item] = {}
    parts = members(data, where)
    name = next((name for name in parts if name.lower().endswith(".csv")), "")
    if not name:
        raise SourceError(where, "a zip archive without a CSV file", "give an export file of GDELT 2.0")
    for row in parts[name](_LARGEST).splitlines():
        columns = row[:_LONGEST_LINE].decode("utf-8", "replace").rstrip("\r").split("\t")
        url = link(columns[-1]) if len(columns) == _COLUMNS else ""
        if url and url not in found:
            found[url] = Item(key=key_of(url, "", "", ""), url=url, date=_date(columns[-2]))
    if not found:
        raise SourceError(where, f"no row with {_COLUMNS} columns and an address", "give an export file of GDELT 2.0")
    return list(found.values())


def _date(stamp: str) -> str:
    if not re.fullmatch(r"\d{14}", stamp):
        return ""
    return moment(f"{stamp[:4]}-{stamp[4:6]}-{stamp[6:8]}T{stamp[8:10]}:{stamp[10:12]}:{stamp[12:]}+00:00")
