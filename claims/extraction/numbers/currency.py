"""Which currency a sign, code or name means here: "$" in Sydney, "Rs" in Karachi."""

import re
from dataclasses import dataclass, field

from claims.extraction.found import Draft
from claims.extraction.numbers.amounts import Amount
from claims.extraction.numbers.lexicon import CurrencyTable
from claims.extraction.numbers.words import (
    DOLLAR_PREFIX,
    DOLLARS,
    FAMILY,
    PLACES,
    SIGNS,
    UNSURE_NAMES,
    WORDY_CODES,
)

PREFIX = re.compile(r"(?<![\w$])(?P<prefix>U\.S\.?|[A-Za-z]{1,3})(?P<gap>[ ]?)\$$")
WORD = re.compile(r"(?<![\w-])(?P<word>[^\W\d_][\w.€$]{0,11})[ \u00a0]?$")
SPEND = re.compile(
    r"£|\b(?:cost|pa(?:y|id|ying|ys)|worth|pric|fine[ds]?|spen[dt]|rais|earn|bill"
    r"|salar|tax|debt|loan|owe|invest|fund|budget|wage"
    r"|donat|rent|profit|revenue|sales|bought|sold|sell|bid|fee|grant|charge)",
    re.IGNORECASE,
)
WEIGH = re.compile(
    r"[ ](?:of (?!debt|fund|invest|tax|aid|public|profit)|heav|in weight|lighter"
    r"|overweight|per square)",
    re.IGNORECASE,
)
WEIGHED = re.compile(
    r"\b(?:weigh(?:s|ed|ing|t)?|los[te]|losing|shed|gain(?:ed)?|drop(?:ped)?"
    r"|carr(?:y|ied))\b[^.]{0,20}$",
    re.IGNORECASE,
)
GLUED = {"RM": "MYR", "RS": "rs", "SFR": "CHF", "FR": "CHF", "DHS": "AED", "KSH": "KES"}
VERB = re.compile(
    r"[ ](?:the|a|an|by|in|his|her|its|their|gold|silver|bronze|seats|more|on|at"
    r"|\w+ medals?)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Purse:
    """What the text says about money: the bare dollar's currency and the places named."""

    dollar: str
    lower: str
    relaxed: bool
    asked: dict[str, bool] = field(default_factory=dict)

    def read_mark(
        self, text: str, *, at: int, code: str, table: CurrencyTable
    ) -> tuple[int, str] | None:
        """(start, currency or family) of the mark that ends right before `at`."""
        if code:
            known = GLUED.get(code.upper(), code)
            return (
                (at - len(code), known)
                if known == "rs" or known in table.codes | {"MYR"}
                else None
            )
        end = at - 1 if at and text[at - 1] in " \u00a0" else at
        if end == 0:
            return None
        if text[end - 1] == "$":
            return self._read_dollar(text, end=end)
        for mark, currency in table.symbols.get(text[end - 1], ()):
            if text.endswith(mark, 0, end) and not (
                mark[0].isalpha()
                and text[max(0, end - len(mark) - 1) : end - len(mark)].isalnum()
            ):
                return end - len(mark), "rs" if mark in (
                    "Rs",
                    "Rs.",
                ) else "¥" if mark in "¥￥" else currency
        return self._read_word(text, at=at, table=table)

    def _read_dollar(self, text: str, *, end: int) -> tuple[int, str]:
        match = PREFIX.search(text[max(0, end - 7) : end])
        if match:
            prefix, spaced = match["prefix"], bool(match["gap"])
            currency = DOLLAR_PREFIX.get(prefix.lower())
            cased = (
                prefix[0].isupper() or (self.relaxed and prefix != "a") or len(prefix) == 3
            )
            if (
                currency
                and cased
                and (not spaced or len(prefix) > 1 or (self.relaxed and prefix == "c"))
            ):
                return end - len(match[0]), currency
        return end - 1, "$"

    def _read_word(
        self, text: str, *, at: int, table: CurrencyTable
    ) -> tuple[int, str] | None:
        if text[at - 1] not in " \u00a0":
            return None
        match = WORD.search(text[max(0, at - 14) : at])
        if not match or not text[at : at + 1].isdigit():
            return None
        word, start = match["word"], at - len(match[0])
        if word in table.codes and word not in WORDY_CODES:
            return start, word
        lower = word.lower()
        if lower in ("usd", "eur", "gbp", "rmb", "myr") or (
            lower in table.names and lower not in UNSURE_NAMES and self.relaxed
        ):
            before = text[max(0, start - 2) : start]
            if not before[:1].isdigit():
                return start, table.names.get(lower, lower.upper().replace("RMB", "CNY"))
        return None

    def names(self, place: str) -> bool:
        """True when the text names a place of the pattern `place`; asked once a text."""
        if place not in self.asked:
            self.asked[place] = bool(re.search(place, self.lower))
        return self.asked[place]

    def settle_minor(self, word: str, *, currency: str) -> str:
        """The currency of a coin: a cent is a hundredth of the text's dollar or euro."""
        if word not in ("cent", "cents", "c", "¢"):
            return currency
        dollars = "$" in self.lower or "dollar" in self.lower
        return (
            "EUR"
            if not dollars and ("€" in self.lower or "euro" in self.lower)
            else self.dollar
        )

    def settle(
        self, currency: str, *, name: str = ""
    ) -> tuple[str, tuple[dict[str, str], ...]]:
        """(ISO code, other readings) for a code, a bare sign or a family of currencies."""
        if currency in ("$", "US$"):
            if currency == "US$" or self.dollar == "USD":
                return "USD", ()
            other = {"currency": "USD", "reason": "a bare dollar sign may be the US dollar"}
            return self.dollar, (other,)
        family = FAMILY.get(name or currency, name or currency)
        default = {"rs": "INR", "¥": "JPY"}.get(currency, SIGNS.get(currency, currency))
        for place, code in PLACES.get(family, ()):
            if self.names(place):
                reading = {"currency": default, "reason": f"“{family}” without a country"}
                return code, (reading,) if code != default else ()
        return default, ()

    def is_code(self, written: str, *, table: CurrencyTable) -> bool:
        """True when letters after a number are a currency's code."""
        return (
            (written in table.codes and written not in WORDY_CODES)
            or not written.isupper()
            or written in ("RM", "LE", "L.E", "RMB", "L.E.")
        )

    def code_of(self, written: str) -> str:
        """The currency that letters after a number stand for."""
        special = {
            "RM": "MYR",
            "RMB": "CNY",
            "KR": "SEK",
            "RS": "rs",
            "RS.": "rs",
            "LE": "EGP",
            "L.E": "EGP",
            "L.E.": "EGP",
        }
        return special.get(written.upper(), written.upper())

    def is_money(self, draft: Draft, *, amount: Amount, name: re.Match[str]) -> bool:
        """False when a currency's name is another word here: weights, "5 won the prize"."""
        word = name["name"].lower()
        if word in ("pound", "pounds"):
            return self._is_sterling(draft, amount=amount, end=name.end())
        if word in (
            "won",
            "marks",
            "crowns",
            "sol",
            "real",
            "lei",
            "punt",
            "punts",
            "colon",
            "kip",
            "bucks",
        ):
            big = amount.scale > 1 or amount.low >= 100 or amount.form == "vague"
            return big and not VERB.match(draft.text, name.end())
        return True

    def _is_sterling(self, draft: Draft, *, amount: Amount, end: int) -> bool:
        if draft.text[amount.end] == "-" or WEIGH.match(draft.text, end):
            return False
        context = draft.text[max(0, amount.start - 60) : amount.start]
        if WEIGHED.search(context):
            return False
        if max(amount.scale, amount.low) >= 1e6 or SPEND.search(context):
            return True
        return draft.locale == "GB" or "£" in draft.text

    def is_minor(self, draft: Draft, *, amount: Amount, match: re.Match[str]) -> bool:
        """False when "p", "c" or "sen" after a number is not a coin."""
        word, gap = match["minor"], match[0][:1]
        if word.lower() == "p":
            following = draft.text[match.end() : match.end() + 2]
            return (
                word == "p"
                and gap != " "
                and amount.form == "digits"
                and following != ".m"
                and (draft.locale in ("GB", "IE") or "£" in draft.text)
            )
        if word.lower() == "c":
            return (
                word == "c"
                and amount.form == "digits"
                and ("$" in draft.text or draft.locale == "AU")
            )
        return True


def read_purse(draft: Draft) -> Purse:
    """What `draft` says about its own money."""
    local = DOLLARS.get(draft.locale, "USD")
    text = draft.text
    if local != "USD" and re.search(rf"(?<!\w){re.escape(_own_prefix(local))}\$", text):
        local = "USD"
    lower = text.lower()
    return Purse(dollar=local, lower=lower, relaxed=text == lower or len(text) < 60)


def _own_prefix(currency: str) -> str:
    return {"AUD": "A", "CAD": "C", "NZD": "NZ", "SGD": "S", "HKD": "HK", "MXN": "MX"}.get(
        currency, currency
    )
