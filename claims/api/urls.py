"""The API's addresses."""

from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView
from rest_framework.routers import SimpleRouter

from claims.api.articles import ArticleViewSet
from claims.api.captures import (
    ArticleWarcViewSet,
    ClaimWarcViewSet,
    SourceWarcViewSet,
)
from claims.api.claims import ClaimViewSet
from claims.api.clearance import ClearanceViewSet
from claims.api.commenting import (
    ClaimCommentViewSet,
    EvidenceCommentViewSet,
    SentenceCommentViewSet,
)
from claims.api.comments import CommentViewSet
from claims.api.contacts import ContactViewSet
from claims.api.deadlines import ArticleDeadlineViewSet, ClaimDeadlineViewSet
from claims.api.docs import show_reference
from claims.api.editing import EditingViewSet
from claims.api.exports import ExportViewSet
from claims.api.handing_on import AbsenceViewSet, HandingOnViewSet
from claims.api.imports import ImportViewSet
from claims.api.newsroom import MeView, NowhereView, PublicationViewSet, RatingViewSet
from claims.api.newsroom_rules import AgreementView, PolicyViewSet, TeamViewSet
from claims.api.notices import NoticeViewSet
from claims.api.outside import InvitationViewSet, OutsideViewSet, RequestViewSet
from claims.api.queries import ClaimQueryViewSet, QueryViewSet
from claims.api.search import SearchView
from claims.api.sources import EvidenceViewSet, SourceViewSet
from claims.api.versions import VersionViewSet

router = SimpleRouter()
router.register("articles", ArticleViewSet, "api-article")
router.register("claims", ClaimViewSet, "api-claim")
router.register("sources", SourceViewSet, "api-source")
router.register("evidence", EvidenceViewSet, "api-evidence")
router.register("publications", PublicationViewSet, "api-publication")
router.register("queries", QueryViewSet, "api-query")
router.register("imports", ImportViewSet, "api-import")
router.register("articles", VersionViewSet, "api-version")
router.register("articles", ClearanceViewSet, "api-clearance")
router.register("articles", ExportViewSet, "api-export")
router.register("claims", ClaimQueryViewSet, "api-claim-query")
router.register("claims", EditingViewSet, "api-claim-edit")
router.register("claims", ContactViewSet, "api-contact")
router.register("claims", HandingOnViewSet, "api-claim-handing-on")
router.register("absences", AbsenceViewSet, "api-absence")
router.register("articles", TeamViewSet, "api-team")
router.register("policies", PolicyViewSet, "api-policy")
router.register("notices", NoticeViewSet, "api-notice")
router.register("comments", CommentViewSet, "api-comment")
router.register("claims", ClaimCommentViewSet, "api-claim-comment")
router.register("evidence", EvidenceCommentViewSet, "api-evidence-comment")
router.register("articles", SentenceCommentViewSet, "api-sentence-comment")
router.register("claims", ClaimDeadlineViewSet, "api-claim-deadline")
router.register("articles", ArticleDeadlineViewSet, "api-article-deadline")
router.register("sources", SourceWarcViewSet, "api-source-warc")
router.register("claims", ClaimWarcViewSet, "api-claim-warc")
router.register("articles", ArticleWarcViewSet, "api-article-warc")
router.register("claims", OutsideViewSet, "api-outside")
router.register("invitations", InvitationViewSet, "api-invitation")
router.register("correction-requests", RequestViewSet, "api-request")
router.register("ratings", RatingViewSet, "api-rating")

urlpatterns = [
    path("v1/me/", MeView.as_view(), name="api-me"),
    path("v1/agreement/", AgreementView.as_view(), name="api-agreement"),
    path("v1/search/", SearchView.as_view(), name="api-search"),
    path("v1/", include(router.urls)),
    path("v1/<path:nowhere>", NowhereView.as_view()),
    path("schema/", SpectacularAPIView.as_view(), name="api-schema"),
    path("docs/", show_reference, name="api-docs"),
]
