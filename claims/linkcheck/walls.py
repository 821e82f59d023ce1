"""Whether something stands between the visitor and the page: a wall on any status."""

from claims.linkcheck.page import Page
from claims.linkcheck.redirects import leads_to_consent, leads_to_login
from claims.linkcheck.signs import Signs
from claims.linkcheck.visit import Visit

# 999 is what one large network answers to programs; 407 is a proxy's wall.
WALL_STATUS = {
    401: "http_401",
    402: "http_402",
    403: "http_403",
    407: "http_407",
    429: "rate_limited",
    451: "http_451",
    999: "http_999",
}
# Headers that only a challenge page carries.
CHALLENGE_HEADERS = ("cf-mitigated", "x-datadome", "x-amzn-waf-action")


def find_challenge(visit: Visit, page: Page, signs: Signs) -> str:
    """A check for robots, whatever the status; "" when there is none."""
    if any(name in visit.headers for name in CHALLENGE_HEADERS) and visit.status != 200:
        return "challenge"
    if signs.prose >= 800:
        return ""
    if signs.says("captcha", title=0.6, share=0.3) or "captcha" in signs.thin:
        return "challenge"
    marked = page.marks & {"captcha", "challenge"}
    if marked and (signs.prose < 250 or signs.says("captcha", share=0.05)):
        return "challenge"
    return ""


def find_login(visit: Visit, page: Page, signs: Signs) -> str:
    """A sign-in form in the page's place; "" when there is none."""
    sent = leads_to_login(visit.url, visit.final_url or visit.url)
    if sent and (page.passwords or signs.prose < 1000):
        return "login_redirect"
    if page.passwords and signs.prose < 400 and signs.says("login", title=0.4, share=0.1):
        return "login_form"
    if page.passwords and signs.prose < 120:
        return "login_form"
    if signs.prose < 400 and signs.says("login", title=0.7, share=0.4):
        return "login_form"
    return ""


def find_paywall(page: Page, signs: Signs) -> str:
    """A teaser and a subscription box; "" when the text may well be whole."""
    if signs.prose >= 1200:
        return ""
    if page.free is False and (
        signs.says("paywall", share=0.01) or "paywall" in page.marks
    ):
        return "paywall"
    if page.free is False and signs.prose < 600:
        return "paywall"
    cut = any(line.endswith(("...", "\u2026")) for line in page.main.split("\n")[-4:])
    teaser = cut or "paywall" in page.marks
    if "paywall" in signs.ends and signs.prose < 500:
        return "paywall"
    if teaser and signs.says("paywall", title=0.5, share=0.02):
        return "paywall"
    return "paywall" if signs.says("paywall", title=0.7, share=0.3) else ""


def find_wall(visit: Visit, page: Page, signs: Signs) -> str:
    """Why the page itself was not shown to us, as a reason code; "" when it was.

    Long prose is never a wall on a 200: pages carry sign-in forms and notices beside
    their text.
    """
    if visit.status in WALL_STATUS:
        return find_challenge(visit, page, signs) or WALL_STATUS[visit.status]
    if challenge := find_challenge(visit, page, signs):
        return challenge
    if not 200 <= visit.status < 300:
        return ""
    if login := find_login(visit, page, signs):
        return login
    if signs.prose < 800:
        sent = bool(visit.chain) and leads_to_consent(visit.final_url)
        if sent or signs.says("consent", title=0.6, share=0.4) or "consent" in signs.thin:
            return "consent"
        if signs.says("geo", title=0.6, share=0.3) or "geo" in signs.thin:
            return "geo_blocked"
    return find_paywall(page, signs)
