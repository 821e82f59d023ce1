"""A second language is data: Spanish dates by the same code."""

from datetime import date

import pytest

from claims.extraction.dates import find_dates
from claims.extraction.found import Draft

REF = date(2022, 5, 18)


@pytest.mark.parametrize(
    ("text", "span", "iso"),
    [
        ("Llegó el 23 de marzo de 2019.", "23 de marzo de 2019", "2019-03-23"),
        ("Se reunieron el lunes pasado.", "lunes pasado", "2022-05-16"),
        ("La cumbre será el viernes.", "viernes", "2022-05-20"),
        ("Firmaron el viernes.", "viernes", "2022-05-13"),
        ("Murió hace tres días.", "hace tres días", "2022-05-15"),
        ("Subió la semana pasada.", "la semana pasada", "2022-05-09/2022-05-15"),
        ("Cayó en los años 60.", "los años 60", "1960/1969"),
        ("Creció desde 1994.", "1994", "1994"),
        ("Fue del 3 al 5 de abril.", "3 al 5 de abril", "2022-04-03/2022-04-05"),
        ("Fue a las 11.40 del martes.", "11.40 del martes", "2022-05-17T11:40"),
        ("Entre marzo y junio de 2021 bajó.", "marzo y junio de 2021", "2021-03/2021-06"),
        ("Acabará a finales de 2023.", "finales de 2023", "2023"),
        ("Subió en el primer trimestre de 2021.", "el primer trimestre de 2021",
         "2021-01-01/2021-03-31"),
        ("Cerraron el Viernes Santo.", "Viernes Santo", "2022-04-15"),
        ("Vendrá mañana.", "mañana", "2022-05-19"),
    ],
)  # fmt: skip
def test_a_spanish_expression_has_its_span_and_value(
    text: str, span: str, iso: str
) -> None:
    found = find_dates(Draft(text, REF, "ES", "es"))
    assert [(text[f.start : f.end], f.value["iso"]) for f in found] == [(span, iso)]


@pytest.mark.parametrize(
    "text", ["Los lunes cierra.", "Vio a 2018 personas por la mañana."]
)
def test_spanish_look_alikes_are_left_alone(text: str) -> None:
    assert find_dates(Draft(text, REF, "ES", "es")) == []


def test_numeric_dates_are_day_first_in_spain() -> None:
    (found,) = find_dates(Draft("Firmado el 03/04/2021.", REF, "ES", "es"))
    assert found.value["iso"] == "2021-04-03"
