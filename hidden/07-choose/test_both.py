"""07-choose: one notes service, asked in the same words whichever framework it is written in.

What these tests never do: assume an empty store (notes of earlier tests and of earlier runs may be there), know
what an id looks like, or judge one task by the mistake of another. So a number of notes is always compared with
the number before, and what a test needs from another task is looked at first: where that does not work, the part
that needs it is left out, and the task that it belongs to fails by itself.
"""

import asyncio
import re
import uuid
from dataclasses import dataclass
from urllib.parse import quote, unquote, urljoin, urlsplit

import httpx
import pytest

from checker.core.evidence import Aspect
from checker.probing.expect import exchange_of, expect_json, expect_refusal, expect_status, fail, json_of
from checker.probing.reading import NotJson, compact, parse_json, shown_text

AT_ONCE = 30
"""A thread pool of forty, as FastAPI has one, takes them all."""
MOST_IN_A_PAGE = 100
LEAST_WITHOUT_LIMIT = 20

# ---- create ------------------------------------------------------------------------------------------------------


@pytest.mark.task("create")
def test_create(client, draw):
    """POST /notes is 201, with the note and its id as JSON, and a header Location: /notes/<id>."""
    sent = fields(draw)
    answer = client.post("/notes", json=sent)
    expect_status(answer, 201)
    wanted = '{"id": ..., ' + compact(sent)[1:]
    got = json_of(answer, wanted)
    if not isinstance(got, dict) or not is_id(got.get("id")):
        fail(Aspect.JSON, wanted, compact(got), answer, {"id": 1, **sent})
    expect_json(answer, {"id": got["id"], **sent}, 201)
    if location_of(answer) != f"/notes/{got['id']}":
        header = answer.headers.get("Location")
        shown = "no Location header" if header is None else f"Location: {header}"
        fail(Aspect.HEADER, f"a header Location: /notes/{got['id']}", shown, answer)


@pytest.mark.task("create")
def test_a_new_id(client, draw):
    """A new note gets an id that no other note has, also after a note was deleted."""
    first, second = made(client, draw), made(client, draw)
    still_there = [second] if deleted(client, first) else [first, second]
    third = made(client, draw)
    for note in (third, second):  # the last first: an app that counts its notes counts right again
        deleted(client, note)
    if any(third.path == note.path for note in still_there):
        same_id_twice(third)


# ---- read --------------------------------------------------------------------------------------------------------


@pytest.mark.task("read")
def test_read(client, draw):
    """GET /notes/<id> is 200 and that note."""
    first, second = made(client, draw), made(client, draw)
    expect_json(client.get(first.path), first.json)
    expect_json(client.get(second.path), second.json)


@pytest.mark.task("read")
def test_read_unknown(client, draw):
    """GET /notes/<id> of a note that is not there, or no more, is 404."""
    expect_status(client.get(path_of_no_note(client, draw)), 404)


# ---- list --------------------------------------------------------------------------------------------------------


@pytest.mark.task("list")
def test_list(client, draw):
    """GET /notes?limit=L&offset=O is {"total": n, "notes": [...]}: L notes in order of creation, from number O on."""
    before = expect_page(client.get("/notes", params={"limit": 1, "offset": 0}))["total"]
    three = [made(client, draw) for _ in range(3)]
    for first, end in ((0, 3), (0, 2), (1, 2), (2, 3), (3, 3)):
        page = client.get("/notes", params={"limit": max(end - first, 1), "offset": before + first})
        expect_json(page, {"total": before + 3, "notes": [note.json for note in three[first:end]]})


