"""``python -m careerplan``."""

from careerplan.cli.main import main

main()
