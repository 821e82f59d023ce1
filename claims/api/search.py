"""Search: what the desk holds on a question, as far as the caller may read."""

from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from claims.models import User
from claims.workflow.question import LONGEST, read_question
from claims.workflow.search import GROUPS, Hit, search_desk


class HitOut(serializers.Serializer[Any]):
    """One row found. `public_id` names the article or source, else the claim."""

    group = serializers.ChoiceField(choices=GROUPS)
    public_id = serializers.CharField()
    text = serializers.CharField()
    matched = serializers.ListField(
        child=serializers.CharField(), help_text="The words in `text` that matched."
    )


class SearchView(APIView):
    """Up to ten hits a group, newest first, with the operators of the search page."""

    @extend_schema(
        parameters=[OpenApiParameter("q", str, required=True)],
        responses=HitOut(many=True),
        operation_id="search",
    )
    def get(self, request: Request) -> Response:
        """Give the hits.

        Raises:
            ValidationError: an operator or its value is unknown; it says which are valid.
        """
        asked = read_question(request.query_params.get("q", "")[:LONGEST])
        if asked.wrong:
            raise ValidationError({"q": asked.wrong})
        user = User.objects.get(username=request.user.get_username())
        found = search_desk(asked, user)
        rows = [describe(group, hit) for group, one in found.items() for hit in one.hits]
        return Response(HitOut(instance=rows, many=True).data)


def describe(group: str, hit: Hit) -> dict[str, Any]:
    """Give one hit as plain values."""
    named = hit.row if group in ("articles", "sources") else hit.row.claim
    return {
        "group": group,
        "public_id": named.public_id,
        "text": "".join(words for words, _ in hit.pieces),
        "matched": [words for words, matched in hit.pieces if matched],
    }