@pytest.mark.task("list")
def test_list_of_many(client, draw):
    """GET /notes?limit=100&offset=O is up to a hundred notes; without limit and offset: the first 20 or more."""
    before = expect_page(client.get("/notes", params={"limit": MOST_IN_A_PAGE, "offset": 0}))["total"]
    mine = [made(client, draw) for _ in range(max(LEAST_WITHOUT_LIMIT, MOST_IN_A_PAGE - before))]
    end = before + len(mine)
    page = client.get("/notes", params={"limit": MOST_IN_A_PAGE, "offset": end - MOST_IN_A_PAGE})
    earlier = expect_page(page, of=MOST_IN_A_PAGE)["notes"][: -len(mine)]
    expect_json(page, {"total": end, "notes": [*earlier, *(note.json for note in mine)]})
    start = client.get("/notes", params={"limit": LEAST_WITHOUT_LIMIT, "offset": 0})
    wanted = expect_page(start)["notes"]
    plain = client.get("/notes")
    got = expect_page(plain)["notes"]
    expect_page(plain, of=len(wanted))
    if got[: len(wanted)] != wanted:
        fail(Aspect.JSON, f"the first notes: {compact(wanted)}", compact(got), plain)


@pytest.mark.task("list")
def test_list_keeps_its_order(client, draw):
    """The list stays in order of creation when a note is replaced, and a deleted note is not in it."""
    three, page = three_more(client, draw)
    if replaced(client, three[0], fields(draw)):
        expect_ids(client.get("/notes", params=page), three)
    else:  # what is in its place is the concern of PUT
        three, page = three_more(client, draw)
    gone = deleted(client, three[1]) and not shows(client, three[1])
    answer = client.get("/notes", params=page)
    deleted(client, three[2])
    deleted(client, three[0])
    if gone:
        expect_ids(answer, [three[0], three[2]])


# ---- replace -----------------------------------------------------------------------------------------------------


@pytest.mark.task("replace")
def test_replace(client, draw):
    """PUT /notes/<id> is 200 and the new note, which GET then shows; other notes stay as they were."""
    note, other = made(client, draw), made(client, draw)
    read_works = shows(client, note) and shows(client, other)
    new = {"id": note.id, **fields(draw)}
    expect_json(client.put(note.path, json={"title": new["title"], "body": new["body"]}), new)
    if read_works:
        expect_json(client.get(note.path), new)
        expect_json(client.get(other.path), other.json)


@pytest.mark.task("replace")
def test_replace_unknown(client, draw):
    """PUT /notes/<id> of a note that is not there, or no more, is 404: it makes no new one."""
    expect_status(client.put(path_of_no_note(client, draw), json=fields(draw)), 404)


# ---- delete ------------------------------------------------------------------------------------------------------


@pytest.mark.task("delete")
def test_delete(client, draw):
    """DELETE /notes/<id> is 204 with an empty body; that note is gone, and the others are not."""
    note, other = made(client, draw), made(client, draw)
    read_works = shows(client, note) and shows(client, other)
    answer = client.delete(note.path)
    expect_status(answer, 204)
    if answer.content:
        fail(Aspect.TEXT, "an empty body", answer.text, answer)
    after, other_after = client.get(note.path), client.get(other.path)
    deleted(client, other)
    if read_works and after.status_code == 200 and is_note(after, note):
        expect_status(after, 404)
    if read_works:
        expect_json(other_after, other.json)


@pytest.mark.task("delete")
def test_delete_unknown(client, draw):
    """DELETE /notes/<id> of a note that is not there, or no more, is 404."""
    note = made(client, draw)
    deleted(client, note)
    expect_status(client.delete(note.path), 404)


# ---- validate ----------------------------------------------------------------------------------------------------


@pytest.mark.task("validate")
def test_missing_title(client, draw):
    """A note without a title is refused, on POST and on PUT: 400 or 422, naming 'title'; nothing is stored."""
    expect_refused(client, draw, {"body": draw.word()}, naming="title")


@pytest.mark.task("validate")
def test_empty_title(client, draw):
    """An empty title is refused, on POST and on PUT: 400 or 422, naming 'title'; nothing is stored."""
    expect_refused(client, draw, {"title": "", "body": draw.word()}, naming="title")


