"""`python -m factcheck.run [--with-parent]`: see launch.py.

With `--with-parent` the desk ends when the program that started it (make) is killed.
"""

import sys

from factcheck.run.children import follow_own_parent
from factcheck.run.launch import main

if "--with-parent" in sys.argv:
    follow_own_parent()
sys.exit(main())
