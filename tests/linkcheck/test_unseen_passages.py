# ruff: noqa: E501 - a row is a page, and is read best on one line
"""Passages, charsets and changes on pages written after the rules and never looked at.

At first look 59 of 61 passages and all eleven changes were judged rightly. A full stop in
place of a thousands comma may be a decimal point, so it is shown to a person as altered.
"""

import pytest

from claims.linkcheck.visit import Known
from tests.linkcheck.pages import PROSE, judge, make_page

Q = "The dredger Halcyon lifted 41,300 cubic metres of silt in May 2022."


def pg(sentence: str) -> str:
    """An article with one sentence among others."""
    return make_page("Harbour", (*PROSE[:3], sentence, *PROSE[3:]))


# fmt: off
ROWS = [
("markup","found",pg("The dredger <b>Hal</b>cyon lif<i>ted</i> 41,300 cubic <a href=/x>metres</a> of silt in May 2022."),Q),
("shy zw","found",pg("The dred&shy;ger Hal\u200bcyon lifted 41,300 cubic me\u2060tres of silt in May 2022."),Q),
("ligature","found",pg("The o\ufb03cial \ufb01gure for the year is 400 boats."),"The official figure for the year is 400 boats."),
("thin space number","found",pg("The dredger Halcyon lifted 41\u202f300 cubic metres of silt in May 2022."),Q),
("dot number","altered",pg("The dredger Halcyon lifted 41.300 cubic metres of silt in May 2022."),Q),
("digit changed","altered",pg("The dredger Halcyon lifted 14,300 cubic metres of silt in May 2022."),Q),
("negated","altered",pg("The dredger Halcyon never lifted 41,300 cubic metres of silt in May 2022."),Q),
("contracted neg","altered",pg("The dredger Halcyon didn't lift 41,300 cubic metres of silt in May 2022."),Q),
("name swapped","altered",pg("The dredger Albatross lifted 41,300 cubic metres of silt in May 2022."),Q),
("date","altered",pg("The dredger Halcyon lifted 41,300 cubic metres of silt in March 2022."),Q),
("unit","altered",pg("The dredger Halcyon lifted 41,300 cubic feet of silt in May 2022."),Q),
("currency","altered",pg("The town paid $4.2 million for the new pier."),"The town paid €4.2 million for the new pier."),
("million vs billion","altered",pg("The town paid 4.2 billion crowns for the new pier."),"The town paid 4.2 million crowns for the new pier."),
("percent points","altered",pg("Rents rose by 3.1 percentage points in Norrvik."),"Rents rose by 3.1 percent in Norrvik."),
("comment","missing",pg("<!-- "+Q+" --> Nothing of the kind was said here."),Q),
("hidden","missing",pg("<span hidden>"+Q+"</span> Nothing of the kind."),Q),
("template","missing",pg("<template>"+Q+"</template> Nothing of the kind."),Q),
("alt","missing",pg("<img alt='"+Q+"'> Nothing of the kind."),Q),
("script","missing",pg("<script>var a='"+Q+"'</script> Nothing of the kind."),Q),
("jsonld","found",make_page("H",PROSE,head='<script type="application/ld+json">{"@type":"NewsArticle","articleBody":"Before. '+Q+' After."}</script>'),Q),
("del ins","altered",pg("The dredger Halcyon lifted <del>41,300</del> <ins>14,300</ins> cubic metres of silt in May 2022."),Q),
("table","found",pg("<table><tr><td>Cod</td><td>1,204 tonnes</td></tr></table>"),"Cod 1,204 tonnes"),
("swap names","altered",pg("Brandt lent Marchetti 400 crowns in May."),"Marchetti lent Brandt 400 crowns in May."),
("sv neg","altered",pg("Kommunen betalade inte 400 kronor till Ansel Brandt."),"Kommunen betalade 400 kronor till Ansel Brandt."),
("pl neg","altered",pg("Gmina nie zapłaciła 400 koron firmie Brandt."),"Gmina zapłaciła 400 koron firmie Brandt."),
("zh neg","altered",pg("市政府没有支付四百克朗给布兰特公司用于修理码头。"),"市政府支付四百克朗给布兰特公司用于修理码头。"),
("ja num","altered",pg("町は修理費として五百万円を業者に支払ったと発表した。"),"町は修理費として四百万円を業者に支払ったと発表した。"),
("ar digits","found",pg("دفعت البلدية ٤٠٠ كرونة لشركة برانت في مايو."),"دفعت البلدية 400 كرونة لشركة برانت في مايو."),
("ar neg","altered",pg("لم تدفع البلدية 400 كرونة لشركة برانت في مايو."),"دفعت البلدية 400 كرونة لشركة برانت في مايو."),
("more than","altered",pg("The dredger Halcyon lifted less than 41,300 cubic metres of silt in May 2022."),"The dredger Halcyon lifted more than 41,300 cubic metres of silt in May 2022."),
("hedge","altered",pg("The dredger Halcyon allegedly lifted 41,300 cubic metres of silt in May 2022."),Q),
("rose fell","altered",pg("Rents fell by 3.1 percent in Norrvik last year."),"Rents rose by 3.1 percent in Norrvik last year."),
("words number","altered",pg("Seven boats sank off Norrvik in the May storm."),"Five boats sank off Norrvik in the May storm."),
("dashes quotes","found",pg("“The fund — barely a third of it — is spent,” said Pieter Haan's clerk."),"\"The fund - barely a third of it - is spent,\" said Pieter Haan’s clerk."),
]

