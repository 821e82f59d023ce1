"""By when a claim or an article is to be done: setting, moving and taking it away."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from claims.models import Role
from claims.verdicts.deadlines import read_due, set_article_deadline, set_claim_deadline
from claims.web.acts import act_on_claim, bind, try_act
from claims.web.clearance import find_article
from claims.web.deadline_forms import DeadlineForm
from claims.web.once import once
from claims.web.requests import DeskRequest
from claims.workflow.lost_updates import stamp


@login_required
@require_POST
@once
def set_for_claim(request: DeskRequest, public_id: str) -> HttpResponse:
    """Set by when the claim is to be decided; an empty field takes the deadline away."""
    form = DeadlineForm(request.POST)
    return act_on_claim(request, public_id, set_claim_deadline, form, name="deadline_form")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@once
def set_for_article(request: DeskRequest, public_id: str) -> HttpResponse:
    """Show by when the article is to be cleared; a POST sets it, or takes it away."""
    article = find_article(request, public_id)
    posted = request.POST if request.method == "POST" else None
    form = DeadlineForm(
        posted,
        initial={"due_at": article.due_at, "made_on": stamp(read_due(article))},
    )
    act = bind(set_article_deadline, article)
    if posted is not None and try_act(form, act, actor=request.user, now=timezone.now()):
        return redirect("article", public_id)
    context = {
        "article": article,
        "form": form,
        "refused": form,
        "may_set": request.user.ranks(Role.EDITOR),
    }
    status = 409 if form.errors else 200
    return render(request, "articles/deadline.html", context, status=status)
