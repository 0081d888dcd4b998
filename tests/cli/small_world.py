"""A small world beside the real catalog, some of it hostile, in one home for all tests of a module."""

import shutil
from pathlib import Path

from test_hostile_packs import pack as hostile_pack

from conftest import Run

PACK = Path(__file__).with_name("pack.yaml")


def make_home(home: Path, compiled: Path, profile: str) -> Path:
    """Return a home with the catalog compiled, the packs of the small world, and somebody's profile to import."""
    shutil.copytree(compiled, home / "cache")
    (home / "packs").mkdir()
    (home / "packs" / "own.yaml").write_bytes(PACK.read_bytes())
    (home / "packs" / "bad.yaml").write_text(hostile_pack(), encoding="utf-8")
    (home / "robin.yaml").write_text(profile, encoding="utf-8")
    return home


def with_profile(run: Run, home: Path) -> Run:
    """Return the program run by the person of the home."""
    if not (home / "careerplan.db").exists():
        assert run("profile", "import", str(home / "robin.yaml"), "--apply").code == 0
    return run


def without_profile(run: Run, home: Path) -> Run:
    """Return the program run by nobody in the same world."""
    other = home.with_name("nobody")
    if not other.exists():
        other.mkdir()
        shutil.copytree(home / "packs", other / "packs")
        shutil.copytree(home / "cache", other / "cache")
    return lambda *args, **more: run(*args, "--home", str(other), **more)
