"""Pages in other words than the rules were written on, each with the class it deserves.

The classes were written before the first run. Fields: name, accepted classes, page or its
bytes, and what else the visit needs (see `pages.judge`).
"""

from claims.linkcheck.visit import Known
from tests.linkcheck.pages import PROSE, make_page

CITED = "The dredger Halcyon lifted 41,300 cubic metres of silt in May 2022."
AROUND = (
    "The estuary trust published its yearly account on Friday afternoon.",
    "Skipper Ansel Brandt called the season the driest he had worked in.",
    "Two ferries were moved to the outer pier while the channel was closed.",
)


def tell(sentence: str = CITED) -> tuple[str, ...]:
    """Paragraphs of an article with one sentence among others."""
    return (*AROUND[:2], sentence, AROUND[2], *PROSE)


MISSING = [
    ("cs moved on", "Ajaj!", "Tento článek už u nás nenajdete, byl stažen.", "cs"),
    ("cs nothing", "Nic tu není", "Zadali jste adresu, která u nás nevede nikam.", "cs"),
    ("tr shelf", "Eyvah", "Ulaşmak istediğiniz haber yayından kaldırıldı.", "tr"),
    ("tr none", "Böyle bir sayfa yok", "Bağlantı eskimiş olabilir.", "tr"),
    ("id moved", "Waduh", "Berita yang Anda cari sudah dihapus atau dipindahkan.", "id"),
    ("id none", "Tidak ada apa-apa di sini", "Alamatnya mungkin salah ketik.", "id"),
    ("el gone", "Ουπς", "Το άρθρο που αναζητάτε έχει αφαιρεθεί.", "el"),
    ("el none", "Δεν υπάρχει τέτοια σελίδα", "Ελέγξτε τη διεύθυνση.", "el"),
    ("he gone", "אופס", "הכתבה שחיפשתם הוסרה מהאתר.", "he"),
    ("he none", "העמוד איננו", "ייתכן שהקישור שגוי.", "he"),
    (
        "en pulled",
        "Well, this is awkward",
        "We have pulled this story from our site.",
        "en",
    ),
    (
        "en poetic",
        "This road ends here",
        "The page you followed a link to is not here.",
        "en",
    ),
    (
        "de weg",
        "Hoppla",
        "Den Beitrag, den Sie aufrufen wollten, gibt es nicht mehr.",
        "de",
    ),
    ("fr perdu", "Zut", "Nous n’avons pas retrouvé la page demandée.", "fr"),
    ("es retirado", "Vaya", "Hemos retirado este artículo de nuestra web.", "es"),
    ("pl brak", "Ojej", "Ten artykuł został usunięty z serwisu.", "pl"),
    ("uk nema", "Ой", "Цю статтю прибрали з сайту.", "uk"),
    ("ro lipsa", "Hopa", "Pagina cerută nu mai este disponibilă.", "ro"),
    ("it ritirato", "Accidenti", "L'articolo richiesto non è più online.", "it"),
    ("pt retirada", "Eita", "Esta reportagem saiu do ar.", "pt"),
]

WALLS = [
    (
        "consent cs",
        "Nejprve souhlas",
        "Pro pokračování prosím přijměte soubory cookie.",
        "cs",
    ),
    (
        "consent en",
        "A word about cookies",
        "To read on, agree to our use of cookies.",
        "en",
    ),
    ("login tr", "Üye girişi", "Devam etmek için üye girişi yapmalısınız.", "tr"),
    ("login id", "Masuk dulu", "Silakan masuk untuk membaca berita ini.", "id"),
    ("robot en", "Quick check", "Prove that you are human to go on.", "en"),
    ("pay de", "Plus", "Diesen Artikel lesen nur Abonnenten. Jetzt abonnieren.", "de"),
]

DOWN = [
    (
        "down en",
        "Back in a bit",
        "The site is temporarily unavailable while we upgrade.",
        "en",
    ),
    ("down cs", "Údržba", "Web je dočasně mimo provoz, probíhá údržba.", "cs"),
    ("down tr", "Bakım", "Sitemiz bakım nedeniyle geçici olarak kapalıdır.", "tr"),
    ("down id", "Pemeliharaan", "Situs sedang dalam pemeliharaan, coba lagi nanti.", "id"),
    ("down el", "Συντήρηση", "Η ιστοσελίδα βρίσκεται υπό συντήρηση.", "el"),
]

PARKED = [
    ("parked cs", "halcyon.example", "Tato doména je na prodej. Učinit nabídku.", "cs"),
    ("parked tr", "halcyon.example", "Bu alan adı satılıktır.", "tr"),
    ("parked en", "halcyon.example", "Get this domain today. Contact the broker.", "en"),
    ("parked expired", "halcyon.example", "This domain name expired on 3 May 2024.", "en"),
]

