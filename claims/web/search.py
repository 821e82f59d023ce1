"""The search page: a question in the address, hits in groups."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from claims.web.requests import DeskRequest
from claims.workflow.search import LONGEST, OPERATORS, read_question, search_desk


@login_required
@require_safe
def show_search(request: DeskRequest) -> HttpResponse:
    """What the desk holds on a question, as far as this person may read."""
    question = request.GET.get("q", "").replace("\x00", " ")[:LONGEST]
    asked = read_question(question)
    context = {
        "question": question,
        "wrong": asked.wrong,
        "groups": search_desk(asked, request.user),
        "operators": OPERATORS,
    }
    return render(request, "desk/search.html", context)
