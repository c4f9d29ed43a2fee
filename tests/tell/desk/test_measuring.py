"""What the desk tells Prometheus of itself."""

from __future__ import annotations

import re
from typing import Any

from starlette.requests import Request

from lagebild.tell.desk.measuring import metrics_page
from lagebild.tell.metrics import DeskMetrics


def test_the_desk_counts_pages_by_pattern_and_tells_no_address(desk: Any) -> None:
    desk.get("/actor/PER")
    desk.get("/actor/CHL")
    desk.get("/search?q=secret")
    desk.get("/nobody-knows")
    desk.get("/sources", host="evil.example")
    said = desk.get("/metrics")
    assert said.headers["content-type"].startswith("text/plain")
    assert 'lagebild_desk_requests_total{method="GET",page="/actor/{code}",status="200"} 2.0' in said.text
    assert 'lagebild_desk_requests_total{method="GET",page="other",status="404"} 1.0' in said.text
    assert 'lagebild_desk_requests_total{method="GET",page="/sources",status="400"} 1.0' in said.text
    assert 'lagebild_desk_request_seconds_count{page="/actor/{code}"} 2.0' in said.text
    assert not re.search("secret|nobody-knows|PER|evil", said.text)
    assert desk.get("/metrics", host="evil.example").status_code == 400


def test_who_may_see_the_metrics_can_be_decided() -> None:
    answer = metrics_page(DeskMetrics(), allowed=lambda request: False)
    assert answer(Request({"type": "http", "headers": []})).status_code == 403
