"""The JSON twin of a page: the data it is made of."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, JsonResponse


def twin(data: Any, status: int = 200) -> HttpResponse:
    return JsonResponse(data, status=status, json_dumps_params={"ensure_ascii": False})


def nothing_open() -> HttpResponse:
    """What a twin answers when there is no visit."""
    return twin({"error": "no visit is open"}, status=404)
