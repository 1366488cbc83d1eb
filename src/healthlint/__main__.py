"""Run the command line as `python -m healthlint`."""

from __future__ import annotations

import sys

from healthlint.cli import main

if __name__ == "__main__":
    sys.exit(main())
