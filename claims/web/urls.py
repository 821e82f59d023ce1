"""The pages. Public ids in every address; acts are POSTs below the thing they act on."""

from django.urls import path

from claims.web import (
    articles,
    checks,
    claims,
    clearance,
    contacts,
    coverage_acts,
    editing,
    evidence,
    health,
    intake,
    policies,
    publishing,
    queries,
    queue,
    reviews,
    sources,
    styleguide,
    versions,
)

ARTICLE = "articles/<slug:public_id>/"
CLAIM = "claims/<slug:public_id>/"

urlpatterns = [
    path("", articles.show_board, name="home"),
    path("articles/new/", intake.file_article, name="article-new"),
    path("articles/<slug:public_id>/", articles.show_article, name="article"),
    path(ARTICLE + "clearance/", clearance.show_clearance, name="clearance"),
    path(ARTICLE + "waivers/", coverage_acts.waive, name="sentence-waive"),
    path(ARTICLE + "versions/", versions.show_versions, name="versions"),
    path(ARTICLE + "queries/", queries.article_queries, name="article-queries"),
    path(CLAIM + "queries/", queries.claim_queries, name="claim-queries"),
    path(CLAIM + "cut/", coverage_acts.cut, name="claim-cut"),
    path(CLAIM + "contacts/", contacts.show_contacts, name="contacts"),
    path(CLAIM + "contacts/mark/", contacts.mark, name="contacts-mark"),
    path("policies/", policies.show_policies, name="policies"),
    path("agreement/", policies.show_agreement, name="agreement"),
    path("queries/", queries.list_queries, name="queries"),
    path("queries/<slug:public_id>/answer/", queries.answer, name="query-answer"),
    path("queries/<slug:public_id>/withdraw/", queries.withdraw, name="query-withdraw"),
    path(CLAIM, claims.show_claim, name="claim"),
    path(CLAIM + "move/", claims.move, name="claim-move"),
    path(CLAIM + "edit/value/", editing.correct, name="edit-value"),
    path(CLAIM + "edit/kind/", editing.retype, name="edit-kind"),
    path(CLAIM + "edit/span/", editing.respan, name="edit-span"),
    path(CLAIM + "edit/split/", editing.split, name="edit-split"),
    path(CLAIM + "edit/merge/", editing.merge, name="edit-merge"),
    path(ARTICLE + "claims/", editing.make, name="claim-make"),
    path(ARTICLE + "edits/<int:edit>/undo/", editing.undo, name="edit-undo"),
    path(CLAIM + "alarms/dismiss/", claims.dismiss, name="alarms-dismiss"),
    path(CLAIM + "assign/", reviews.assign, name="claim-assign"),
    path(CLAIM + "review/start/", reviews.start, name="review-start"),
    path(CLAIM + "review/submit/", reviews.submit, name="review-submit"),
    path(CLAIM + "review/withdraw/", reviews.withdraw, name="review-withdraw"),
    path(CLAIM + "review/release/", reviews.release, name="review-release"),
    path(CLAIM + "review/adjudicate/", reviews.decide, name="claim-adjudicate"),
    path(CLAIM + "round/", reviews.reopen, name="round-open"),
    path(CLAIM + "evidence/", evidence.cite, name="evidence-add"),
    path(CLAIM + "publish/", publishing.publish, name="claim-publish"),
    path(CLAIM + "unpublish/", publishing.withdraw, name="claim-unpublish"),
    path(CLAIM + "correction/", publishing.ask, name="claim-correction"),
    path(
        "evidence/<slug:public_id>/withdraw/", evidence.withdraw, name="evidence-withdraw"
    ),
    path("evidence/<slug:public_id>/", evidence.show_row, name="evidence"),
    path("queue/", queue.show_queue, name="queue"),
    path("sources/", sources.list_sources, name="sources"),
    path("sources/<slug:public_id>/", sources.show_source, name="source"),
    path("sources/<slug:public_id>/check/", sources.check_now, name="source-check"),
    path("sources/<slug:public_id>/visits/", sources.show_visits, name="source-visits"),
    path("checks/", checks.list_checks, name="checks"),
    path("checks/<slug:public_id>/", checks.show_check, name="check"),
    path(
        "checks/<slug:public_id>/claimreview.json", checks.give_document, name="check-json"
    ),
    path("styleguide/", styleguide.show_styleguide, name="styleguide"),
    path("healthz", health.say_alive, name="healthz"),
    path("readyz", health.say_ready, name="readyz"),
]