@pytest.mark.task("validate")
def test_body_that_is_no_text(client, draw):
    """A body that is no text is refused, on POST and on PUT: 400 or 422, naming 'body'; nothing is stored."""
    for body in (draw.integer(2, 99), [draw.word(), draw.word()]):
        expect_refused(client, draw, {"title": draw.name(), "body": body}, naming="body")


@pytest.mark.task("validate")
def test_broken_json(client, draw):
    """A body that is not JSON, though it says so, is refused on POST and on PUT: 400 or 422; nothing is stored."""
    expect_refused(client, draw, f'{{"title": "{draw.name()}", "body": '.encode())


# ---- errors ------------------------------------------------------------------------------------------------------


@pytest.mark.task("errors")
def test_unknown_path(client, draw):
    """A path that the service does not have is 404, and the answer is JSON."""
    answer = client.get(f"/no-such-{draw.word()}-{draw.integer(10, 99)}")
    expect_status(answer, 404)
    json_of(answer, "in an error, too")


@pytest.mark.task("errors")
def test_unknown_method(client):
    """A method that the path does not have, as in PATCH /notes, is refused with 405, and the answer is JSON."""
    answer = client.patch("/notes")
    expect_status(answer, 405, 404)
    json_of(answer, "in an error, too")


@pytest.mark.task("errors")
def test_error_of_a_view(client, draw):
    """What the service itself refuses, such as a note that is no more or a missing title, is answered with JSON."""
    path = path_of_no_note(client, draw)
    answers = [
        client.get(path),
        client.put(path, json=fields(draw)),
        client.delete(path),
        client.post("/notes", json={"body": draw.word()}),
        client.post("/notes", content=b'{"title": ', headers={"Content-Type": "application/json"}),
    ]
    for answer in answers:
        if 400 <= answer.status_code < 500:
            json_of(answer, "in an error, too")


# ---- together ----------------------------------------------------------------------------------------------------


@pytest.mark.task("together")
async def test_together(client, async_client, draw):
    """Notes that are created at the same time each get an id of their own, and none of them is lost."""
    if not shows(client, made(client, draw)):
        pytest.skip("a note that was created has to be shown by GET /notes/<id> first.")
    sent = [fields(draw) for _ in range(AT_ONCE)]
    answers = await asyncio.gather(*(async_client.post("/notes", json=one) for one in sent))
    notes = []
    for one, answer in zip(sent, answers, strict=True):
        note = note_of(answer, one)
        if note is None:
            expect_status(answer, 201)
            fail(Aspect.JSON, '{"id": ..., ' + compact(one)[1:], answer.text, answer)
        if any(note.path == earlier.path for earlier in notes):
            same_id_twice(note)
        notes.append(note)
    for note in notes:
        expect_json(client.get(note.path), note.json)


# ---- notes, as these tests make and find them ----------------------------------------------------------------------


@dataclass(frozen=True)
class Note:
    """A note as it was sent, with the id that it was given."""

    id: object
    title: str
    body: str
    path: str
    answer: httpx.Response

    @property
    def json(self):
        """What the service should show for it."""
        return {"id": self.id, "title": self.title, "body": self.body}


def fields(draw):
    """A title that no other note has, and a body."""
    title = f"{draw.word()} {draw.full_name()} {draw.integer(100_000, 99_999_999)}"
    return {"title": title, "body": f"{draw.word()}, {draw.word()}: {draw.full_name()}"}


def made(client, draw):
    """A note that the service has just stored; where that does not work, the test cannot be made."""
    sent = fields(draw)
    answer = client.post("/notes", json=sent)
    note = note_of(answer, sent)
    if note is None:
        what = "without an id" if answer.is_success else f"with {answer.status_code}"
        pytest.skip(f"POST /notes has to create a note first; it was answered {what}.")
    return note