REAL = [
    ("about 404", "Why so many links end in a 404: page not found", PROSE),
    ("short notice", "Ferry pier closed", ("The outer pier is closed until Monday.",)),
    ("removed fish", "1,200 carp removed from the lake", (*AROUND, "They were moved on.")),
    (
        "cookie law",
        "New cookie rules",
        ("Sites must ask before they set cookies.", *AROUND),
    ),
    ("sale of domain", "Domain for sale: a market explained", PROSE),
    ("maintenance", "Lock under maintenance until June", (*AROUND, *PROSE[:4])),
    ("not found boat", "Missing boat not found after search", (*AROUND, *PROSE[:3])),
]

SPLIT = CITED.replace("41,300", "<b>41,</b><i>300</i>").replace("Halcyon", "Hal&shy;cyon")
QUOTED = [
    ("as it stands", "ok", CITED),
    ("in pieces of markup", "ok", SPLIT),
    ("entities", "ok", CITED.replace("cubic", "&#99;ubi&#x63;").replace(" ", "&nbsp;")),
    ("zero width", "ok", CITED.replace("silt", "s\u200bi\u2060lt")),
    ("wide figures", "ok", CITED.replace("41,300", "４１,３００")),
    ("another figure", "quote_missing", CITED.replace("41,300", "14,300")),
    ("another month", "quote_missing", CITED.replace("May", "March")),
    ("another year", "quote_missing", CITED.replace("2022", "2021")),
    ("denied", "quote_missing", CITED.replace("lifted", "never lifted")),
    ("did not", "quote_missing", CITED.replace("lifted", "did not lift")),
    ("another ship", "quote_missing", CITED.replace("Halcyon", "Heron")),
    ("another unit", "quote_missing", CITED.replace("cubic metres", "cubic feet")),
    ("in a comment only", "quote_missing", f"<!-- {CITED} -->A dredger worked in May."),
    ("taken out", "quote_missing", "A dredger worked on the channel in spring."),
    ("struck out", "quote_missing", f"<del>{CITED}</del> The figure was withdrawn."),
]

CHARSET_TEXT = "Die Fähre »Möwe« trug 230 Gäste über die Förde."
CHARSETS = [
    ("latin in utf8 clothes", "cp1252", "text/html; charset=utf-8"),
    ("declared in the page", "iso-8859-15", "text/html"),
    ("utf16 with a mark", "utf-16", "text/html"),
    ("utf8 without word", "utf-8", "text/html"),
]

DRIFTS = [
    (
        "a correction was put in",
        "drifted",
        ("Correction: 23 stations, not 14, were below the mark.", *PROSE),
    ),
    ("a figure changed", "drifted", tuple(p.replace("62", "92") for p in PROSE)),
    ("an advertisement came", "ok", ("Subscribe to our newsletter!", *PROSE)),
    ("nothing changed", "ok", PROSE),
]


def list_pages() -> list[tuple[str, str, object, dict[str, object]]]:
    """Every page with its accepted class: (name, class, page, more for the visit)."""
    rows: list[tuple[str, str, object, dict[str, object]]] = []
    for group, klass in (
        (MISSING, "soft_404"),
        (WALLS, "blocked_or_login"),
        (DOWN, "server_error"),
        (PARKED, "soft_404"),
    ):
        rows += [
            (name, klass, make_page(title, [text], lang=lang), {})
            for name, title, text, lang in group
        ]
    rows += [(name, "ok", make_page(title, text), {}) for name, title, text in REAL]
    known = Known(quotes=(CITED,))
    rows += [
        (name, klass, make_page("Silt", tell(text)), {"known": known})
        for name, klass, text in QUOTED
    ]
    for name, code, kind in CHARSETS:
        head = f'<meta charset="{code}">' if name == "declared in the page" else ""
        page = make_page("Fähre", [CHARSET_TEXT, *PROSE], head=head, lang="de")
        more = {"known": Known(quotes=(CHARSET_TEXT,)), "headers": {"content-type": kind}}
        rows.append((name, "ok", page.encode(code), more))
    before = Known(text="\n".join(PROSE))
    rows += [
        (name, klass, make_page("Levels", text), {"known": before})
        for name, klass, text in DRIFTS
    ]
    here = "https://paper.example/2022/05/silt"
    rows += [
        (
            "sent to sign in, with a way back",
            "blocked_or_login",
            make_page("Welcome", ["<input type=password>"]),
            {"url": here, "final_url": "https://id.paper.example/login?return=%2Fsilt"},
        ),
        (
            "sent to the front page",
            "soft_404",
            make_page("The Paper", PROSE),
            {"url": here, "final_url": "https://paper.example/"},
        ),
        (
            "sent to an article of another address",
            "redirected",
            make_page("Silt", PROSE),
            {"url": here, "final_url": "https://paper.example/archive/silt-2022"},
        ),
    ]
    return rows
