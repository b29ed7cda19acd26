"""The interface for programs."""

from collections.abc import Iterator

import httpx
import pytest

from audiolib.service import Service
from tests.web.people import token

DRAFT = {"title": "Dế Mèn phiêu lưu ký", "language": "vi", "branch_id": 1}


@pytest.fixture
def program(library: Service) -> Iterator[httpx.Client]:
    """A program that acts for the administrator."""
    told = {"authorization": f"Bearer {token(library, 'lan')}"}
    with httpx.Client(base_url=library.url, headers=told) as client:
        yield client


def test_a_work_is_put_in_found_read_and_changed(program: httpx.Client) -> None:
    made = program.post("/api/v1/works", json=DRAFT)
    assert made.status_code == 201, made.text
    found = program.get("/api/v1/works", params={"q": "de men"}).json()
    assert [work["title"] for work in found["works"]] == [DRAFT["title"]]
    read = program.get(made.headers["location"])
    tag = read.headers["etag"]
    assert program.get(made.headers["location"], headers={"if-none-match": tag}).status_code == 304
    changed = {"title": "Dế Mèn", "language": "vi"}
    assert program.put(made.headers["location"], json=changed).status_code == 428
    wrong = program.put(made.headers["location"], json=changed, headers={"if-match": '"x"'})
    assert (wrong.status_code, wrong.json()["code"]) == (412, "changed-meanwhile")
    right = program.put(made.headers["location"], json=changed, headers={"if-match": tag})
    assert (right.status_code, right.json()["version"]) == (200, 2)
    late = program.put(made.headers["location"], json=changed, headers={"if-match": tag})
    assert late.status_code == 412


def test_what_is_sent_twice_with_a_key_is_done_once(program: httpx.Client) -> None:
    key = {"idempotency-key": "7"}
    first = program.post("/api/v1/works", json=DRAFT, headers=key)
    again = program.post("/api/v1/works", json=DRAFT, headers=key)
    assert (first.status_code, first.json()) == (again.status_code, again.json())
    assert program.get("/api/v1/works").json()["total"] == 1
    other = program.post("/api/v1/works", json={**DRAFT, "title": "Khác"}, headers=key)
    assert (other.status_code, other.json()["code"]) == (409, "idempotency-key-reused")


def test_a_list_comes_page_by_page(program: httpx.Client) -> None:
    for number in range(5):
        program.post("/api/v1/works", json={**DRAFT, "title": f"Sách {number}"})
    seen, after = [], ""
    while True:
        page = program.get("/api/v1/works", params={"limit": 2, "after": after}).json()
        seen += [work["title"] for work in page["works"]]
        after = page["next"]
        if not after:
            break
    assert sorted(seen) == [f"Sách {number}" for number in range(5)]


def test_a_problem_tells_its_code_and_a_sentence_in_the_language_asked_for(
    library: Service,
) -> None:
    for language, words in (("vi", "Hãy"), ("en", "Please")):
        answer = httpx.post(
            f"{library.url}/api/v1/works", json=DRAFT, headers={"accept-language": language}
        )
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.status_code in (401, 403)
        assert words in answer.json()["detail"] or answer.json()["code"] == "form-foreign"


def test_a_program_has_nothing_that_its_token_does_not_name(library: Service) -> None:
    told = {"authorization": f"Bearer {token(library, 'lan', 'read:catalogue')}"}
    assert httpx.get(f"{library.url}/api/v1/works", headers=told).status_code == 200
    refused = httpx.post(f"{library.url}/api/v1/works", headers=told, json=DRAFT)
    assert (refused.status_code, refused.json()["code"]) == (403, "scope-missing")
    assert httpx.get(f"{library.url}/staff", headers=told).status_code == 403


def test_the_description_promises_a_problem_for_every_failure(program: httpx.Client) -> None:
    told = program.get("/api/openapi.json").json()
    assert told["openapi"].startswith("3.1")
    assert "Problem" in told["components"]["schemas"]
    for path, operations in told["paths"].items():
        for method, operation in operations.items():
            failures = {s for s in operation["responses"] if int(s) >= 400}
            assert failures or path.startswith(("/health", "/media", "/uploads", "/metrics")), path
            for status in failures if not path.startswith("/health") else ():
                kinds = operation["responses"][status]["content"]
                assert list(kinds) == ["application/problem+json"], (method, path, status)
