"""A desk that others can reach: nothing without an account, to each what the role may do, and no way around."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from starlette.routing import Mount, Route
from starlette.testclient import TestClient

from lagebild.flow.working import Worker
from lagebild.model.errors import InputError
from lagebild.model.nouns import Document
from lagebild.store.accounts import IDLE, accounts, add_account, make_token, remove_account, revoke_token, set_role
from lagebild.store.audit import entries
from lagebild.store.opening import Store, open_store
from lagebild.store.queue import Entry, enter
from lagebild.tell.api.description import described
from lagebild.tell.desk import passwords
from lagebild.tell.desk.application import application
from lagebild.tell.desk.csrf import COOKIE as CSRF
from lagebild.tell.desk.door import Entrance
from lagebild.tell.desk.limits import Limit, Limits
from lagebild.tell.desk.login import local
from lagebild.tell.desk.passwords import hash_password

HOME, PASSWORD, AT = "https://desk.example", "four words are enough", "2024-05-01T00:00:00Z"
PEOPLE = {"rea": "reader", "ana": "analyst", "ada": "admin"}


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hashes of the same kind that cost little."""
    from argon2 import PasswordHasher

    monkeypatch.setattr(passwords, "_hasher", PasswordHasher(time_cost=1, memory_cost=64, parallelism=1))
    passwords._nobodys.cache_clear()


@dataclass
class Browser:
    """A browser at a desk that others can reach, from an address of its own."""

    app: Any
    host: str = "10.0.0.5"
    base: str = HOME
    client: TestClient = field(init=False)

    def __post_init__(self) -> None:
        self.client = TestClient(
            self.app, base_url=self.base, client=(self.host, 4000), follow_redirects=False, raise_server_exceptions=False
        )
        self.client.headers["accept-language"] = "en"

    def get(self, path: str, **headers: str) -> Any:
        return self.client.get(path, headers={name.replace("_", "-"): value for name, value in headers.items()})

    def post(self, path: str, csrf: str | None = None, origin: str = "", **fields: str) -> Any:
        token = csrf if csrf is not None else self.client.cookies.get(CSRF, "")
        return self.client.post(path, data={"csrf": token, **fields}, headers={"origin": origin or self.base})

    def login(self, name: str, password: str = PASSWORD, **fields: str) -> Any:
        self.get("/login")
        return self.post("/login", name=name, password=password, **fields)


@dataclass
class Place:
    store: Store
    time: float = 1_000_000.0

    def __post_init__(self) -> None:
        self.entrance = Entrance(self.store, Limits(), lambda: self.time)
        self.app = application(self.store, "en", entrance=self.entrance, names=("desk.example",), clock=lambda: self.time)

    def browser(self, host: str = "10.0.0.5", base: str = HOME) -> Browser:
        return Browser(self.app, host, base)

    def of(self, name: str, host: str = "10.0.0.5") -> Browser:
        browser = self.browser(host)
        assert browser.login(name).status_code == 303
        return browser


@pytest.fixture
def place(tmp_path: Any) -> Iterator[Place]:
    store = open_store(str(tmp_path / "desk.db"))
    for name, role in PEOPLE.items():
        add_account(store, name, role, hash_password(PASSWORD), AT)
    yield Place(store)
    store.close()


def routes(app: Any) -> Iterator[tuple[str, str]]:
    for route in app.routes:
        if isinstance(route, Mount):
            yield from ((method, route.path + path) for method, path in routes(route.app))
            paths = described(route.app.routes)["paths"]
            yield from ((method.upper(), route.path + re.sub(r"{\w+}", "x", path)) for path in paths for method in paths[path])
        elif isinstance(route, Route):
            yield from ((method, re.sub(r"{\w+}", "x", route.path)) for method in route.methods or ())


