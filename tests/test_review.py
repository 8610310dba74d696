"""The review desk: who may sit at it, what waits there, and that a person's word wins and can be taken back."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient
from lxml import html
from werkzeug.security import generate_password_hash
from werkzeug.test import TestResponse

from feeds.cli import cli
from feeds.config import Config, parse
from feeds.records import Problem, Span
from feeds.store import Store, open_store
from feeds.web import create_app, login, throttle
from tests.paper import NOON, named, page, tell, told

PASSWORD = "correct horse"
#: The cheapest method: it is the desk that is tested, not the slowness of a hash.
HASH = generate_password_hash(PASSWORD, method="pbkdf2:sha256:1000")
SENTENCE = "第十八届冬捕节将于1月18日在海上魔鬼城开幕。"
RUMOUR = "听说诗歌晚会可能在1月25日举行。"
FESTIVAL = told("第十八届冬捕节", "2025-01-18", "2025-01-20", place="海上魔鬼城", evidence=SENTENCE)
POETRY = told("诗歌晚会", "2025-01-25", evidence=RUMOUR, confidence=0.3)
PAGE = page("日报", "2025-01-16", ("冬捕节", SENTENCE, [FESTIVAL]), ("诗歌", RUMOUR, [POETRY]))
LATER = "冬捕节因大风推迟至1月22日。"
MOVED = page(
    "日报", "2025-01-17", ("延期", LATER, [told("第十八届冬捕节", "2025-01-22", was="2025-01-18", evidence=LATER)])
)
NOTICE = (
    "关于举办环湖健步走活动的通知\n\n"
    "环湖健步走活动定于2025年9月6日在云湖公园南门举行。\n\n云湖公园管理处\n2025年8月20日\n"
)


@pytest.fixture
def config(tmp_path: Path) -> Config:
    tables = {"review": {"password_hash": HASH}, "store": {"published": str(tmp_path / "var" / "published")}}
    return replace(parse(tables, None), database=f"sqlite:///{tmp_path / 'feeds.db'}")


@pytest.fixture
def store(config: Config) -> Iterator[Store]:
    with open_store(config.database) as opened:
        tell(opened, PAGE)
        yield opened
        assert opened.check() == []


class Desk:
    """A person with a browser."""

    def __init__(self, config: Config, store: Store) -> None:
        self.now = NOON + dt.timedelta(hours=1)
        app = create_app(config, records=lambda: store, now=lambda: self.now)
        app.testing = True
        app.extensions["guesses"].clock = lambda: 0.0  # all in one moment, however long this machine takes
        self.client: FlaskClient = app.test_client()
        self.store = store

    def see(self, path: str = "/review", code: int = 200) -> html.HtmlElement:
        answer = self.client.get(path, headers={"Accept": "text/html", "Accept-Language": "en"})
        assert answer.status_code == code, (path, answer.status_code, answer.text[:500])
        return html.fromstring(answer.data.decode())

    def token(self, path: str = "/review") -> str:
        found = self.see(path).cssselect("input[name=token]")
        return str(found[0].get("value"))

    def send(self, path: str, **form: str) -> TestResponse:
        self.now += dt.timedelta(minutes=1)
        form.setdefault("token", self.token("/review" if login_known(self) else "/review/login"))
        return self.client.post(path, data=form, headers={"Accept": "text/html", "Accept-Language": "en"})

    def enter(self, password: str = PASSWORD, who: str = "ana") -> TestResponse:
        return self.send("/review/login", who=who, password=password)

    def waiting(self, name: str = "waiting") -> list[str]:
        found = self.see(f"/review?list={name}")
        return [link.text_content() for link in found.cssselect(".case h2 a")]

    def uid(self, title: str) -> str:
        return named(self.store)[title].uid

    def act(self, title: str, act: str, /, **form: str) -> TestResponse:
        return self.send(f"/review/events/{self.uid(title)}/{act}", **form)


def login_known(desk: Desk) -> bool:
    return desk.client.get("/review").status_code == 200


@pytest.fixture
def desk(config: Config, store: Store) -> Desk:
    made = Desk(config, store)
    assert made.enter().status_code == 302
    return made


# --- who may sit there ------------------------------------------------------------------------------------------


def test_without_a_password_there_is_no_desk(config: Config, store: Store) -> None:
    off = replace(config, review=replace(config.review, password_hash=""))
    desk = Desk(off, store)
    desk.see("/review", 404)
    desk.see("/review/login", 404)
    assert "/review" not in {link.get("href") for link in desk.see("/").cssselect("a")}


def test_a_hash_in_the_environment_opens_the_desk(
    config: Config, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(login.VARIABLE, HASH)
    off = replace(config, review=replace(config.review, password_hash=""))
    assert Desk(off, store).enter().status_code == 302


def test_who_is_not_signed_in_is_sent_to_the_door_and_back(config: Config, store: Store) -> None:
    desk = Desk(config, store)
    answer = desk.client.get("/review?list=recent")
    assert answer.headers["Location"] == "/review/login?to=/review?list%3Drecent"
    entered = desk.send("/review/login?to=/review?list=recent", who="ana", password=PASSWORD)
    assert entered.headers["Location"] == "/review?list=recent"


@pytest.mark.parametrize("to", ["https://evil.example", "//evil.example/review", "/events", "/review\\..\\"])
def test_the_door_leads_nowhere_else(config: Config, store: Store, to: str) -> None:
    assert Desk(config, store).send(f"/review/login?to={to}", who="ana", password=PASSWORD).headers["Location"] == (
        "/review"
    )


def test_the_cookie_is_kept_from_scripts_and_from_other_sites(config: Config, store: Store) -> None:
    cookie = Desk(config, store).enter().headers["Set-Cookie"]
    assert {"HttpOnly", "SameSite=Strict", "Path=/review"} <= {part.strip() for part in cookie.split(";")}


def test_a_site_under_https_sends_the_cookie_over_https_alone(config: Config, store: Store) -> None:
    secure = replace(config, site=replace(config.site, url="https://feeds.example.org"))
    app = create_app(secure, records=lambda: store)
    assert app.config["SESSION_COOKIE_SECURE"] is True


def test_guesses_are_slowed_down_and_the_right_password_too(config: Config, store: Store) -> None:
    desk = Desk(config, store)
    assert [desk.enter("wrong").status_code for _ in range(5)] == [403] * 5
    answer = desk.enter(PASSWORD)
    assert answer.status_code == 429
    assert 0 < int(answer.headers["Retry-After"]) <= 30


def test_wrong_guesses_count_together_in_all_workers(config: Config, store: Store) -> None:
    one, other = Desk(config, store), Desk(config, store)
    for desk in (one, other, one, other, one):
        assert desk.enter("wrong").status_code == 403
    assert [desk.enter(PASSWORD).status_code for desk in (one, other)] == [429, 429]


def test_each_wrong_guess_doubles_the_wait() -> None:
    moment = 0.0
    guesses, ledger = throttle.Guesses(clock=lambda: moment), throttle.Memory()
    for _ in range(throttle.GUESSES):
        guesses.failed(ledger, "a")
    waits = [guesses.wait(ledger, "a")]
    for _ in range(3):
        moment += guesses.wait(ledger, "a")
        guesses.failed(ledger, "a")
        waits.append(guesses.wait(ledger, "a"))
    assert waits == [30, 60, 120, 240]
    assert guesses.wait(ledger, "b") == 0
    guesses.succeeded(ledger, "a")
    assert guesses.wait(ledger, "a") == 0


def test_a_form_of_another_site_is_refused(desk: Desk, store: Store) -> None:
    answer = desk.act("第十八届冬捕节", "hide", token="stolen")
    assert answer.status_code == 400
    assert not store.event(desk.uid("第十八届冬捕节")).hidden


def test_another_password_ends_every_session(desk: Desk, config: Config, store: Store) -> None:
    other = replace(config, review=replace(config.review, password_hash=generate_password_hash("another word")))
    cookie = desk.client.get_cookie("review", path="/review")
    assert cookie is not None
    fresh = Desk(other, store)
    fresh.client.set_cookie("review", cookie.value, path="/review")
    assert fresh.client.get("/review").status_code == 302


def test_signing_out_ends_the_session(desk: Desk) -> None:
    desk.send("/review/logout")
    assert desk.client.get("/review").status_code == 302


def test_all_workers_share_one_key(tmp_path: Path) -> None:
    first = login.session_key(tmp_path / "session.key")
    assert login.session_key(tmp_path / "session.key") == first
    assert (tmp_path / "session.key").stat().st_mode & 0o077 == 0


def test_nothing_of_the_desk_is_kept_by_a_cache(desk: Desk) -> None:
    answer = desk.client.get("/review")
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Frame-Options"] == "DENY"


def test_the_command_makes_a_hash_that_opens_the_desk() -> None:
    done = CliRunner().invoke(cli, ["review", "password", "--password", PASSWORD])
    found = re.search(r'password_hash = "(.+)"', done.output)
    assert found
    assert login.check(parse({"review": {"password_hash": found[1]}}, None), PASSWORD)
    short = CliRunner().invoke(cli, ["review", "password", "--password", "short"])
    assert (short.exit_code, "use 10 or more" in short.output) == (2, True)


# --- what waits ---------------------------------------------------------------------------------------------------


def test_what_was_read_with_doubt_waits_beside_its_sentence(desk: Desk) -> None:
    assert desk.waiting() == ["诗歌晚会"]
    [case] = desk.see().cssselect(".case")
    assert case.cssselect("blockquote")[0].text_content().strip() == RUMOUR
    assert case.cssselect("blockquote")[0].get("lang") == "zh-Hans"


def test_what_a_page_changed_waits_until_a_person_saw_it(desk: Desk, store: Store) -> None:
    tell(store, MOVED, at=desk.now)
    assert desk.waiting() == ["第十八届冬捕节", "诗歌晚会"]
    changes = desk.see().cssselect(".changes")[0].text_content()
    assert "18" in changes
    assert "22" in changes
    desk.act("第十八届冬捕节", "accept")
    assert desk.waiting() == ["诗歌晚会"]


def test_a_change_after_a_persons_word_waits_again(desk: Desk, store: Store) -> None:
    desk.act("第十八届冬捕节", "accept")
    desk.now += dt.timedelta(hours=1)
    tell(store, MOVED, at=desk.now)
    assert "第十八届冬捕节" in desk.waiting()
    desk.act("第十八届冬捕节", "accept")
    assert "第十八届冬捕节" not in desk.waiting()


# --- what people do -----------------------------------------------------------------------------------------------


def test_an_accepted_event_is_published(desk: Desk, store: Store) -> None:
    assert "诗歌晚会" not in desk.see("/").text_content()
    desk.act("诗歌晚会", "accept", because="I asked them")
    assert "诗歌晚会" in desk.see("/").text_content()
    [word] = store.event(desk.uid("诗歌晚会")).overrides
    assert (word.field, word.who, word.because) == ("confirmed", "ana", "I asked them")


def test_only_the_corrected_field_is_a_persons_word(desk: Desk, store: Store) -> None:
    uid = desk.uid("第十八届冬捕节")
    form = desk.see(f"/review/events/{uid}").cssselect("form[action$=correct]")[0]
    given = {field.get("name"): field.value or "" for field in form.cssselect("input[name], select[name]")}
    assert (given["start"], given["end"]) == ("2025-01-18", "2025-01-20")  # the last day, as people say it
    desk.act("第十八届冬捕节", "correct", **{**given, "place": "乌伦古湖", "because": "it was misread"})
    event = store.event(uid)
    assert event.facts.place == "乌伦古湖"
    assert {word.field for word in event.overrides} == {"place"}
    tell(store, MOVED, at=desk.now)
    after = store.event(uid).facts
    assert after.place == "乌伦古湖"
    assert after.when is not None
    assert after.when.start == dt.date(2025, 1, 22)


def test_a_correction_that_cannot_be_is_told_beside_its_field(desk: Desk, store: Store) -> None:
    uid = desk.uid("第十八届冬捕节")
    answer = desk.act("第十八届冬捕节", "correct", title="第十八届冬捕节", start="tomorrow", place="湖边")
    assert answer.status_code == 400
    found = html.fromstring(answer.data.decode())
    assert "start" in found.cssselect("[role=alert]")[0].text_content()
    assert found.cssselect("#r-start")[0].get("aria-invalid") == "true"
    assert found.cssselect("#r-place")[0].value == "湖边"  # nothing typed is lost
    assert store.event(uid).overrides == ()


def test_a_hidden_event_leaves_every_page_and_comes_back_with_undo(desk: Desk, store: Store) -> None:
    uid = desk.uid("第十八届冬捕节")
    desk.act("第十八届冬捕节", "hide")
    assert "第十八届冬捕节" not in desk.see("/").text_content()
    desk.see(f"/events/{uid}", 404)
    assert desk.waiting("hidden") == ["第十八届冬捕节"]
    desk.send(f"/review/events/{uid}/undo")
    assert "第十八届冬捕节" in desk.see("/").text_content()
    said = desk.see(f"/review/events/{uid}").cssselect("#r-acts ~ .history")[0].text_content()
    assert "taken back by ana" in said


def test_undo_stands_beside_what_was_just_done(desk: Desk) -> None:
    desk.act("诗歌晚会", "hide")
    found = desk.see()
    assert found.cssselect(".flash p")[0].text_content() == "Hidden: 诗歌晚会"
    assert found.cssselect(".flash form")[0].get("action").endswith("/undo")
    assert not desk.see().cssselect(".flash")


def test_the_same_happening_told_twice_is_joined_and_parted_again(desk: Desk, store: Store) -> None:
    festival, poetry = desk.uid("第十八届冬捕节"), desk.uid("诗歌晚会")
    offered = {option.get("value") for option in desk.see(f"/review/events/{poetry}").cssselect("#r-into option")}
    assert festival in offered
    desk.act("诗歌晚会", "merge", into=festival)
    assert store.merged_into(poetry) == festival
    assert desk.waiting("hidden") == []  # it is no hidden event of its own
    mentions = store.event(festival).mentions
    assert len(mentions) == 2
    desk.send(f"/review/events/{festival}/undo")
    assert store.merged_into(poetry) is None


def test_nobody_does_what_there_is_no_word_for(desk: Desk) -> None:
    assert desk.act("诗歌晚会", "destroy").status_code == 404
    assert desk.send("/review/events/nobody/hide").status_code == 404


# --- a page is handed in --------------------------------------------------------------------------------------------


def test_a_page_is_looked_at_corrected_and_only_then_stored(desk: Desk, store: Store) -> None:
    before = store.count()
    answer = desk.send("/review/page", text=NOTICE)
    assert answer.status_code == 200
    assert store.count() == before
    form = html.fromstring(answer.data.decode()).cssselect("form[action$=publish]")[0]
    given = {field.get("name"): field.value or "" for field in form.cssselect("input[name]")}
    assert given["start-0"] == "2025-09-06"
    desk.send("/review/page/publish", **{**given, "place-0": "云湖公园北门"})
    event = named(store)["环湖健步走活动"]
    assert event.facts.place == "云湖公园北门"
    assert [(word.field, word.who) for word in event.overrides] == [("place", "ana")]


def test_an_event_that_is_not_to_be_published_is_stored_hidden(desk: Desk, store: Store) -> None:
    answer = desk.send("/review/page", text=NOTICE)
    form = html.fromstring(answer.data.decode()).cssselect("form[action$=publish]")[0]
    given = {field.get("name"): field.value or "" for field in form.cssselect("input[name]")}
    del given["keep-0"]
    desk.send("/review/page/publish", **given)
    assert "环湖健步走活动" not in named(store)
    assert any(event.hidden and event.facts.title == "环湖健步走活动" for event in store.events())


def test_the_same_page_handed_in_twice_is_one_page(desk: Desk, store: Store) -> None:
    for _ in range(2):
        answer = desk.send("/review/page", text=NOTICE)
        form = html.fromstring(answer.data.decode()).cssselect("form[action$=publish]")[0]
        given = {field.get("name"): field.value or "" for field in form.cssselect("input[name]")}
        desk.send("/review/page/publish", **given)
    assert store.count()["documents"] == 2  # the paper, and this
    assert "changed" in desk.see().cssselect(".flash")[0].text_content()


def test_what_could_not_be_settled_is_listed_with_its_article(desk: Desk, store: Store) -> None:
    document = next(store.entries()).document
    with store.writing() as writing:
        writing.note_problems([Problem(Span(0, 2), "no month on this page")], source="日报", at=NOON, document=document)
    found = desk.see("/review/problems").cssselect(".problems li")[0]
    assert "no month on this page" in found.text_content()
    assert found.cssselect("a")[0].get("href").endswith("/why")


@pytest.mark.parametrize(
    "path", ["/review", "/review/page", "/review/problems", "/review/events/x", "/review?list=hidden"]
)
def test_no_page_of_the_desk_opens_without_the_password(config: Config, store: Store, path: str) -> None:
    answer = Desk(config, store).client.get(path)
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/review/login")


@pytest.mark.parametrize("path", ["/review/page", "/review/page/publish", "/review/events/x/hide", "/review/logout"])
def test_nothing_is_done_without_the_password(config: Config, store: Store, path: str) -> None:
    before = store.generation()
    answer = Desk(config, store).client.post(path, data={"text": NOTICE, "token": "guessed"})
    assert answer.status_code == 403
    assert store.generation() == before
