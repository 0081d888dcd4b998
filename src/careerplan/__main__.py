"""The way in: ``careerplan`` and ``python -m careerplan``."""

import sys


def main() -> None:
    """Run the program; an interrupt ends it quietly even while it is still being loaded."""
    try:
        from careerplan.cli.main import main as run

        run()
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
