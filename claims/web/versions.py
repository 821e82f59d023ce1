"""The versions of an article, what each changed, and bringing in the next."""

from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from claims.errors import DeskError
from claims.intake import Reading, read_pasted, read_upload
from claims.intake.versions import cut_words, revise_article
from claims.models import Anchor, Article, ArticleVersion, Claim, Role
from claims.web.changes import compare_words
from claims.web.clearance import find_article
from claims.web.forms import DeskForm, put_refusal
from claims.web.once import once
from claims.web.requests import DeskRequest
from claims.workflow.coverage import diff_sentences


class VersionForm(DeskForm):
    """A new draft, pasted or as a file, and the version it was written from."""

    base = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    text = forms.CharField(
        label=_("Text"), required=False, strip=False, widget=forms.Textarea({"rows": 12})
    )
    file = forms.FileField(label=_("or a file"), required=False)

    def __init__(self, *args: Any, current: ArticleVersion, **more: Any) -> None:
        """Begin with the current text, which is what the next one is written from."""
        super().__init__(*args, **more)
        self.initial = {"base": current.number, "text": current.text, **self.initial}

    def clean(self) -> dict[str, Any]:
        """Ask for one input and no more; a text left as it stood gives way to a file."""
        given = super().clean() or {}
        text = given.get("text", "")
        if given.get("file") and text.split() == self.initial["text"].split():
            given["text"] = ""
        if bool(given.get("text")) == bool(given.get("file")) and not self.errors:
            self.add_error("text", _("Paste the text or choose a file: one of them."))
        return given


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@once
def show_versions(request: DeskRequest, public_id: str) -> HttpResponse:
    """Show what a version changed; a POST brings in the next one."""
    article = find_article(request, public_id)
    if request.method != "POST":
        return render_versions(request, article)
    current = article.versions.order_by("-number")[0]
    form = VersionForm(request.POST, request.FILES, current=current)
    if form.is_valid():
        try:
            revise_article(
                article,
                read_draft(form.cleaned_data),
                actor=request.user,
                now=timezone.now(),
                base=form.cleaned_data["base"],
            )
        except DeskError as refusal:
            put_refusal(form, refusal)
        else:
            return redirect("versions", public_id)
    return render_versions(request, article, form=form, status=409)


def read_draft(given: dict[str, Any]) -> Reading:
    """Read the pasted text or the file."""
    upload = given["file"]
    if isinstance(upload, UploadedFile):
        return read_upload(upload.name or "", upload.read())
    return read_pasted(given["text"])


def render_versions(
    request: DeskRequest,
    article: Article,
    *,
    form: VersionForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """Render the page for the version of `?v=`, else the current one."""
    versions = list(article.versions.select_related("created_by").order_by("-number"))
    wanted = request.GET.get("v", "")
    shown = next((one for one in versions if str(one.number) == wanted), versions[0])
    before = next((one for one in versions if one.number == shown.number - 1), None)
    context = {
        "article": article,
        "versions": versions,
        "shown": shown,
        "before": before,
        "lines": list_lines(before, shown) if before else [],
        "landings": list_landings(shown) if before else [],
        "form": form or VersionForm(current=versions[0]),
        "is_editor": request.user.ranks(Role.EDITOR),
    }
    return render(request, "articles/versions.html", context, status=status)


def list_lines(old: ArticleVersion, new: ArticleVersion) -> list[dict[str, Any]]:
    """Give the sentences that are not the same, each with its changed words."""
    before = cut_words(old, list(old.sentences.all()))
    after = cut_words(new, list(new.sentences.all()))
    lines = []
    for row in diff_sentences(before, after):
        if row.op == "same":
            continue
        was = before[row.old] if row.old is not None else ""
        words = after[row.new] if row.new is not None else ""
        number = (row.new if row.new is not None else row.old) or 0
        changes = compare_words(was, words)
        lines.append({"op": row.op, "number": number + 1, "changes": changes})
    return lines


def list_landings(version: ArticleVersion) -> list[dict[str, Any]]:
    """Give the claims that did not simply stay in `version`, with what changed; dismissed
    ones are nobody's work."""
    rows = Anchor.objects.filter(version=version).exclude(state=Anchor.State.KEPT)
    rows = rows.exclude(claim__status=Claim.Status.DISMISSED)
    landings = []
    for row in rows.select_related("claim"):
        old = (
            row.claim.anchors.filter(version__number__lt=version.number)
            .order_by("-version__number")
            .first()
        )
        was = old.quote if old else row.quote
        words = row.quote if row.start is not None else ""
        landings.append({"anchor": row, "changes": compare_words(was, words)})
    return landings
