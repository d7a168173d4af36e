"""`python -m yorube.cli`."""

from yorube.cli import main

raise SystemExit(main())