def test_no_route_is_answered_without_an_account(place: Place) -> None:
    more = [("GET", "/nothing"), ("GET", "/api/v1/nothing"), ("DELETE", "/story/x"), ("OPTIONS", "/"),
            ("POST", "/api/v1x"), ("POST", "/api/v1"), ("POST", "//"), ("PUT", "/api/v1//searches")]  # fmt: skip
    asked = [*sorted(set(routes(place.app))), *more]
    assert len(asked) > 50
    assert {path for _, path in asked} >= {"/corrections", "/accounts/x/remove", "/api/v1/claims/x", "/search.atom", "/api/v1/openapi.json"}
    for method, path in asked:
        answer = place.browser().client.request(method, path)
        if path in ("/login", "/desk.css", "/favicon.ico"):
            assert answer.status_code in (200, 204, 415), (method, path)
        elif path.startswith("/api/") or path.endswith(".atom"):
            assert (answer.status_code, "www-authenticate" in answer.headers) == (401, True), (method, path)
        elif method in ("GET", "HEAD", "OPTIONS"):
            assert (answer.status_code, answer.headers["location"][:6]) == (303, "/login"), (method, path)
        else:
            assert answer.status_code == 401, (method, path)


def test_each_sees_and_does_what_the_role_may(place: Place) -> None:
    for name in PEOPLE:
        browser = place.of(name)
        assert browser.get("/").status_code == browser.get("/account").status_code == browser.get("/stories.atom").status_code == 200
        assert name in browser.get("/").text
        assert browser.get("/api/v1/status").status_code == 200
        assert browser.get("/accounts").status_code == (200 if name == "ada" else 403)
        # 404: let through, and there is no such claim
        for action in ("/claim/x/reject", "/story/x/merge", "/correction/1/undo", "/sources/grade"):
            answer = browser.post(action)
            assert (answer.status_code == 403 and "may not do this" in answer.text) == (name == "rea"), (name, action, answer.status_code)
        assert browser.post("/accounts/add", name="eve", password=PASSWORD, role="admin").status_code == (200 if name == "ada" else 403)
    assert [one.name for one in accounts(place.store)] == ["ada", "ana", "eve", "rea"]


def test_a_reader_changes_nothing_by_any_method_or_token(place: Place) -> None:
    _, secret = make_token(place.store, "rea", "", AT)
    for method, path in sorted(set(routes(place.app))):
        first = path.removeprefix("/api/v1").split("/")[1]
        if method not in ("GET", "HEAD") and first not in ("login", "logout", "account", "searches", "home"):
            answer = place.browser().client.request(method, path, headers={"authorization": f"Bearer {secret}"})
            assert answer.status_code == 403, (method, path)


def test_a_reader_is_offered_no_corrections(place: Place) -> None:
    enter(place.store, [Entry("a", Document("a", "Peru accused Chile.", lang="en", publisher="Meridian"), "test")], 0.0)
    Worker(place.store).run()
    page = next(
        part.split('"')[0].split("#")[0] for part in place.of("ana").get("/search?q=Peru").text.split('href="')[1:] if "/document/" in part
    )
    for path, offer in ((page, "to-correct"), ("/sources", "#grade")):
        assert (offer in place.of("ana").get(path).text, offer in place.of("rea").get(path).text) == (True, False), path


def test_watchlists_are_seen_by_readers_and_changed_by_analysts(place: Place) -> None:
    rea, ana = place.of("rea"), place.of("ana")
    assert ana.post("/watchlists", name="coast", actors="PER", before="").status_code == 303
    assert ana.post("/watchlists", name="shore", actors="PER, CHL", before="coast").status_code == 303
    assert rea.post("/watchlists", name="mine", actors="PER", before="").status_code == 403
    assert rea.post("/watchlists/delete", name="shore").status_code == 403
    for who, offered in ((ana, True), (rea, False)):
        page = who.get("/watchlists").text
        assert ("shore" in page, "/watchlists/delete" in page, "<textarea" in page) == (True, offered, offered)
    assert ana.post("/watchlists/delete", name="shore").status_code == 303
    _, secret = make_token(place.store, "ana", "", AT)
    head = {"authorization": f"Bearer {secret}"}
    made = place.browser().client.post("/api/v1/watchlists", json={"watchlist": "hills", "codes": ["BOL"]}, headers=head)
    assert (made.status_code, made.json()["who"]) == (201, "ana")
    assert place.browser().client.delete("/api/v1/watchlists/hills", headers=head).status_code == 200
    noted = [one.target for one in entries(place.store, who="ana") if "watchlists" in one.target]
    assert noted == [
        "DELETE /api/v1/watchlists/hills 200", "POST /api/v1/watchlists 201 hills", "POST /watchlists/delete 303 shore",
        "POST /watchlists 303 coast → shore", "POST /watchlists 303 coast",
    ]  # fmt: skip


