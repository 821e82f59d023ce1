"""The page at `/api/docs/`: the reference in the desk's own look, without a script."""

import json
from functools import cache

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.renderers import OpenApiJsonRenderer

from claims.api.reference import Schema, read_reference


@require_safe
def show_reference(request: HttpRequest) -> HttpResponse:
    """Every address of the API, with what it takes and what it answers; for anybody."""
    site = f"{request.scheme}://{request.get_host()}"
    reference = read_reference(describe_api(), site=site)
    return render(request, "api/reference.html", {"reference": reference, "site": site})


@cache
def describe_api() -> Schema:
    """Give the OpenAPI document that `/api/schema/` serves; made once a process."""
    made = SchemaGenerator().get_schema(request=None, public=True)  # type: ignore[no-untyped-call]  # untyped there
    document: Schema = json.loads(OpenApiJsonRenderer().render(made))
    return document
