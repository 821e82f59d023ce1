"""The frames of made-up sites, and the reader of the lists of pages put into them."""

from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any, NamedTuple

HERE = Path(__file__).resolve().parent
NAV = {
    "de": ("Startseite", "Politik", "Wirtschaft", "Sport", "Kontakt", "Impressum"),
    "fr": ("Accueil", "Politique", "Économie", "Sports", "Contact", "Mentions légales"),
    "es": ("Inicio", "Política", "Economía", "Deportes", "Contacto", "Aviso legal"),
    "it": ("Home", "Politica", "Economia", "Sport", "Contatti", "Note legali"),
    "ja": ("ホーム", "政治", "経済", "スポーツ", "お問い合わせ", "会社概要"),
    "ar": ("الرئيسية", "سياسة", "اقتصاد", "رياضة", "اتصل بنا", "من نحن"),
    "ru": ("Главная", "Политика", "Экономика", "Спорт", "Контакты", "О нас"),
    "en": ("Home", "Politics", "Business", "Sport", "Contact", "About us"),
}
HEADLINES = {
    "de": (
        "Hafenrat streitet über die Baggerkosten",
        "Neue Fähre fährt ab Juni zweimal am Tag",
        "Werft stellt 40 Lehrlinge ein",
        "Museum zeigt Karten aus drei Jahrhunderten",
    ),
    "fr": (
        "Le conseil du port débat du prix du dragage",
        "Un nouveau ferry dès le mois de juin",
        "Le chantier naval recrute quarante apprentis",
        "Le musée expose trois siècles de cartes",
    ),
    "es": (
        "El consejo del puerto discute el coste del dragado",
        "Un nuevo transbordador desde junio",
        "El astillero contrata a cuarenta aprendices",
        "El museo muestra tres siglos de mapas",
    ),
    "it": (
        "Il consiglio del porto discute i costi",
        "Un nuovo traghetto da giugno",
        "Il cantiere assume quaranta apprendisti",
        "Il museo espone tre secoli di carte",
    ),
    "en": (
        "Harbour council quarrels over dredging costs",
        "New ferry to sail twice a day from June",
        "Shipyard takes on forty apprentices",
        "Museum shows three centuries of charts",
    ),
}
FRAMES = {
    "bare": "<h1>{heading}</h1>{text}",
    "h2": "<header><a href=/><img src=/logo.svg alt=''></a>{nav}</header>"
    "<section><h2>{heading}</h2>{text}<a class=button href=/>{home}</a></section>{foot}",
    "divs": "<div class=top>{nav}</div><div class=a><div class=b>{text}</div></div>{foot}",
    "news": "<header>{nav}</header><main><h1>{heading}</h1>{text}</main>{foot}",
    "search": "<header>{nav}<form action=/search role=search><input name=q></form></header>"
    "<main><h1>{heading}</h1>{text}</main>{foot}",
    "busy": "<header>{nav}</header><main><h1>{heading}</h1>{text}</main>"
    "<aside><h3>+</h3>{teasers}</aside>{foot}",
}


class Row(NamedTuple):
    """One page of a list: what it may be called, and what it is made of."""

    name: str
    accepted: frozenset[str]
    language: str
    shell: str
    title: str
    heading: str
    text: str

    def render(self) -> str:
        """The page's source."""
        if self.shell in {"raw", "json"}:
            return self.text
        fields = {
            "heading": "" if self.heading == "-" else escape(self.heading, quote=False),
            "text": "".join(
                f"<p>{escape(p.strip(), quote=False)}</p>" for p in self.text.split("¶")
            ),
            **make_chrome(self.language),
        }
        body = FRAMES[self.shell].format(**fields).replace("<h1></h1>", "")
        return (
            f"<!doctype html><html lang={self.language}><head><meta charset=utf-8>"
            f"<title>{escape(self.title)}</title></head><body>{body}</body></html>"
        )

    @property
    def more(self) -> dict[str, Any]:
        """What else the visit needs."""
        if self.shell == "json":
            return {"headers": {"content-type": "application/json"}}
        return {}


def make_chrome(language: str) -> dict[str, str]:
    names = NAV.get(language, NAV["en"])
    links = "".join(f"<li><a href=/s{n}>{name}</a></li>" for n, name in enumerate(names))
    teasers = HEADLINES.get(language, HEADLINES["en"])
    return {
        "nav": f"<nav><ul>{links}</ul></nav>",
        "home": names[0],
        "foot": f"<footer><p>© 2024 · {names[-1]}</p></footer>",
        "teasers": "".join(f"<p><a href=/t/{n}>{t}</a></p>" for n, t in enumerate(teasers)),
    }


def read_rows(name: str) -> Iterator[Row]:
    """The rows of one list, in order."""
    for line in (HERE / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            first, accepted, *rest = (part.strip() for part in line.split(" | ", 6))
            yield Row(first, frozenset(accepted.split(",")), *rest)