def note_of(answer, sent):
    """The note that an answer to POST /notes tells of; None where it tells of none."""
    value = plain_json(answer)
    if not answer.is_success or not isinstance(value, dict) or not is_id(value.get("id")):
        return None
    path = f"/notes/{value['id']}"
    return Note(value["id"], sent["title"], sent["body"], quote(path, errors="replace"), answer)


def is_id(value):
    """Whether a JSON value can be an id: a number or a text, of a length that fits into a path."""
    return type(value) in {int, float, str} and 0 < len(str(value)) <= 200


def location_of(answer):
    """The path in the header Location, decoded, resolved as a browser does it; None where there is none."""
    header = answer.headers.get("Location")
    try:
        return None if header is None else unquote(urlsplit(urljoin("http://host/notes", header)).path)
    except ValueError:
        return header


def deleted(client, note):
    """Delete a note; whether the service says that it did."""
    try:
        return client.delete(note.path).is_success
    except httpx.TransportError:
        return False


def three_more(client, draw):
    """Three new notes, and the part of the list that holds them."""
    before = expect_page(client.get("/notes", params={"limit": 1, "offset": 0}))["total"]
    return [made(client, draw) for _ in range(3)], {"limit": 3, "offset": before}


def replaced(client, note, sent):
    """Replace a note; whether the service says that it did, and shows it under the id that it had."""
    try:
        if not client.put(note.path, json=sent).is_success:
            return False
        value = plain_json(client.get(note.path))
        return isinstance(value, dict) and value.get("id") == note.id
    except httpx.TransportError:
        return False


def shows(client, note):
    """Whether GET shows a note."""
    try:
        return is_note(client.get(note.path), note)
    except httpx.TransportError:
        return False


def is_note(answer, note):
    """Whether an answer is 200 and shows a note."""
    value = plain_json(answer)
    return answer.status_code == 200 and isinstance(value, dict) and value.get("title") == note.title


def total(client):
    """How many notes the service says that it has; None where it does not say."""
    try:
        value = plain_json(client.get("/notes", params={"limit": 1, "offset": 0}))
    except httpx.TransportError:
        return None
    number = value.get("total") if isinstance(value, dict) else None
    return number if type(number) is int else None


def path_of_no_note(client, draw):
    """The path of a note that was deleted; where DELETE does not work, of one that was never created."""
    note = made(client, draw)
    if deleted(client, note) and not shows_in_list(client, note):
        return note.path
    if type(note.id) in {int, float}:
        return f"/notes/{note.id + 1_000_000}"
    try:
        with_dashes = str(uuid.UUID(note.id)) == note.id
    except ValueError:
        pytest.skip("DELETE /notes/<id> has to delete a note first.")
    new = uuid.uuid4()
    return f"/notes/{new if with_dashes else new.hex}"


def shows_in_list(client, note):
    """Whether the last note of the list is this one."""
    count = total(client)
    try:
        answer = client.get("/notes", params={"limit": 1, "offset": max((count or 0) - 1, 0)})
    except httpx.TransportError:
        return False
    value = plain_json(answer)
    rows = value.get("notes") if isinstance(value, dict) else None
    return isinstance(rows, list) and any(isinstance(row, dict) and row.get("id") == note.id for row in rows)


def plain_json(answer):
    """The JSON value of an answer, whatever it says that it is; None where it is none."""
    try:
        return parse_json(answer.text)
    except NotJson:
        return None


# ---- what is expected of them ----------------------------------------------------------------------------------------


def expect_page(answer, of=0):
    """The answer is a page of that many notes at least; its value."""
    expect_status(answer, 200)
    wanted = '{"total": ..., "notes": [...]}'
    page = json_of(answer, wanted)
    known = isinstance(page, dict) and page.keys() == {"total", "notes"}
    if not known or type(page["total"]) is not int or not isinstance(page["notes"], list):
        fail(Aspect.JSON, wanted, compact(page), answer)
    if len(page["notes"]) < of:
        fail(Aspect.JSON, f"{of} notes", f"{len(page['notes'])} notes", answer, of)
    return page


