"""What the tests of sources share."""

from __future__ import annotations

import pytest

ARTICLE = """<!DOCTYPE html><html lang="de-DE"><head><title>Russland warnt die NATO - Das Blatt</title>
<meta charset="utf-8"><meta property="og:site_name" content="Das Blatt"><meta name="author" content="Anna Muster">
<meta property="article:published_time" content="2024-11-10T09:00:00+01:00"></head>
<body><nav><a href="/">Start</a> <a href="/politik">Politik</a></nav><article><h1>Russland warnt die NATO</h1>
<p>Russland hat die NATO am Sonntag vor einer Stationierung von Truppen in der Ukraine gewarnt, und das sehr deutlich.</p>
<p>Die NATO wies die Drohung zurück. <a href="/mehr">Pjöngjang</a> schwieg dazu bis zum Abend.</p></article>
<footer>© 2019 Das Blatt</footer></body></html>"""


@pytest.fixture
def article() -> str:
    return ARTICLE
