"""The sentences that rooms below the doors write in English, found in their code.

A sentence is a string that begins with a capital, a quotation mark or a blank, has a
space and ends as sentences do; what an f-string fills in becomes a blank named after it.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from claims.wording.saying import BLANK, CONTEXT
from claims.wording.templates import KEYWORDS, Word

ROOMS = (
    "errors.py", "models", "notices", "workflow", "intake", "evidence", "verdicts",
    "publishing", "galley", "api", "web",
)  # fmt: skip
SENTENCE = re.compile(r"""(?s)[A-Z“%¿].* .*[.!?”…:]""")
BRACES = re.compile(r"\{(\w+)\}")  # of str.format
NEVER = re.compile(r"^(SELECT|UPDATE|INSERT|DELETE|RAISE|IF|Bearer)\b")


def read_sentences(path: Path, name: str) -> Iterator[Word]:
    """Yield the sentences of a Python file, docstrings and translated words left out."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    passed = {id(node) for node in find_passed(tree)}
    for node in ast.walk(tree):
        if id(node) in passed:
            continue
        words = read_string(node)
        if is_sentence(words):
            yield Word(words, "", CONTEXT, name)


def is_sentence(words: str) -> bool:
    """Say whether a string is a sentence with enough words of its own to be known by."""
    own = re.findall(r"[A-Za-z’]{2,}", BLANK.sub("", words))
    whole = SENTENCE.fullmatch(words) and not NEVER.match(words)
    return bool(whole) and (len(own) > 2 or (bool(own) and "%(" not in words))


def find_passed(tree: ast.AST) -> Iterator[ast.AST]:
    """Yield the nodes that are no sentences of the desk's: see `read_sentences`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr):
            yield node.value  # a docstring
        if isinstance(node, ast.JoinedStr):
            yield from node.values
        if isinstance(node, ast.Call) and name_call(node) in KEYWORDS:
            yield from ast.walk(node)
        if isinstance(node, ast.keyword) and node.arg in ("help_text", "description"):
            yield from ast.walk(node.value)


def name_call(node: ast.Call) -> str:
    """Give the name of what is called."""
    return node.func.id if isinstance(node.func, ast.Name) else ""


def read_string(node: ast.AST) -> str:
    """Give a string as the catalogue holds it, blanks named; "" for anything else."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return BRACES.sub(r"%(\1)s", node.value)
    if not isinstance(node, ast.JoinedStr):
        return ""
    names: dict[str, str] = {}
    parts = []
    for part in node.values:
        if isinstance(part, ast.Constant):
            parts.append(str(part.value).replace("%", "%%"))
        elif isinstance(part, ast.FormattedValue):
            parts.append(f"%({name_blank(part.value, names)})s")
    return "".join(parts)


def name_blank(value: ast.expr, names: dict[str, str]) -> str:
    """Give the name of a blank: the value's own, with a number where two share it."""
    code = ast.unparse(value)
    if code not in names:
        last = re.findall(r"[A-Za-z_]+", re.sub(r"\(.*\)|\[.*\]|'.*'", "", code))
        name = (last[-1] if last else "value").lower()
        taken = set(names.values())
        names[code] = name if name not in taken else f"{name}_{len(taken) + 1}"
    return names[code]
