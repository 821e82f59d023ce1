"""Score our extraction and other people's on the annotated sets; write docs/benchmarks.md.

usage: python bench/bench_extraction.py

Needs the sets beside the checkout (../shared/corpus), and says so when they are absent.
Peers are installed from the package index into var/bench, apart from the desk.
"""

import io
import subprocess
import sys
import tempfile
from contextlib import redirect_stdout
from pathlib import Path

import extraction
from benchmark_page import describe_machine, write_section
from peers import CHECKOUT, install_peer

CORPUS = CHECKOUT.parent / "shared" / "corpus"
# Each with the kinds it knows; what the registry has no official small model for is left.
PEERS = {
    "quantulum3": ("quantity,money,percent", ("quantulum3", "setuptools<81")),
    "recognizers-text-suite": (
        "quantity,money,percent,date",
        ("recognizers-text-suite", "setuptools<81", "emoji<2"),
    ),
    "dateparser": ("date", ("dateparser",)),
    "puckling": ("quantity,money,percent,date", ("puckling",)),
}
SETS = {
    "dev.jsonl": "date,quantity,money,percent",
    "seed_gold.jsonl": "date,quantity,money,percent",
    "public/recognizers_units.jsonl": "money,quantity",
    "public/duckling_money.jsonl": "money",
}
LIMIT_S = 240


def main() -> int:
    """Print and write the tables; 0 also when there is nothing to measure on."""
    if not (CORPUS / "evaluate.py").exists():
        print(f"{CORPUS} is absent: nothing to measure extraction on.")
        return 0
    with redirect_stdout(io.StringIO()) as ours:
        extraction.main(CORPUS)
    parts = [
        describe_machine(),
        f"#### The desk\n```\n{ours.getvalue().strip()}\n```",
        *(score_peer(name, *told) for name, told in PEERS.items()),
        "spaCy has no official small model on the package index: left out.",
    ]
    write_section("extraction", "\n\n".join(parts))
    return 0


def score_peer(name: str, kinds: str, packages: tuple[str, ...]) -> str:
    """The scorer's tables for one peer, or a note why there are none."""
    place = install_peer(name, packages)
    if place is None:
        return f"#### {name}\nCannot be installed here (see the command's output): skipped."
    tables = [f"#### {name}", "```"]
    for gold, wanted in SETS.items():
        both = [kind for kind in kinds.split(",") if kind in wanted.split(",")]
        if both and (CORPUS / gold).exists():
            tables += [gold, score_set(place, name, CORPUS / gold, ",".join(both)), ""]
    return "\n".join([*tables[:-1], "```"])


def score_set(place: Path, name: str, gold: Path, kinds: str) -> str:
    """One table: the peer answers in its own environment, the scorer judges."""
    script = Path(__file__).with_name("peer_extractors.py")
    with tempfile.TemporaryDirectory() as scratch:
        answers = Path(scratch) / "answers.jsonl"
        command = [str(place / "bin" / "python"), str(script), name, str(gold)]
        try:
            run = subprocess.run(
                command, capture_output=True, text=True, check=False, timeout=LIMIT_S
            )
        except subprocess.TimeoutExpired:
            return f"took more than {LIMIT_S} s: stopped"
        if run.returncode:
            return f"failed: {run.stderr.strip().splitlines()[-1][:200]}"
        answers.write_text(run.stdout, encoding="utf-8")
        judge = [sys.executable, str(CORPUS / "evaluate.py"), str(gold), str(answers)]
        table = subprocess.run(
            [*judge, "--types", kinds], capture_output=True, text=True, check=False
        )
        return (table.stdout or f"no table: {table.stderr[-200:]}").rstrip()


if __name__ == "__main__":
    sys.exit(main())
