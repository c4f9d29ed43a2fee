"""The arguments of `lagebild account`, of `lagebild audit`, and of a desk that others can reach."""

from __future__ import annotations

import argparse
from typing import Any

from lagebild.tell.words import Words

ROLES = ("reader", "analyst", "admin")


def add_account_arguments(made: dict[str, Any], words: Words) -> None:
    """Add them to the commands that were made."""
    kinds = made["account"].add_subparsers(dest="action", metavar="ACTION", required=True)
    for action in ("add", "list", "remove", "password", "role", "token", "tokens", "revoke"):
        said = words("accounts", f"help_{action}")
        kind = kinds.add_parser(action, words=words, help=said, description=said)
        kind.add_argument("--db", default=argparse.SUPPRESS, metavar="URL", help=words("desk", "help_db"))
        if action == "revoke":
            kind.add_argument("number", metavar="NUMBER", type=int, help=words("accounts", "help_number"))
        elif action not in ("list", "tokens"):
            kind.add_argument("name", metavar="NAME", help=words("accounts", "help_name"))
        if action in ("add", "role"):
            kind.add_argument("--role", choices=ROLES, required=True, help=words("accounts", "help_roles"))
        if action == "token":
            kind.add_argument("--label", default="", metavar="TEXT", help=words("accounts", "help_label"))
            kind.add_argument("--days", type=int, default=None, metavar="N", help=words("accounts", "help_days"))
    audit = made["audit"]
    audit.add_argument("--most", type=int, default=100, metavar="N", help=words("desk", "help_most"))
    audit.add_argument("--who", default="", metavar="NAME", help=words("accounts", "help_name"))
    audit.add_argument("--format", choices=("table", "json"), default="table", help=words("help", "format"))
    desk = made["desk"]
    desk.add_argument("--name", dest="names", action="append", default=[], metavar="HOST", help=words("accounts", "help_host_name"))
    desk.add_argument("--proxy", dest="proxies", action="append", default=[], metavar="ADDRESS", help=words("accounts", "help_proxy"))
    desk.add_argument("--cert", default="", metavar="FILE", help=words("accounts", "help_cert"))
    desk.add_argument("--key", default="", metavar="FILE", help=words("accounts", "help_key"))
