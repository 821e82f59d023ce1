"""Missing pages that answer 200, in many tongues, and pages that only look like them."""

import pytest

from claims.linkcheck.soft_404 import wants_sibling
from claims.linkcheck.visit import Known
from tests.linkcheck.pages import PROSE, judge, make_page, make_visit

MISSING = [
    ("en", "Oh no!", "We looked everywhere, but this article is no longer available."),
    ("en", "That page doesn't exist", "Try the search box instead."),
    ("en", "404", "Go back to the start."),
    ("en", "River Weekly", "Sorry! The story you requested could not be found."),
    ("es", "Error 404 | Diario del Valle", "Parece que la página que buscas ya no existe."),
    ("es", "Diario", "La noticia solicitada ha sido eliminada."),
    ("fr", "Oups…", "Cet article n’existe plus ou a été déplacé."),
    ("fr", "Page non trouvée – Le Courrier", "Revenez à l’accueil."),
    (
        "de",
        "Seite nicht gefunden",
        "Die gewünschte Seite konnte leider nicht gefunden werden.",
    ),
    ("de", "Talbote", "Dieser Artikel ist nicht mehr verfügbar."),
    ("it", "Pagina non trovata", "La pagina cercata non esiste più."),
    ("pt", "Ops!", "A página que você procura não foi encontrada."),
    ("nl", "Pagina niet gevonden", "De pagina die je zoekt bestaat niet meer."),
    ("sv", "Sidan kunde inte hittas", "Artikeln du söker finns inte längre."),
    ("no", "Fant ikke siden", "Siden du leter etter finnes ikke."),
    ("da", "Siden blev ikke fundet", "Artiklen er blevet slettet."),
    ("fi", "Sivua ei löytynyt", "Etsimääsi sivua ei ole olemassa."),
    ("pl", "Nie znaleziono strony", "Strona, której szukasz, nie istnieje."),
    ("cs", "Stránka nenalezena", "Požadovaná stránka neexistuje nebo byla odstraněna."),
    ("sk", "Stránka sa nenašla", "Hľadaná stránka neexistuje."),
    ("hu", "Az oldal nem található", "A keresett oldal nem létezik."),
    ("ro", "Pagina nu a fost găsită", "Articolul a fost șters sau mutat."),
    ("el", "Η σελίδα δεν βρέθηκε", "Η σελίδα που ζητήσατε δεν υπάρχει."),
    ("ru", "Страница не найдена", "Материал был удалён или никогда не существовал."),
    ("uk", "Сторінку не знайдено", "Такої сторінки не існує."),
    ("bg", "Страницата не е намерена", "Търсената страница не съществува."),
    ("tr", "Sayfa bulunamadı", "Aradığınız sayfa kaldırılmış olabilir."),
    ("ar", "الصفحة غير موجودة", "عذرا، الصفحة التي تبحث عنها غير متوفرة."),
    ("he", "הדף לא נמצא", "הדף שחיפשת אינו קיים."),
    ("fa", "صفحه یافت نشد", "صفحه مورد نظر شما وجود ندارد."),
    ("hi", "पृष्ठ नहीं मिला", "आप जिस पृष्ठ को खोज रहे हैं वह मौजूद नहीं है।"),
    ("id", "Halaman tidak ditemukan", "Artikel ini sudah tidak tersedia."),
    ("vi", "Không tìm thấy trang", "Bài viết không tồn tại hoặc đã bị xóa."),
    ("ja", "ページが見つかりません", "お探しのページは削除された可能性があります。"),
    ("zh", "页面不存在", "您访问的页面不存在或已被删除。"),
    ("ko", "페이지를 찾을 수 없습니다", "요청하신 페이지가 삭제되었습니다."),
    ("et", "Lehekülge ei leitud", "Otsitud artikkel on kustutatud."),
]


@pytest.mark.parametrize(("lang", "title", "text"), MISSING)
def test_a_missing_page_is_known_in_its_own_language(lang, title, text):
    outcome = judge(make_page(title, [text], lang=lang))
    assert (outcome.klass, outcome.alive, outcome.soft_404) == ("soft_404", False, True)


@pytest.mark.parametrize(("lang", "title", "text"), MISSING)
def test_its_text_alone_is_enough_under_a_neutral_title_or_the_title_is(lang, title, text):
    by_title = judge(make_page(title, [], lang=lang)).klass
    by_text = judge(make_page("Valley Post", [text], lang=lang)).klass
    assert "soft_404" in {by_title, by_text}


def test_suggested_stories_do_not_make_a_missing_page_an_article():
    links = "".join(
        f"<li><a href=/s/{n}>{text}</a></li>" for n, text in enumerate(PROSE * 3)
    )
    outcome = judge(
        make_page("Nothing found", ["This story is gone."], extra=f"<ul>{links}</ul>")
    )
    assert outcome.klass == "soft_404"


LIVING = [
    ("Why 'Page not found' is the web's best known sentence", PROSE),
    ("The 404 that would not go away: a history of dead links", PROSE),
    ("404: the number that shut an office", PROSE),
    ("Ferry cancelled", ["The 07:40 ferry to Oost is cancelled today."]),
    ("Lost dog not found after storm", ["Volunteers searched the dunes until dark."]),
    ("Road notice", ["The footbridge at Velden has been removed for repairs until May."]),
    ("Bahnhof", ["Der Aufzug am Gleis 3 wurde entfernt und kommt im Juni wieder."]),
    ("Cadena perdida", ["El perro perdido en Velden no fue hallado por los vecinos."]),
    (
        "Museum closes",
        ["The museum's permanent show is gone; the last ticket went on Friday."],
    ),
    (
        "How to write a good error page",
        [*PROSE, "“Page not found” is not enough, she says."],
    ),
]


