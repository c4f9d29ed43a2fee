"""`lagebild account` and `lagebild audit`: who may use a desk that others can reach, and what they did."""

from __future__ import annotations

import argparse
import getpass
import json
import sys
import time
from dataclasses import asdict

from lagebild.model.errors import InputError, StoreError
from lagebild.store.accounts import (
    Account,
    accounts,
    add_account,
    make_token,
    remove_account,
    revoke_token,
    set_password,
    set_role,
    tokens,
)
from lagebild.store.audit import Entry, entries, note
from lagebild.store.opening import Store
from lagebild.tell.names import visible
from lagebild.tell.storing import now, opened, who
from lagebild.tell.words import Words

_HERE, _DAY = "command line", 24 * 3600.0


def account_command(arguments: argparse.Namespace, words: Words) -> int:
    """Run `lagebild account`: add, list, remove, give another password or role, make and revoke tokens."""
    with opened(arguments) as store:
        {
            "add": _add, "list": _list, "remove": _remove, "password": _password, "role": _role, "token": _token, "tokens": _tokens,
            "revoke": _revoke,
        }[arguments.action](store, arguments, words)  # fmt: skip
    return 0


def _noted(store: Store, action: str, target: str) -> None:
    note(store, Entry(now(), who(""), action, target, _HERE))


def _add(store: Store, a: argparse.Namespace, words: Words) -> None:
    from lagebild.tell.desk.passwords import hash_password

    if any(one.name == a.name for one in accounts(store)):
        raise InputError(a.name, "there is such an account already", "lagebild account list shows them")
    made = add_account(store, a.name, a.role, hash_password(_asked(words), a.name), now())
    _noted(store, "account added", f"{made.name} {made.role}")
    print(words("accounts", "added", name=made.name, role=made.role))


def _asked(words: Words) -> str:
    """Ask for a password twice on a terminal; elsewhere it is the first line of standard input."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    said = getpass.getpass(words("accounts", "password"))
    if said != getpass.getpass(words("accounts", "again")):
        raise InputError("password", "the two are not the same", "try again")
    return said


def _list(store: Store, a: argparse.Namespace, words: Words) -> None:
    for one in accounts(store):
        print(f"{one.name:<40} {one.role}")


def _remove(store: Store, a: argparse.Namespace, words: Words) -> None:
    remove_account(store, a.name)
    _noted(store, "account removed", a.name)


def _password(store: Store, a: argparse.Namespace, words: Words) -> None:
    from lagebild.tell.desk.passwords import hash_password

    _there(store, a.name)
    set_password(store, a.name, hash_password(_asked(words), a.name))
    _noted(store, "password set", a.name)


def _there(store: Store, name: str) -> Account:
    found = next((one for one in accounts(store) if one.name == name), None)
    if found is None:
        raise StoreError(name, "no such account", "lagebild account list shows them")
    return found


def _role(store: Store, a: argparse.Namespace, words: Words) -> None:
    set_role(store, a.name, a.role)
    _noted(store, "role set", f"{a.name} {a.role}")


def _token(store: Store, a: argparse.Namespace, words: Words) -> None:
    if a.days is not None and not 0 < a.days <= 36500:
        raise InputError("--days", f"{a.days} is no time to last", "give 1 to 36500")
    made, secret = make_token(store, a.name, a.label, now(), None if a.days is None else time.time() + a.days * _DAY)
    _noted(store, "token made", f"{made.number} {made.account}")
    # the secret alone on standard output, so that it can be piped
    print(words("accounts", "token_made", number=made.number, name=made.account), file=sys.stderr)
    print(secret)


def _tokens(store: Store, a: argparse.Namespace, words: Words) -> None:
    for one in tokens(store):
        until = time.strftime("%Y-%m-%d", time.gmtime(one.until)) if one.until else ""
        print(visible(f"{one.number:>5} {one.account:<20} {one.at} {until:<10} {one.name}").rstrip())


def _revoke(store: Store, a: argparse.Namespace, words: Words) -> None:
    gone = revoke_token(store, a.number)
    _noted(store, "token revoked", f"{gone.number} {gone.account}")


def audit_command(arguments: argparse.Namespace, words: Words) -> int:
    """Run `lagebild audit`: what was done at the desk and to its accounts, newest first."""
    with opened(arguments) as store:
        rows = entries(store, max(1, arguments.most), arguments.who)
    if arguments.format == "json":
        print(json.dumps([asdict(row) for row in rows], ensure_ascii=False, indent=2))
    else:
        for row in rows:
            print(visible(f"{row.at} {row.origin:<20} {row.who:<20} {row.action:<16} {row.target}").rstrip())
    return 0
