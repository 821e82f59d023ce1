"""What can be checked in a text: by rule, and where one is set up, by a model's hints."""

from dataclasses import replace
from datetime import date

from claims.extraction import Found, find_claims
from claims.extraction.suggest import merge_suggestions
from claims.intake.reading import Reading
from claims.linkcheck.model_endpoint import ModelFailed, ask_model, read_endpoint

NOT_ASKED = "No suggestions by the language model: {why}. The rules have read the text."


def read_claims(
    reading: Reading, *, ref_date: date | None, locale: str, language: str
) -> tuple[Reading, list[Found]]:
    """Give the findings in the reading's text, and the reading with a notice where the
    model failed: that never stops an article.

    Without an endpoint in the environment the rules read alone. Call it outside any
    transaction: a model may take its time.
    """
    text = reading.text
    found = find_claims(text, ref_date=ref_date, locale=locale, language=language)
    try:
        endpoint = read_endpoint()
        if endpoint is None:
            return reading, found
        listed = ask_model(text, endpoint=endpoint)
    except ModelFailed as failure:
        notice = NOT_ASKED.format(why=failure)
        return replace(reading, notices=[*reading.notices, notice]), found
    hints = [take_hint(one) for one in listed]
    return reading, merge_suggestions(text, found, hints, model=endpoint.name)


def take_hint(listed: object) -> dict[str, object]:
    """Give the two keys that were asked for; what a model reads a value as is not."""
    given = listed if isinstance(listed, dict) else {}
    return {name: given.get(name) for name in ("text", "kind")}