@pytest.mark.parametrize(("title", "paragraphs"), LIVING)
def test_a_real_text_about_missing_things_lives(title, paragraphs):
    assert judge(make_page(title, paragraphs)).klass == "ok"


TEMPLATES = [
    ("valleypost.example is for sale", "Make an offer on this domain today."),
    ("valleypost.example", "This domain has expired. If you are the owner, renew it now."),
    ("Domain steht zum Verkauf", "Diese Domain steht zum Verkauf."),
    ("Este dominio está en venta", "Compre este dominio."),
    ("Account suspended", "Please contact your hosting provider."),
    ("Site suspendu", "Ce site a été suspendu par son hébergeur."),
    ("Apache2 Debian Default Page: It works", "This is the default welcome page."),
    ("Welcome to nginx!", "If you see this page, the nginx web server works."),
    ("IIS Windows Server", ""),
    ("Coming soon", "Our website is coming soon."),
    ("Web Server's Default Page", "This page is generated by Plesk."),
]


@pytest.mark.parametrize(("title", "text"), TEMPLATES)
def test_stock_pages_of_hosts_and_registrars_are_missing_pages(title, text):
    assert judge(make_page(title, [text])).klass == "soft_404"


MESSAGES = [
    ('{"error": "Not found"}', "application/json"),
    ('{"status": 404, "message": "No such article"}', "application/json"),
    ("Not Found", "text/plain"),
    ("404", "text/plain"),
    ("<body class='home error404'><main><p>Try our search.</p></main></body>", "text/html"),
]


@pytest.mark.parametrize(("text", "declared"), MESSAGES)
def test_a_machine_s_message_that_nothing_is_there_is_believed(text, declared):
    assert judge(text, headers={"content-type": declared}).klass == "soft_404"


def test_figures_that_look_like_statuses_are_figures():
    series = judge(
        '{"series": [1, 404, 410]}', headers={"content-type": "application/json"}
    )
    assert series.klass == "ok"


SHELLS = [
    b"",
    b"   \n",
    b"<html><head></head><body></body></html>",
    b"<!doctype html><title>App</title><div id=root></div><script src=/a.js></script>",
    (
        b"<html><body><noscript>You need to enable JavaScript to run this app.</noscript>"
        b"<div id=app></div><script>boot()</script></body></html>"
    ),
]


@pytest.mark.parametrize("body", SHELLS)
def test_an_answer_without_content_is_no_page(body):
    assert judge(body).klass == "soft_404"


REDIRECTS = [
    ("https://news.example/", "soft_404"),
    ("https://news.example/index.html", "soft_404"),
    ("https://news.example/en/", "soft_404"),
    ("https://www.news.example", "soft_404"),
    ("https://elsewhere.example/", "soft_404"),
    ("https://news.example/2021/", "soft_404"),
    ("https://news.example/404.html", "soft_404"),
    ("https://news.example/?notice=moved", "soft_404"),
    ("https://news.example/search?q=river", "soft_404"),
    ("https://news.example/noticias", "soft_404"),
    ("https://news.example/?p=4711", "redirected"),
    ("https://news.example/not-found?from=x", "soft_404"),
    ("https://news.example/2021/03/river-levels-report/", "redirected"),
    ("https://www.news.example/2021/03/river-levels-report", "redirected"),
    ("https://news.example/archive/river-levels-report-4711", "redirected"),
]


@pytest.mark.parametrize(("final_url", "klass"), REDIRECTS)
def test_a_redirect_is_judged_by_where_it_leads(final_url, klass):
    short = make_page("Valley Post", PROSE[:3])
    assert judge(short, final_url=final_url).klass == klass


def test_a_front_page_that_sends_readers_to_their_language_lives():
    outcome = judge(
        make_page(), url="https://news.example/", final_url="https://news.example/en/"
    )
    assert outcome.klass == "redirected"


def test_a_present_passage_outweighs_every_sign_of_a_missing_page():
    page = make_page("Page not found", ["The page is gone.", PROSE[1]])
    assert judge(page, PROSE[1], final_url="https://news.example/").klass == "redirected"


def test_likeness_to_a_page_that_cannot_exist_condemns():
    page = make_page("Valley Post", PROSE[:4])
    known = Known(sibling_status=200, sibling_text="\n".join(PROSE[:4]))
    assert judge(page, known=known).klass == "soft_404"
    known = Known(sibling_status=404, sibling_text="\n".join(PROSE[:4]))
    assert judge(page, known=known).klass == "ok"


def test_a_probe_is_wanted_only_where_it_could_tell_something():
    short = make_visit(make_page("Valley Post", PROSE[:4]))
    assert wants_sibling(short, Known())
    assert not wants_sibling(short, Known(sibling_status=404))
    assert not wants_sibling(short, Known(quotes=(PROSE[1],)))
    assert not wants_sibling(short, Known(text="\n".join(PROSE[:4])))
    assert not wants_sibling(make_visit(make_page("Page not found", [])), Known())
    assert not wants_sibling(make_visit(make_page(), status=404), Known())
    assert not wants_sibling(make_visit(make_page(), url="https://news.example/"), Known())
    assert not wants_sibling(
        make_visit(make_page(paragraphs=[f"{n}. {t}" for n in range(6) for t in PROSE])),
        Known(),
    )
