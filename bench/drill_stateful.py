"""Two thousand runs of random acts by everybody, against the desk's invariants.

    python bench/drill_stateful.py [RUNS]

Each run is up to thirty acts by six people of four roles on one article, from reviews and
queries to new versions, withdrawn evidence, policies, absences and overrides, and on a
second one beside it that is shut to some and opened again; see desk_machine.py and
two_articles_machine.py in tests/workflow/.
"""

import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def run_drill(runs: int) -> int:
    """Run the machine; gives 0 where no invariant broke."""
    begun = time.monotonic()
    order = [sys.executable, "-m", "pytest", "-q", "-p", "no:randomly"]
    order += ["-o", "timeout=7200", "tests/workflow/test_stateful.py"]
    env = {**os.environ, "DESK_STATEFUL_RUNS": str(runs)}
    code = subprocess.run(order, cwd=ROOT, env=env, check=False).returncode
    seconds = time.monotonic() - begun
    found = "no invariant broke" if code == 0 else "AN INVARIANT BROKE"
    print(f"{runs} runs in {seconds:.0f} s: {found}.")
    return code


if __name__ == "__main__":
    sys.exit(run_drill(int(sys.argv[1]) if len(sys.argv) > 1 else 2000))
