#!/usr/bin/env python
"""The desk's command line. Commands that need the database find it, or bring it up."""

import os
import sys


def main() -> None:
    """Run one command, with embedded services around it where it needs them."""
    if sys.argv[1:2] == ["check_links"]:  # Django costs more than 10,000 visits
        from claims.linkcheck.options import main as check_links

        sys.exit(check_links(sys.argv[2:]))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factcheck.settings")
    from factcheck.run.passthrough import run_with_services

    run_with_services(sys.argv)


if __name__ == "__main__":
    try:
        main()
    except BrokenPipeError:  # whoever read the output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
