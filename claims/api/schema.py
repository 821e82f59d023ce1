"""The OpenAPI description: what every endpoint may refuse with, in one place."""

from typing import Any, Literal

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers

from claims.api.once import HEADER, REPLAYED


class ErrorOut(serializers.Serializer[dict[str, Any]]):
    """What every refusal looks like; refusals by rule add `unmet`, duplicates `article`."""

    code = serializers.CharField(help_text="Stable; match on this.")
    detail = serializers.CharField(help_text="For people; names the fix.")
    field = serializers.CharField(required=False, help_text="The input at fault.")
    errors = serializers.ListField(  # type: ignore[assignment]  # a field of this name is meant
        child=serializers.DictField(), required=False
    )
    unmet = serializers.ListField(child=serializers.DictField(), required=False)
    article = serializers.CharField(required=False)


READ_ERRORS = ("401", "403", "404", "429")
WRITE_ERRORS = ("400", *READ_ERRORS, "409", "415")
ONCE = OpenApiParameter(
    HEADER,
    str,
    OpenApiParameter.HEADER,
    description="Any key of your own, such as a UUID: within a day the same request with "
    f"the same key is done once and answered alike, with `{REPLAYED}: true`. With another "
    "body it is refused: 422, `idempotency_key_reused`.",
)


class DeskSchema(AutoSchema):
    """Adds the refusals that any endpoint may give."""

    def get_override_parameters(self) -> list[Any]:
        """Add the key that any POST may carry."""
        own = list(super().get_override_parameters())
        return [*own, ONCE] if self.method == "POST" else own

    def _get_response_bodies(
        self, direction: Literal["request", "response"] = "response"
    ) -> dict[str, Any]:
        bodies: dict[str, Any] = super()._get_response_bodies(direction)
        shape = self.resolve_serializer(ErrorOut, direction)
        body = {"content": {"application/json": {"schema": shape.ref}}, "description": ""}
        for code in READ_ERRORS if self.method == "GET" else WRITE_ERRORS:
            bodies.setdefault(code, body)
        if self.method == "GET":
            bodies.setdefault("400", body)
        if self.method == "POST":
            bodies.setdefault("422", body)
        return bodies


class TokenScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]  # untyped base
    """Describes the token to the schema."""

    target_class = "claims.api.auth.TokenAuthentication"
    name = "token"

    def get_security_definition(self, auto_schema: AutoSchema) -> dict[str, str]:
        """Give the scheme as OpenAPI wants it."""
        return {"type": "http", "scheme": "bearer"}
