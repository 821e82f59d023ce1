"""What a redirect's target says about the page that was asked for."""

import re
from urllib.parse import parse_qsl, unquote, urlsplit

INDEX = re.compile(
    r"/(?:index|default|home|main)\.\w{2,5}$|/(?:home|index)$", re.IGNORECASE
)
LANGUAGE_ROOT = re.compile(r"/[a-z]{2}(?:[-_][a-z]{2})?", re.IGNORECASE)
# A front page's address with such a query is that of a page.
PAGE_QUERY = re.compile(
    r"(?:^|&)(?:p|id|page_id|article|story|q|url|aid|nid|a|post)=", re.IGNORECASE
)
YEAR = re.compile(r"(?:19|20)\d\d|\d{1,2}")
ERROR_SEGMENT = re.compile(
    r"(?:4(?:04|10)|not[-_]?found|page[-_]?not[-_]?found|error(?:[-_]?(?:page|404))?|errors|"
    r"404[-_.]\w+|missing|gone|page[-_]?missing|oops|no[-_]?encontrad[oa]|introuvable|"
    r"nicht[-_]gefunden|fehler|non[-_]trovat[oa]|nao[-_]encontrad[oa]|erreur|"
    r"niet[-_]gevonden|unavailable|expired|removed|deleted)(?:\.\w{2,5})?",
    re.IGNORECASE,
)
LIST_SEGMENT = re.compile(
    r"(?:news|search|archives?|latest|blog|articles?|stories|press|category|categories|tags?|"
    r"topics?|sections?|sitemap|index|all|suche|archiv|nachrichten|aktuelles?|themen|"
    r"buscar|busqueda|noticias|archivo|recherche|actualites?|rubriques?|cerca|notizie|"
    r"archivio|arquivo|busca|pesquisa|zoeken|nieuws|archief|sok|nyheter|arkiv|haku|uutiset|"
    r"szukaj|wiadomosci|hledat|zpravy|arama|haberler)(?:\.\w{2,5})?",
    re.IGNORECASE,
)
LOGIN_SEGMENT = re.compile(
    r"(?:log[-_]?in|sign[-_]?in|log[-_]?on|sso|auth(?:n|orize|enticate)?|oauth2?|wp-login|"
    r"sign[-_]?up|register|registration|session|sessions|connexion|anmelden|anmeldung|"
    r"einloggen|iniciar[-_]?sesion|acceso|accedi|entrar|inloggen|aanmelden|logga[-_]?in|"
    r"kirjaudu|logowanie|prihlaseni|prihlasit|giris|members?[-_]?only|subscribe|"
    r"subscription|suscripcion|abonnement|abo|paywall|registrieren)(?:\.\w{2,5})?",
    re.IGNORECASE,
)
# Hosts whose business is to send readers elsewhere, so that a bare root is the true target.
SHORTENERS = frozenset(
    {
        "bit.ly",
        "t.co",
        "goo.gl",
        "tinyurl.com",
        "ow.ly",
        "buff.ly",
        "is.gd",
        "lnkd.in",
        "fb.me",
        "youtu.be",
        "dlvr.it",
        "trib.al",
        "rb.gy",
        "cutt.ly",
        "t.ly",
        "shorturl.at",
        "doi.org",
        "dx.doi.org",
        "hdl.handle.net",
        "purl.org",
        "w3id.org",
        "n2t.net",
        "rebrand.ly",
        "tiny.cc",
        "v.gd",
        "amzn.to",
        "nyti.ms",
        "wapo.st",
        "bbc.in",
        "reut.rs",
    }
)


def split_path(path: str) -> list[str]:
    return [part for part in INDEX.sub("/", unquote(path)).split("/") if part]


def is_root(path: str) -> bool:
    """Whether a path is a site's front page, in any of its languages."""
    bare = INDEX.sub("/", path).rstrip("/")
    return not bare or LANGUAGE_ROOT.fullmatch(bare) is not None


def drop_www(host: str | None) -> str:
    return (host or "").lower().removeprefix("www.").rstrip(".")


def is_same_page(url: str, final_url: str) -> bool:
    """Whether the answer came from the URL itself: at most query items were added."""
    one, two = urlsplit(url), urlsplit(final_url)
    if (one.scheme, one.netloc.lower()) != (two.scheme, two.netloc.lower()):
        return False
    if unquote(one.path or "/") != unquote(two.path or "/"):
        return False
    asked, got = parse_qsl(one.query, True), parse_qsl(two.query, True)
    return all(item in got for item in asked)


def is_cosmetic(url: str, final_url: str) -> bool:
    """Whether only scheme, www, index name, last slash, case or query differ."""
    one, two = urlsplit(url), urlsplit(final_url)
    if drop_www(one.hostname) != drop_www(two.hostname):
        return False
    paths = (split_path(one.path.lower()), split_path(two.path.lower()))
    return paths[0] == paths[1] and bool(paths[0]) and one.query == two.query


def leads_to_root(url: str, final_url: str) -> bool:
    """Whether a deep page was answered by a front page."""
    one, two = urlsplit(url), urlsplit(final_url)
    if is_root(one.path) and len(one.query) < 3:
        return False
    if not is_root(two.path) or drop_www(one.hostname) in SHORTENERS:
        return False
    return not PAGE_QUERY.search(two.query)


def leads_up(url: str, final_url: str) -> bool:
    """Whether the target is a folder above the page: a section, not the page's own id."""
    one, two = urlsplit(url), urlsplit(final_url)
    old, new = split_path(one.path.lower()), split_path(two.path.lower())
    if not new or len(new) >= len(old) or old[: len(new)] != new:
        return False
    last = new[-1]
    is_id = bool(re.search(r"\d", last)) and not YEAR.fullmatch(last)
    return not is_id and last.count("-") < 3


def has_segment(url: str, pattern: re.Pattern[str]) -> bool:
    parts = urlsplit(url)
    return any(pattern.fullmatch(part) for part in split_path(parts.path))


def leads_to_error(url: str, final_url: str) -> bool:
    return has_segment(final_url, ERROR_SEGMENT) and not has_segment(url, ERROR_SEGMENT)


def leads_to_list(url: str, final_url: str) -> bool:
    """Whether the target, unlike the page asked for, is named for a list or a search."""
    old, new = split_path(urlsplit(url).path), split_path(urlsplit(final_url).path)
    if not new or not old or len(new) > 3 or LIST_SEGMENT.fullmatch(old[-1]):
        return False
    return LIST_SEGMENT.fullmatch(new[-1]) is not None


def leads_to_login(url: str, final_url: str) -> bool:
    """Whether the target is named for signing in, and the page asked for was not."""
    host = urlsplit(final_url).hostname or ""
    named = has_segment(final_url, LOGIN_SEGMENT) or host.startswith(
        ("login.", "auth.", "sso.", "signin.", "accounts.", "idp.", "id.")
    )
    return named and not has_segment(url, LOGIN_SEGMENT)


def leads_to_consent(final_url: str) -> bool:
    parts = urlsplit(final_url)
    return (parts.hostname or "").startswith("consent.") or has_segment(
        final_url,
        re.compile(r"consent|cookie[-_]?wall|cookie[-_]?consent|privacy[-_]?gate"),
    )
