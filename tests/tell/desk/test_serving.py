"""`lagebild desk` for others: it refuses to start where they could come in unasked, and takes the word of no stranger."""

from __future__ import annotations

import re
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from lagebild.store.accounts import ROLES, add_account, make_token
from lagebild.store.audit import entries
from lagebild.store.opening import Store, open_store
from lagebild.tell.accountarguments import ROLES as OFFERED
from lagebild.tell.cli import main

AT = "2024-05-01T00:00:00Z"
Captured = pytest.CaptureFixture[str]


@pytest.fixture
def db(tmp_path: Path) -> str:
    return str(tmp_path / "desk.db")


@pytest.fixture
def kept(db: str) -> Iterator[Store]:
    store = open_store(db)
    add_account(store, "ana", "analyst", "no hash", AT)
    yield store
    store.close()


@pytest.mark.parametrize(
    "asked",
    [["--host", "0.0.0.0"], ["--host", "::"], ["--host", "192.168.1.4"], ["--host", "8.8.8.8"], ["--name", "desk.example"],
     ["--proxy", "127.0.0.1"], ["--host", "0.0.0.0", "--name", "desk.example", "--proxy", "127.0.0.1"]],
)  # fmt: skip
def test_without_accounts_nobody_else_is_let_in(db: str, capsys: Captured, asked: list[str]) -> None:
    assert main(["desk", "--lang", "en", "--db", db, *asked]) == 2
    assert "there are no accounts" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("asked", "why"),
    [(["--host", "example.org"], "not an address"), (["--host", ""], "not an address"), (["--host", "192.0.2.1"], "in clear"),
     (["--host", "0.0.0.0", "--name", "desk.example"], "in clear"), (["--host", "192.0.2.1", "--cert", "x.pem"], "needs its key"),
     (["--host", "192.0.2.1", "--cert", "x.pem", "--key", "y.pem"], "no such file"),
     (["--host", "::", "--proxy", "10.0.0.1"], "every address"),
     (["--name", "https://desk.example", "--proxy", "10.0.0.1"], "no host name"),
     (["--name", "a:80", "--proxy", "10.0.0.1"], "no host name"),
     (["--name", "desk.example", "--proxy", "proxy.example"], "not an address"),
     (["--host", "192.0.2.1", "--proxy", "10.0.0.1"], "cannot listen")],
)  # fmt: skip
def test_what_would_not_be_safe_is_refused(kept: Store, db: str, capsys: Captured, asked: list[str], why: str) -> None:
    assert main(["desk", "--lang", "en", "--port", "0", "--db", db, *asked]) == 2
    assert why in capsys.readouterr().err


def test_behind_a_proxy_it_believes_the_proxy_alone(kept: Store, db: str) -> None:
    _, secret = make_token(kept, "ana", "", AT)
    options = ["--port", "0", "--name", "desk.example", "--proxy", "127.0.0.1", "--db", db]
    running = subprocess.Popen(
        [sys.executable, "-m", "lagebild.tell.cli", "desk", "--lang", "en", *options], stderr=subprocess.PIPE, text=True
    )
    try:
        assert running.stderr is not None
        found = re.search(r"http://127\.0\.0\.1:\d+/", running.stderr.readline())
        assert found

        def status(path: str, data: bytes | None = None, **headers: str) -> int:
            said = {"host": "desk.example", **{name.replace("_", "-"): value for name, value in headers.items()}}
            request = urllib.request.Request(found[0] + path, data, said)
            try:
                with urllib.request.urlopen(request, timeout=30) as answer:
                    return int(answer.status)
            except urllib.error.HTTPError as error:
                return error.code

        told = {"x_forwarded_proto": "https", "x_forwarded_for": "10.1.2.3"}
        assert status("login", **told) == 200
        assert status("login") == 403
        assert status("login", x_forwarded_proto="https", host="evil.example") == 400
        assert status("api/v1/status", **told) == 401
        assert status("api/v1/status", authorization=f"Bearer {secret}", **told) == 200
        # the proxy adds its word at the end; what the client wrote before it counts for nothing
        told["x_forwarded_for"] = "127.0.0.1, 10.1.2.3"
        form, mark = f"csrf={'x' * 43}&name=ana&password=wrong".encode(), {"cookie": f"csrf={'x' * 43}", "origin": "https://desk.example"}
        assert status("login", form, **mark, **told) == 403
        assert [(one.who, one.action, one.origin) for one in entries(kept)] == [("ana", "login failed", "10.1.2.3")]
    finally:
        running.terminate()
        running.communicate(timeout=30)


def test_the_offered_roles_are_those_of_the_store() -> None:
    assert OFFERED == ROLES


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Let standard input say something, one line a time."""
    import io

    return lambda text: monkeypatch.setattr("sys.stdin", io.StringIO(text))


def test_accounts_by_command(db: str, said: Any, capsys: Captured) -> None:
    def run(*arguments: str, status: int = 0, stdin: str = "") -> str:
        said(stdin)
        assert main(["account", *arguments, "--db", db, "--lang", "en"]) == status
        told = capsys.readouterr()
        return told.out if not status else told.err

    assert "ana is added as admin" in run("add", "ana", "--role", "admin", stdin="four words are enough\n")
    assert "too easy" in run("add", "bea", "--role", "reader", stdin="short\n", status=2)
    assert "already" in run("add", "ana", "--role", "reader", stdin="four words are enough\n", status=2)
    run("role", "ana", "--role", "analyst")
    assert run("list").split() == ["ana", "analyst"]
    run("password", "ana", stdin="other words that are enough\n")
    secret = run("token", "ana", "--label", "feeds", "--days", "3").strip()
    assert re.fullmatch(r"lagebild_[\w-]{43}", secret)
    assert "feeds" in run("tokens")
    assert secret not in run("tokens")
    assert "no time to last" in run("token", "ana", "--days", "0", status=2)
    run("revoke", "1")
    assert run("tokens") == ""
    for action in (("remove", "zoe"), ("password", "zoe"), ("token", "zoe"), ("role", "zoe", "--role", "reader"), ("revoke", "7")):
        assert "no such" in run(*action, status=2, stdin="four words are enough\n")
    run("remove", "ana")
    store = open_store(db)
    done = [one.action for one in reversed(entries(store))]
    store.close()
    assert done == ["account added", "role set", "password set", "token made", "token revoked", "account removed"]
    assert main(["audit", "--db", db, "--most", "2", "--lang", "en"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [("account removed" in lines[0]), ("token revoked" in lines[1]), len(lines)] == [True, True, 2]
    assert main(["audit", "--db", db, "--format", "json"]) == 0
    assert '"action": "account added"' in capsys.readouterr().out


def test_a_password_is_asked_for_twice_on_a_terminal(db: str, monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    typed = iter(["four words are enough", "four words are not", "four words are enough", "four words are enough"])
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("getpass.getpass", lambda prompt: next(typed))
    assert main(["account", "add", "ana", "--role", "reader", "--db", db, "--lang", "en"]) == 2
    assert "not the same" in capsys.readouterr().err
    assert main(["account", "add", "ana", "--role", "reader", "--db", db, "--lang", "en"]) == 0
