"""What the API takes. Shape only: services judge what it means."""

from base64 import b64decode
from typing import Any

from rest_framework import serializers

from claims.evidence.files import LARGEST, HandedIn
from claims.models import Claim, Evidence, Kind, Rating, Source, User
from claims.verdicts.policies import RISKS

FORMATS = [(one, one) for one in ("text", "html", "markdown", "docx")]


class ArticleIn(serializers.Serializer[Any]):
    """A new article: exactly one of `text`, `file` and `url`."""

    text = serializers.CharField(
        required=False, trim_whitespace=False, max_length=6_000_000
    )
    file = serializers.FileField(required=False)
    url = serializers.CharField(required=False, max_length=4000)
    title = serializers.CharField(required=False, default="", allow_blank=True)
    byline = serializers.CharField(required=False, default="", allow_blank=True)
    published_on = serializers.DateField(required=False, allow_null=True, default=None)
    locale = serializers.ChoiceField(("US", "GB", "AU", "IN", "ES"), default="US")
    language = serializers.ChoiceField(("", "en", "es"), default="")
    input_format = serializers.ChoiceField(FORMATS, required=False)
    again = serializers.BooleanField(default=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Take exactly one input."""
        given = [name for name in ("text", "file", "url") if attrs.get(name)]
        if len(given) > 1:
            raise serializers.ValidationError({given[1]: "Give text, file or url: one."})
        if not given:
            raise serializers.ValidationError({"text": "Give text, file or url."})
        return attrs


class SpanIn(serializers.Serializer[Any]):
    """A claim marked by a person: code points into the current text, end-exclusive."""

    start = serializers.IntegerField(min_value=0, max_value=2_000_000)
    end = serializers.IntegerField(min_value=1, max_value=2_000_000)
    kind = serializers.ChoiceField(Kind.choices, required=False, default="")


class MoveIn(serializers.Serializer[Any]):
    """A step by hand."""

    to = serializers.ChoiceField(Claim.Status.choices)
    note = serializers.CharField(required=False, default="", allow_blank=True)


class ReasonIn(serializers.Serializer[Any]):
    """Why."""

    reason = serializers.CharField(required=False, default="", allow_blank=True)


class NamedRow(serializers.SlugRelatedField[Any]):
    """A row named by its code or user name."""

    def to_internal_value(self, data: Any) -> Any:
        """Give the row; NUL, which PostgreSQL takes in no question, names none."""
        if "\x00" in str(data):
            self.fail("invalid")
        return super().to_internal_value(data)


RISK_CHOICES = [(one, one) for one in RISKS]


class RisksIn(serializers.Serializer[Any]):
    """The risk flags a claim is to have."""

    risks = serializers.ListField(
        child=serializers.ChoiceField(choices=RISK_CHOICES), max_length=5
    )
    reason = serializers.CharField(default="", allow_blank=True, max_length=300)


class AssignIn(serializers.Serializer[Any]):
    """Who is asked to review, by user name, with a message to them; null lets anybody
    take it."""

    reviewer = NamedRow(
        slug_field="username",
        queryset=User.objects.filter(is_active=True),
        allow_null=True,
        default=None,
    )
    second_reviewer = NamedRow(
        slug_field="username",
        queryset=User.objects.filter(is_active=True),
        allow_null=True,
        default=None,
    )
    message = serializers.CharField(
        required=False, default="", allow_blank=True, max_length=500
    )


class VerdictIn(serializers.Serializer[Any]):
    """A review, or an adjudication."""

    rating = NamedRow(slug_field="code", queryset=Rating.objects.all())
    rationale = serializers.CharField(max_length=20_000)
    as_of = serializers.DateField()
    shelf_days = serializers.IntegerField(
        required=False, allow_null=True, default=None, min_value=1, max_value=3650
    )


class FileIn(serializers.Serializer[Any]):
    """A PDF or an image: what it is called, and its bytes in base64."""

    name = serializers.CharField(max_length=200)
    content = serializers.CharField(max_length=LARGEST * 4 // 3 + 4)

    def validate_content(self, value: str) -> bytes:
        """Give the bytes."""
        try:
            return b64decode(value, validate=True)
        except ValueError as wrong:
            raise serializers.ValidationError("This is no base64.") from wrong


class PassageIn(serializers.Serializer[Any]):
    """The words a source is cited for, as they stand in it."""

    passage = serializers.CharField(max_length=5000)
    locator = serializers.CharField(
        required=False, default="", allow_blank=True, max_length=200
    )


class DescriptionIn(serializers.Serializer[Any]):
    """What a source is called, who published it and when; all of it, each time."""

    title = serializers.CharField(max_length=500, allow_blank=True)
    publisher = serializers.CharField(max_length=200, allow_blank=True)
    published_on = serializers.DateField(allow_null=True)
    is_primary = serializers.BooleanField()


class EvidenceIn(serializers.Serializer[Any]):
    """A source to cite; web pages by `url`, others by `title` or as a `file`."""

    kind = serializers.ChoiceField(Source.Kind.choices, default=Source.Kind.WEB)
    url = serializers.CharField(required=False, default="", max_length=4000)
    title = serializers.CharField(required=False, default="", max_length=500)
    publisher = serializers.CharField(required=False, default="", max_length=200)
    published_on = serializers.DateField(required=False, allow_null=True, default=None)
    is_primary = serializers.BooleanField(default=False)
    confidential = serializers.BooleanField(default=False)
    details = serializers.CharField(required=False, default="", max_length=5000)
    stance = serializers.ChoiceField(Evidence.Stance.choices, default="supports")
    passage = serializers.CharField(required=False, default="", max_length=5000)
    locator = serializers.CharField(required=False, default="", max_length=200)
    value_found = serializers.CharField(required=False, default="", max_length=300)
    note = serializers.CharField(required=False, default="", max_length=5000)
    file = FileIn(required=False, allow_null=True, default=None)

    def validate_file(self, value: dict[str, Any] | None) -> HandedIn | None:
        """Give the file as the service takes it."""
        return HandedIn(value["name"], value["content"]) if value else None
