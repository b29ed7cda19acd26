"""A browser that keeps cookies and fills in forms; it runs no script."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self
from urllib.parse import urljoin, urlsplit

import httpx
from lxml import html


@dataclass
class Seen:
    """A page, with its tree."""

    response: httpx.Response

    @property
    def status(self) -> int:
        return self.response.status_code

    @property
    def address(self) -> str:
        """Path and query."""
        parts = urlsplit(str(self.response.url))
        return parts.path + (f"?{parts.query}" if parts.query else "")

    @property
    def tree(self) -> html.HtmlElement:
        return html.document_fromstring(self.response.text)

    @property
    def words(self) -> str:
        return " ".join(self.tree.xpath("//main")[0].text_content().split())

    def link(self, words: str) -> str:
        """The address of the link that says some words."""
        found = [a for a in self.tree.iter("a") if words in " ".join(a.text_content().split())]
        assert found, f"no link {words!r} in {self.words}"
        return str(found[0].get("href"))


class Browser:
    """Follows links and redirects, and sends forms as they stand in the page."""

    def __init__(self, url: str) -> None:
        self.client = httpx.Client(
            base_url=url,
            follow_redirects=True,
            headers={"accept": "text/html,application/xhtml+xml", "accept-language": "vi"},
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.client.close()

    def open(self, address: str) -> Seen:
        return Seen(self.client.get(address))

    def send(
        self,
        page: Seen,
        action: str,
        filled: Mapping[str, str],
        files: dict[str, Any] | None = None,
    ) -> Seen:
        """Fill in the form whose action is given, and send it."""
        forms = [f for f in page.tree.forms if f.get("action") == action]
        assert forms, f"no form {action} in {[f.get('action') for f in page.tree.forms]}"
        told = {n: v for n, v in forms[0].form_values() if n not in filled}
        known = {e.get("name") for e in forms[0].iter("input", "select", "textarea", "button")}
        assert set(filled) <= known, set(filled) - known
        address = urljoin(page.address, action)
        return Seen(self.client.post(address, data={**told, **filled}, files=files))
