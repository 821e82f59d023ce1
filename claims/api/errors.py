"""One shape for every refusal: {"code", "detail"}, with "field" or "errors" if known."""

from typing import Any

from rest_framework import exceptions, status
from rest_framework.response import Response
from rest_framework.views import exception_handler

from claims.errors import BadInput, DeskError, KeyReused, NotAllowed
from claims.wording import say

STATUS: dict[type[DeskError], int] = {
    BadInput: status.HTTP_400_BAD_REQUEST,
    NotAllowed: status.HTTP_403_FORBIDDEN,
    KeyReused: status.HTTP_422_UNPROCESSABLE_ENTITY,
}


def answer_error(failure: Exception, context: dict[str, Any]) -> Response | None:
    """Turn a refusal into its answer; None leaves a fault to the server's 500 page."""
    if isinstance(failure, DeskError):
        return Response(describe_refusal(failure), status=find_status(failure))
    answer = exception_handler(failure, context)
    if answer is None:
        return None
    if isinstance(failure, exceptions.ValidationError):
        answer.data = describe_invalid(failure)
    elif isinstance(failure, exceptions.APIException):
        answer.data = {"code": read_code(failure), "detail": clean(str(failure.detail))}
    else:
        answer.data = {"code": "not_found", "detail": "There is no such thing here."}
    return answer


def clean(words: str) -> str:
    """Give words that UTF-8 can carry: input echoed in them may hold lone surrogates."""
    return words.encode("utf-8", "replace").decode()


def find_status(refusal: DeskError) -> int:
    """Give 400 for input, 403 for role, 422 for a key that came with another request,
    409 for everything the state forbids."""
    return STATUS.get(type(refusal), status.HTTP_409_CONFLICT)


def describe_refusal(refusal: DeskError) -> dict[str, Any]:
    """Give a service's refusal in the API's shape."""
    body: dict[str, Any] = {"code": refusal.code, "detail": clean(say(refusal.detail))}
    if refusal.field:
        body["field"] = refusal.field
    return {**body, **refusal.extra}


def read_code(failure: exceptions.APIException) -> str:
    """Give the stable code of a framework refusal."""
    codes = failure.get_codes()
    return codes if isinstance(codes, str) else failure.default_code


def describe_invalid(failure: exceptions.ValidationError) -> dict[str, Any]:
    """Give every field's fault, the first one in `field` and `detail`."""
    errors = list(flatten(failure.detail))
    first = errors[0] if errors else {"field": "", "detail": "The input is not valid."}
    detail = f"{first['field']}: {first['detail']}" if first["field"] else first["detail"]
    return {"code": "invalid", "detail": detail, "field": first["field"], "errors": errors}


def flatten(detail: Any, path: str = "") -> list[dict[str, str]]:
    """Give [{field, detail}] from DRF's nested lists and dicts."""
    if isinstance(detail, dict):
        return [
            error
            for key, value in detail.items()
            for error in flatten(value, f"{path}.{key}".strip("."))
        ]
    if isinstance(detail, list):
        return [error for value in detail for error in flatten(value, path)]
    field = "" if path == "non_field_errors" else path
    return [{"field": field, "detail": clean(str(detail))}]
