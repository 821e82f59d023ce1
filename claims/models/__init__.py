"""The records: tables, constraints and querysets. Everything above may import from here."""

from claims.models.absence import Absence
from claims.models.article import Article, ArticleVersion, Sentence
from claims.models.canned_rationale import CannedRationale
from claims.models.capture import Capture, Memento
from claims.models.check_run import CheckRun, CheckRunSource, OutcomeDay
from claims.models.claim import SETTLED, Anchor, Claim, Kind
from claims.models.claim_edit import ClaimEdit
from claims.models.clearance import Clearance, Cut
from claims.models.comment import Comment
from claims.models.confidential import ConfidentialText
from claims.models.contact import Contact, ReporterMark
from claims.models.correction_request import CorrectionRequest
from claims.models.evidence import Evidence
from claims.models.imports import Import
from claims.models.invitation import Invitation
from claims.models.link_check import Alarm, LinkCheck, PageText
from claims.models.notice import Notice, NoticeChannel, NoticeEvent, NoticeSetting
from claims.models.once_key import OnceKey
from claims.models.policy import Policy
from claims.models.preference import Appearance, Preference, TextSize
from claims.models.publication import Correction, CorrectionUse, Publication
from claims.models.query import Query
from claims.models.rating import Rating
from claims.models.review import Review
from claims.models.saved_filter import SavedFilter
from claims.models.source import OutcomeClass, Source
from claims.models.source_file import SourceFile
from claims.models.trail import TrailEntry, TrailHead
from claims.models.user import ApiToken, Role, User, digest_secret
from claims.models.verdict import Verdict

__all__ = [
    "SETTLED",
    "Absence",
    "Alarm",
    "Anchor",
    "ApiToken",
    "Appearance",
    "Article",
    "ArticleVersion",
    "CannedRationale",
    "Capture",
    "CheckRun",
    "CheckRunSource",
    "Claim",
    "ClaimEdit",
    "Clearance",
    "Comment",
    "ConfidentialText",
    "Contact",
    "Correction",
    "CorrectionRequest",
    "CorrectionUse",
    "Cut",
    "Evidence",
    "Import",
    "Invitation",
    "Kind",
    "LinkCheck",
    "Memento",
    "Notice",
    "NoticeChannel",
    "NoticeEvent",
    "NoticeSetting",
    "OnceKey",
    "OutcomeClass",
    "OutcomeDay",
    "PageText",
    "Policy",
    "Preference",
    "Publication",
    "Query",
    "Rating",
    "ReporterMark",
    "Review",
    "Role",
    "SavedFilter",
    "Sentence",
    "Source",
    "SourceFile",
    "TextSize",
    "TrailEntry",
    "TrailHead",
    "User",
    "Verdict",
    "digest_secret",
]