def expect_ids(answer, notes):
    """The page holds these notes, in this order."""
    page = expect_page(answer)
    got = [row.get("id") if isinstance(row, dict) else row for row in page["notes"]]
    wanted = [note.id for note in notes]
    if got != wanted:
        rows = [page["notes"][got.index(one)] if one in got else {"id": one} for one in wanted]
        expected, shown = f"notes with the ids {compact(wanted)}", f"ids {compact(got)}"
        fail(Aspect.JSON, expected, shown, answer, {**page, "notes": rows})


def same_id_twice(note):
    """Say that this note was given the id of another one."""
    sent = {"title": note.title, "body": note.body}
    got = f"the id {compact(note.id)}, which another note has"
    fail(Aspect.JSON, "an id that no other note has", got, note.answer, sent)


def expect_refused(client, draw, wrong, naming=None):
    """POST and, where it works at all, PUT refuse this body, and it leaves nothing behind."""
    note = made(client, draw)
    count = total(client)
    answer = ask(client, "POST", "/notes", wrong)
    expect_named_refusal(answer, naming)
    after = total(client)
    if count is not None and after is not None and after != count:
        fail(Aspect.JSON, f"nothing stored: a total of {count} notes", f"a total of {after}", answer)
    new = fields(draw)
    if not replaced(client, note, new):
        return
    before = plain_json(client.get(note.path))
    answer = ask(client, "PUT", note.path, wrong)
    expect_named_refusal(answer, naming)
    after = plain_json(client.get(note.path))
    if isinstance(before, dict) and before.get("title") == new["title"] and after != before:
        fail(Aspect.JSON, f"the note as it was: {compact(before)}", compact(after), answer)


def ask(client, method, path, body):
    """Send a JSON value, or bytes that only say that they are JSON."""
    if isinstance(body, bytes):
        return client.request(method, path, content=body, headers={"Content-Type": "application/json"})
    return client.request(method, path, json=body)


def expect_named_refusal(answer, field):
    """The answer is 400 or 422 and names the field."""
    expect_refusal(answer, 400, 422)
    if field is not None and not names(answer, field):
        fail(
            Aspect.NAMED, f"an answer that names {field!r}", exchange_of(answer).response.text, answer, field
        )


def names(answer, field):
    """Whether an error names a field, in a text or in a key; what it only repeats of the request does not count."""
    kind = exchange_of(answer).response.media_type
    value = plain_json(answer)
    if value is None:
        texts = [shown_text(answer.text) if kind == "text/html" else answer.text]
    else:
        skip = (
            {"type", "title", "status", "detail", "instance"} if kind == "application/problem+json" else set()
        )
        texts = words_in(value, skip)
    return any(re.search(rf"(?<![a-z]){field}(?![a-z])", text.lower()) for text in texts)


def words_in(value, unsaid_keys=frozenset()):
    """The texts and keys in a JSON value, but for `unsaid_keys` of its own and what Pydantic adds to a mistake.

    Pydantic's `input` repeats what was sent. The first step of FastAPI's `loc` says in which part of the request
    the mistake is, and is no field, even where it is 'body'.
    """
    if isinstance(value, str):
        return [value]
    if isinstance(value, list):
        return [word for item in value for word in words_in(item)]
    if not isinstance(value, dict):
        return []
    said = dict(value)
    if "loc" in said:
        said["loc"] = field_of(said["loc"], said.pop("input", None))
    words = [key for key in said if key not in unsaid_keys]
    return words + [word for item in said.values() for word in words_in(item)]


def field_of(loc, sent):
    """Pydantic's place of a mistake without FastAPI's first step: ["body", "title"] and ["title"] name a field.

    ["body"] names one in Pydantic's own words, and none where what was sent there is the whole object.
    """
    of_fastapi = isinstance(loc, list) and (len(loc) > 1 or (loc == ["body"] and isinstance(sent, dict)))
    return loc[1:] if of_fastapi else loc