def test_what_is_ones_own_is_nobody_elses(place: Place) -> None:
    rea, ana = place.of("rea"), place.of("ana")
    assert rea.post("/searches", name="mine", q="cable").status_code == 303
    assert rea.post("/home", home_name="PER").status_code == 303
    assert ("mine" in rea.get("/searches").text, "mine" in ana.get("/searches").text) == (True, False)
    assert (rea.get("/searches/1.atom").status_code, ana.get("/searches/1.atom").status_code) == (200, 404)
    assert ana.post("/searches/1/delete").status_code == 303
    assert "mine" in rea.get("/searches").text


def test_a_correction_bears_the_name_of_the_account_and_is_in_the_log(place: Place) -> None:
    from lagebild.store.corrections import corrections

    enter(place.store, [Entry("a", Document("a", "Peru accused Chile.", lang="en", publisher="Meridian"), "test")], 0.0)
    Worker(place.store).run()
    browser = place.of("ana", "10.0.0.7")
    assert browser.post("/sources/grade", outlet="Meridian", letter="B", why="I know them").status_code == 303
    assert [(one.by.who, one.target) for one in corrections(place.store)] == [("ana", "Meridian")]
    last = entries(place.store)[0]
    assert (last.who, last.action, last.target, last.origin) == ("ana", "change", "POST /sources/grade 303", "10.0.0.7")


def secret_in(answer: Any) -> str:
    cookie = next(one for one in answer.headers.get_list("set-cookie") if one.startswith("__Host-session="))
    return str(cookie.split("=", 1)[1].split(";")[0])


def holding(place: Place, secret: str) -> Browser:
    browser = place.browser()
    browser.client.cookies.set("__Host-session", secret)
    return browser


def test_a_login_begins_a_session_of_its_own(place: Place) -> None:
    browser = holding(place, "chosen-by-an-attacker")
    answer = browser.login("ana")
    first = secret_in(answer)
    assert first != "chosen-by-an-attacker"
    assert holding(place, "chosen-by-an-attacker").get("/").status_code == 303
    assert holding(place, first).get("/").status_code == 200
    cookie = next(one for one in answer.headers.get_list("set-cookie") if one.startswith("__Host-session="))
    assert all(said in cookie.lower() for said in ("httponly", "secure", "samesite=lax", "path=/"))
    assert "domain" not in cookie.lower()
    # the same browser once more: the session before is over
    second = secret_in(holding(place, first).login("rea"))
    assert holding(place, first).get("/").status_code == 303
    assert holding(place, second).get("/").status_code == 200


def test_a_session_ends(place: Place) -> None:
    browser = place.of("ana")
    secret = browser.client.cookies["__Host-session"]
    assert browser.post("/logout").headers["location"] == "/login"
    assert holding(place, secret).get("/").status_code == 303
    browser = place.of("ana")
    place.time += IDLE + 1
    assert browser.get("/").status_code == 303
    browser = place.of("ana")
    set_role(place.store, "ana", "reader")
    assert browser.post("/claim/x/reject").status_code == 403
    remove_account(place.store, "ana")
    assert browser.get("/").status_code == 303


def test_guessing_is_slowed_and_tells_nothing(place: Place) -> None:
    browser = place.browser()
    wrong, unknown = browser.login("ana", "not the password"), browser.login("nobody", "not the password")
    strip = re.compile(r'value="[^"]*"')
    assert (wrong.status_code, unknown.status_code) == (403, 403)
    assert strip.sub("", wrong.text) == strip.sub("", unknown.text)
    statuses = [browser.login("ana", f"guess number {number}").status_code for number in range(8)]
    assert statuses == [403] * 4 + [429] * 4
    # the password is not even looked at now, from here; who has it is let in from elsewhere
    late = browser.login("ana")
    assert (late.status_code, int(late.headers["retry-after"]) > 60) == (429, True)
    assert place.browser("10.9.9.9").login("ana").status_code == 303
    place.time += 15 * 60
    assert browser.login("ana").status_code == 303
    said = [(one.who, one.action) for one in entries(place.store)]
    assert said.count(("ana", "login failed")) == 5
    assert ("ana", "login refused") in said


