"""Pages and visits for the tests of the verdict, all of our own writing."""

from claims.linkcheck.classify import classify
from claims.linkcheck.visit import Attempt, Hop, Known, Outcome, Visit

URL = "https://news.example/2021/03/river-levels-report"
HTML = {"content-type": "text/html; charset=utf-8"}
PROSE = (
    "The river board met on Thursday to hear how far the gauges at Velden had fallen.",
    "Hydrologist Mara Oost told members that 14 of the 62 stations were below the mark.",
    "She said the figure was the lowest since 1976 and that rain alone would not mend it.",
    "Farmers on the eastern bank have asked for 3.2 million euros to deepen their wells.",
    "The treasurer, Pieter Haan, replied that the fund holds barely a third of that sum.",
    "A vote is planned for the autumn, once the survey of the aquifer has been published.",
    "Until then, boats drawing more than two metres may not pass the lock at Brugge Noord.",
    "The board's minutes are open to everybody and can be read in the town library.",
)


def make_page(title="River levels fall", paragraphs=PROSE, *, extra="", head="", lang="en"):
    body = "".join(f"<p>{text}</p>" for text in paragraphs)
    return (
        f"<!doctype html><html lang={lang}><head><title>{title}</title>{head}</head><body>"
        f"<nav><a href=/>Home</a><a href=/news>News</a></nav>"
        f"<main><h1>{title}</h1>{body}{extra}</main><footer>Valley Post</footer></body>"
    )


def make_visit(page="", *, url=URL, status=200, final_url="", headers=None, **more):
    body = page if isinstance(page, bytes) else page.encode()
    final_url = final_url or url
    chain = (Hop(url, 301),) if final_url != url else ()
    fields = {
        "chain": chain,
        "attempts": (Attempt(status, more.get("failure", "")),),
        "size": len(body),
        **more,
    }
    return Visit(
        url=url,
        final_url=final_url,
        status=status,
        headers=HTML if headers is None else headers,
        body=body,
        **fields,
    )


def judge(page="", *quotes, known=None, **more) -> Outcome:
    known = known or Known(quotes=quotes)
    return classify(make_visit(page, **more), known)
