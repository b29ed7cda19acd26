"""Routes that are read: what GET answers, HEAD answers without its body."""

from collections.abc import Callable
from typing import Any, TypeVar

from fastapi import APIRouter

Endpoint = TypeVar("Endpoint", bound=Callable[..., Any])


def reads(router: APIRouter, path: str, **told: Any) -> Callable[[Endpoint], Endpoint]:
    """Declare an endpoint for GET and HEAD; the description tells of GET alone."""

    def declare(endpoint: Endpoint) -> Endpoint:
        router.add_api_route(path, endpoint, methods=["GET"], **told)
        router.add_api_route(
            path, endpoint, methods=["HEAD"], **{**told, "include_in_schema": False}
        )
        return endpoint

    return declare