def test_many_names_from_one_address_and_one_name_from_many_are_slowed(place: Place) -> None:
    browser = place.browser("2001:db8::1")
    statuses = [browser.login(f"name{number}", "guess").status_code for number in range(25)]
    assert statuses == [403] * 20 + [429] * 5
    assert place.browser("2001:db8::2").login("ada").status_code == 429
    statuses = [place.browser(f"10.1.0.{number}").login("ada", "guess").status_code for number in range(55)]
    assert statuses == [403] * 50 + [429] * 5


def test_wrong_tokens_and_many_calls_are_slowed(place: Place) -> None:
    browser = place.browser()
    statuses = [browser.get("/api/v1/status", authorization=f"Bearer x{number}").status_code for number in range(62)]
    assert statuses == [401] * 60 + [429] * 2
    place.entrance.limits.calls.period, place.entrance.limits.calls.room = 20.0, 40.0
    _, secret = make_token(place.store, "rea", "", AT)
    answers = [browser.get("/api/v1/status", authorization=f"Bearer {secret}") for _ in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert int(answers[-1].headers["retry-after"]) <= 21


def test_tokens_open_the_api_and_the_feeds_until_they_are_revoked(place: Place) -> None:
    import base64

    made, secret = make_token(place.store, "rea", "feeds", AT)
    basic = base64.b64encode(f"rea:{secret}".encode()).decode()
    other = base64.b64encode(f"ana:{secret}".encode()).decode()
    browser = place.browser()
    assert browser.get("/api/v1/claims", authorization=f"Bearer {secret}").status_code == 200
    assert browser.get("/stories.atom", authorization=f"Basic {basic}").status_code == 200
    assert browser.get("/stories.atom", authorization=f"Basic {other}").status_code == 401
    for said in ("Bearer", "Bearer ", "Basic ====", "Basic YTpi", "Digest x", f"Bearer {secret}x", f"Bearer {PASSWORD}"):
        assert browser.get("/api/v1/claims", authorization=said).status_code == 401, said
    revoke_token(place.store, made.number)
    assert browser.get("/api/v1/claims", authorization=f"Bearer {secret}").status_code == 401


def test_a_token_makes_no_other_and_keeps_no_accounts(place: Place) -> None:
    _, secret = make_token(place.store, "ada", "", AT)
    said, csrf = {"authorization": f"Bearer {secret}", "origin": HOME, "cookie": f"{CSRF}={'x' * 43}"}, {"csrf": "x" * 43}
    browser = place.browser()
    for path in ("/account/token", "/account/password", "/accounts/add", "/accounts/rea/remove"):
        assert browser.client.post(path, data=csrf, headers=said).status_code == 403
    for path in ("/account", "/accounts"):
        assert browser.client.get(path, headers=said).status_code == 403
    assert browser.client.get("/", headers=said).status_code == 200


def test_one_makes_and_revokes_tokens_of_ones_own(place: Place) -> None:
    ana, rea = place.of("ana"), place.of("rea")
    page = ana.post("/account/token", label="<b>script</b>")
    secret = re.search(r"lagebild_[\w-]{43}", page.text)
    assert secret
    assert "&lt;b&gt;script" in page.text
    assert page.headers["cache-control"] == "no-store"
    assert secret[0] not in ana.get("/account").text
    assert place.browser().get("/api/v1/status", authorization=f"Bearer {secret[0]}").status_code == 200
    assert rea.post("/account/token/1/revoke").status_code == 404
    assert ana.post("/account/token/1/revoke").status_code == 200
    assert ana.post("/account/token/1/revoke").status_code == ana.post("/account/token/x/revoke").status_code == 404
    assert place.browser().get("/api/v1/status", authorization=f"Bearer {secret[0]}").status_code == 401


def test_a_password_is_changed_by_who_knows_it(place: Place) -> None:
    here, elsewhere = place.of("ana"), place.of("ana", "10.0.0.8")
    assert here.post("/account/password", old="wrong", password="another set of words").status_code == 403
    assert here.post("/account/password", old=PASSWORD, password="short").status_code == 400
    assert here.post("/account/password", old=PASSWORD, password="another set of words").status_code == 200
    assert here.get("/").status_code == 200
    assert elsewhere.get("/").status_code == 303
    assert place.browser().login("ana").status_code == 403
    assert place.browser().login("ana", "another set of words").status_code == 303


def test_an_admin_keeps_the_accounts_of_others(place: Place) -> None:
    ada = place.of("ada")
    assert ada.post("/accounts/add", name="Eve", password=PASSWORD, role="reader").status_code == 400
    assert ada.post("/accounts/add", name="eve", password="short", role="reader").status_code == 400
    assert ada.post("/accounts/add", name="eve", password=PASSWORD, role="god").status_code == 400
    assert ada.post("/accounts/add", name="eve", password=PASSWORD, role="reader").status_code == 200
    assert ada.post("/accounts/eve/role", role="analyst").status_code == 200
    assert ada.post("/accounts/ada/role", role="reader").status_code == ada.post("/accounts/ada/remove").status_code == 400
    assert ada.post("/accounts/none/remove").status_code == 404
    assert ada.post("/accounts/rea/remove").status_code == 200
    assert {one.name: one.role for one in accounts(place.store)} == {"ada": "admin", "ana": "analyst", "eve": "analyst"}
    page = ada.get("/accounts").text
    assert "account removed" in page
    assert "role set" in page


@pytest.mark.parametrize(
    "onward",
    ["https://evil.example", "//evil.example", "/\\evil.example", "\\\\evil.example", "javascript:alert(1)", "/\t/evil.example",
     " //evil.example", "/a\r\nset-cookie:x=1", "http:evil.example", "", "login"],
)  # fmt: skip
def test_no_link_leads_away_after_the_login(place: Place, onward: str) -> None:
    assert local(onward) == "/"
    assert place.browser().login("ana", next=onward).headers["location"] == "/"


def test_who_logs_in_comes_to_the_page_that_was_asked_for(place: Place) -> None:
    leads = place.browser().get("/search?q=a%26b&what=claims").headers["location"]
    browser = place.browser()
    page = browser.get(leads)
    field = re.search(r'name="next" value="([^"]*)"', page.text)
    assert field
    onward = field[1].replace("&amp;", "&")
    assert browser.post("/login", name="ana", password=PASSWORD, next=onward).headers["location"] == "/search?q=a%26b&what=claims"


def test_forms_from_elsewhere_are_not_taken(place: Place) -> None:
    browser = place.browser()
    browser.get("/login")
    assert browser.post("/login", name="ana", password=PASSWORD, origin="https://evil.example").status_code == 403
    assert browser.post("/login", csrf="x" * 43, name="ana", password=PASSWORD).status_code == 403
    ana = place.of("ana")
    before = ana.client.cookies[CSRF]
    for path in ("/logout", "/account/token", "/sources/grade"):
        assert ana.post(path, origin="https://evil.example").status_code == 403
        assert ana.post(path, csrf="").status_code == 403
    assert ana.get("/").status_code == 200
    ana.login("ana")
    assert ana.client.cookies[CSRF] != before


def test_without_tls_nobody_is_let_in_but_from_this_machine(place: Place) -> None:
    for path in ("/login", "/", "/api/v1/status", "/stories.atom"):
        answer = place.browser(base="http://desk.example").get(path)
        assert (answer.status_code, "TLS" in answer.text) == (403, True)
    assert place.browser("10.0.0.5", "http://127.0.0.1").get("/login").status_code == 403
    near = place.browser("127.0.0.1", "http://localhost:8080")
    assert near.login("ana").status_code == 303
    assert near.get("/").status_code == 200
    assert "strict-transport-security" in place.browser().get("/login").headers
    assert "strict-transport-security" not in near.get("/").headers


def test_other_names_get_nothing(place: Place) -> None:
    for host in ("evil.example", "desk.example.evil.example", "desk.example@evil.example", "xdesk.example", ""):
        assert place.browser().get("/login", host=host).status_code == 400
    assert place.browser().get("/login", host="DESK.example:8443").status_code == 200


def test_what_came_through_a_proxy_that_nobody_told_of_is_refused(tmp_path: Any) -> None:
    store = open_store(str(tmp_path / "desk.db"))
    for name in ("x-forwarded-for", "forwarded", "x-real-ip", "x-forwarded-proto", "X-Forwarded-Host"):
        alone = Browser(application(store, "en"), "127.0.0.1", "http://127.0.0.1")
        assert alone.get("/").status_code == 200
        assert alone.get("/", **{name: "1.2.3.4"}).status_code == 400
        known = Browser(application(store, "en", entrance=Entrance(store), names=("desk.example",), proxied=True))
        assert known.get("/login", **{name: "1.2.3.4"}).status_code == 200
    store.close()


def test_pages_are_not_kept_by_the_browser(place: Place) -> None:
    ana = place.of("ana")
    assert ana.get("/").headers["cache-control"] == "no-store"
    assert ana.get("/api/v1/status").headers["cache-control"] == "private, no-cache"


def test_the_login_is_in_both_languages_and_a_page_like_all_others(place: Place, seen: Any) -> None:
    for lang, said in (("en", "Log in"), ("de", "Anmelden")):
        page = seen(place.browser().get(f"/login?lang={lang}").text)
        assert said in page.text
        assert (page.open, page.wrong) == ([], [])
        labelled = {one["for"] for one in page.all("label")}
        assert {one["id"] for one in page.all("input") if one.get("type") != "hidden"} == labelled
    for path in ("/account", "/accounts"):
        page = seen(place.of("ada").get(path).text)
        assert (page.open, page.wrong) == ([], [])
        ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
        assert len(ids) == len(set(ids))


def test_nothing_secret_is_in_the_log(place: Place) -> None:
    browser = place.of("ana")
    session = browser.client.cookies["__Host-session"]
    token = re.search(r"lagebild_[\w-]{43}", browser.post("/account/token").text)
    assert token
    assert place.browser().login("ana", "a wrong one, secret too").status_code == 403
    log = repr(entries(place.store))
    assert log.count("Entry(") == 3
    assert not [said for said in (PASSWORD, "a wrong one", session, token[0]) if said in log]


def test_passwords_are_kept_as_argon2id_and_made_anew_when_they_are_weaker(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    from argon2 import PasswordHasher

    from lagebild.store.accounts import password_of

    before = password_of(place.store, "ana")
    assert before.startswith("$argon2id$")
    monkeypatch.setattr(passwords, "_hasher", PasswordHasher(time_cost=2, memory_cost=64, parallelism=1))
    place.of("ana")
    after = password_of(place.store, "ana")
    assert after != before
    assert "t=2" in after
    assert place.browser("10.0.0.9").login("ana").status_code == 303


@pytest.mark.parametrize("password", ["", "short", "x" * 201, "aaaaaaaaaaaaaaaa", "annaannaannaanna123"])
def test_what_is_easily_guessed_is_no_password(password: str) -> None:
    with pytest.raises(InputError):
        hash_password(password, "annaannaannaanna")


def test_the_same_keys_are_the_same_password() -> None:
    kept = hash_password("Küste und Gebirge")
    assert passwords.matches(kept, "Ku\u0308ste und Gebirge")
    assert not passwords.matches(kept, "Kuste und Gebirge")
    assert not passwords.matches("", "nobody has this password")
    assert not passwords.matches("no hash", "Küste und Gebirge")


def test_limits_hold_no_more_keys_than_they_should(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lagebild.tell.desk.limits._KEYS", 10)
    limit = Limit(1, 60.0)
    assert [limit.take(str(number), 0.0) for number in range(50)] == [0.0] * 50
    assert len(limit._due) == 10
    assert limit.take("49", 30.0) == 30.0
    assert limit.take("0", 30.0) == 0.0


def test_at_a_desk_alone_there_is_no_login(desk: Any) -> None:
    for path in ("/login", "/account", "/accounts"):
        assert desk.get(path).status_code == 404
    assert "Log out" not in desk.get("/").text