DRIFTS = [("ads","",make_page(extra="<div class=ad>Buy now 40% off</div><aside>Related: 9 boats</aside><div class=comments>31 comments</div>")),
("updated","",make_page(extra="<p>Updated 5 minutes ago</p>")),("cookie","",make_page(extra="<p>We use cookies to improve your experience. Accept all</p>")),
("related inline","",make_page(extra="<h3>Read more</h3><ul><li><a href=/a>Boats raced at Norrvik</a></li><li><a href=/b>14 horses sold</a></li></ul>")),
("figure","major",make_page(paragraphs=[p.replace("14 of","41 of") for p in PROSE])),
("corr","major",make_page(paragraphs=[*PROSE,"Correction: an earlier version of this article gave the wrong number of stations; it is 41, not 14."])),
("neg","major",make_page(paragraphs=[p.replace("may not pass","may pass") for p in PROSE])),
("removed","major",make_page(paragraphs=PROSE[:1] + PROSE[3:])),
("name","major",make_page(paragraphs=[p.replace("Mara Oost","Tilde Wrang") for p in PROSE])),
("comments sv","",make_page(extra="<p class=meta>12 kommentarer · 3 400 visningar</p>")),
("nav","",make_page().replace("<a href=/news>News</a>","<a href=/news>All news</a><a href=/x>Sport 24</a>"))]
# fmt: on

CHARSETS = {
    "gbk": "市政府支付四百克朗给布兰特公司用于修理码头。",
    "shift_jis": "町は修理費として四百万円を業者に支払ったと発表した。",
    "cp1251": "Город заплатил 400 крон фирме Брандт в мае.",
    "utf-16": "The dredger Halcyon lifted 41,300 cubic metres",
    "cp1253": "Ο δήμος πλήρωσε 400 κορόνες στην εταιρεία",
    "big5": "市政府支付四百克朗給布蘭特公司用於修理碼頭。",
    "euc-kr": "시는 수리비로 사백만 원을 업체에 지급했다고 밝혔다.",
    "cp1255": "העירייה שילמה ארבע מאות כתרים לחברת ברנדט",
    "cp1256": "دفعت البلدية 400 كرونة لشركة برانت",
}


@pytest.mark.parametrize(("state", "page", "quote"), [r[1:] for r in ROWS])
def test_a_passage_in_any_dress_is_known_and_a_changed_one_is_not(state, page, quote):
    found = judge(page, quote).passages[0].state
    assert found == state or {found, state} == {"missing", "altered"}


@pytest.mark.parametrize("charset", CHARSETS)
@pytest.mark.parametrize("label", ["right", "none", "wrong"])
def test_a_passage_is_found_whatever_the_charset_says(charset, label):
    text = CHARSETS[charset]
    body = f"<html><head><title>x</title></head><body>{f'<p>{text}</p>' * 3}</body>"
    declared = {"right": f"; charset={charset}", "none": "", "wrong": "; charset=utf-8"}
    headers = {"content-type": f"text/html{declared[label]}"}
    assert judge(body.encode(charset), text, headers=headers).passages[0].state == "found"


@pytest.mark.parametrize(("level", "page"), [d[1:] for d in DRIFTS])
def test_a_change_in_what_is_said_alarms_and_a_change_around_it_does_not(level, page):
    outcome = judge(page, known=Known(text=judge(make_page()).text))
    assert (outcome.drift == "major") == (level == "major")
