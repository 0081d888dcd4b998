"""Who may import what, what a start may load, and how long files and functions may be.

Imports are read from the source, those inside functions and under TYPE_CHECKING included.
"""

import ast
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

import careerplan
from conftest import Run

ROOT = Path(careerplan.__file__).parent
FILES = sorted(ROOT.rglob("*.py"))


def module_name(path: Path) -> str:
    parts = ("careerplan", *path.relative_to(ROOT).with_suffix("").parts)
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {module_name(path): path for path in FILES}
TREES = {name: ast.parse(path.read_text(encoding="utf-8")) for name, path in MODULES.items()}


@dataclass(frozen=True)
class Import:
    """One module that another imports; ``late`` if inside a function."""

    by: str
    line: int
    what: str
    late: bool

    def __str__(self) -> str:
        return f"{self.by}:{self.line} imports {self.what}"


def imports_in(name: str, tree: ast.AST, *, late: bool = False) -> Iterator[Import]:
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield Import(name, node.lineno, alias.name, late)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                package = name.split(".")[: -node.level] if MODULES[name].name != "__init__.py" else name.split(".")
                base = ".".join([*package, *filter(None, [node.module])])
            for alias in node.names:
                inner = f"{base}.{alias.name}"
                yield Import(name, node.lineno, inner if inner in MODULES else base, late)
        else:
            inside = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
            yield from imports_in(name, node, late=late or inside)


IMPORTS = [each for name, tree in TREES.items() for each in imports_in(name, tree)]


def below(module: str, *roots: str) -> bool:
    """Say whether ``module`` is one of ``roots`` or inside one."""
    return any(module == root or module.startswith(f"{root}.") for root in roots)


def importers(*roots: str) -> set[str]:
    return {each.by for each in IMPORTS if below(each.what, *roots)}


RECORDS = tuple(
    f"careerplan.catalog.{each}"
    for each in (
        *("activities", "base", "criteria", "organizations", "practices", "roles", "rules", "sources", "vocabulary"),
    )
)  # fmt: skip
ALLOWED = {
    "careerplan.person": (
        "careerplan.person",
        "careerplan.errors",
        "careerplan.clock",
        "careerplan.frozen",
        "careerplan.lookup",
        "careerplan.spans",
    ),
    "careerplan.catalog": (
        "careerplan.catalog",
        "careerplan.errors",
        "careerplan.frozen",
        "careerplan.lookup",
        "careerplan.places",
    ),
    "careerplan.planning": (
        *RECORDS,
        "careerplan.person",
        "careerplan.planning",
        "careerplan.errors",
        "careerplan.frozen",
        "careerplan.places",
        "careerplan.spans",
    ),
    "careerplan.interop": ("careerplan.interop", "careerplan.catalog", "careerplan.person", "careerplan.errors"),
    "careerplan.store": ("careerplan.store", "careerplan.person", "careerplan.errors", "careerplan.lookup"),
    "careerplan.render": (
        "careerplan.render",
        "careerplan.planning",
        "careerplan.catalog",
        "careerplan.person",
        "careerplan.clock",
        "careerplan.errors",
        "careerplan.frozen",
        "careerplan.places",
        "careerplan.spans",
    ),
    "careerplan.places": (),
    "careerplan.frozen": ("careerplan.catalog.base",),
    "careerplan.spans": (),
    "careerplan.clock": ("careerplan.errors",),
    "careerplan.lookup": ("careerplan.errors",),
    "careerplan.settings": (),
    "careerplan.errors": (),
}
EXCEPT = {
    ("careerplan.catalog.rules", "careerplan.person.kinds"),  # the kinds of interaction stand once
    ("careerplan.planning.phrases", "careerplan.clock"),  # days in a line are read as everywhere, on the day given
    ("careerplan.planning.phrases", "careerplan.lookup"),
    ("careerplan.planning.capturing", "careerplan.clock"),
    ("careerplan.planning.naming", "careerplan.lookup"),  # names are compared as everywhere
}


def test_every_module_belongs_to_a_layer_with_rules() -> None:
    free = {"careerplan", "careerplan.__main__"}

    assert [name for name in MODULES if not below(name, *ALLOWED, "careerplan.cli") and name not in free] == []


@pytest.mark.parametrize("layer", ALLOWED)
def test_a_layer_imports_only_what_it_may(layer: str) -> None:
    own = [each for each in IMPORTS if below(each.by, layer) and below(each.what, "careerplan")]

    wrong = [
        str(each)
        for each in own
        if not below(each.what, *ALLOWED[layer])
        and (each.by, each.what) not in EXCEPT
        and each.what != "careerplan"  # the package itself holds only the version
    ]

    assert wrong == []


def test_the_rules_are_about_something() -> None:
    assert {"careerplan.planning.networking", "careerplan.cli.network"} <= importers("careerplan.person")
    assert any(each.late and each.by == "careerplan.cli.session" for each in IMPORTS)
    assert [each.what for each in imports_in("careerplan.cli.main", ast.parse("from .. import clock"))] == [
        "careerplan.clock"
    ]


@pytest.mark.parametrize(
    ("library", "layers"),
    [
        ("typer", ("careerplan.cli",)),
        ("click", ()),
        ("rich", ("careerplan.render", "careerplan.cli")),
        ("sqlite3", ("careerplan.store", "careerplan.cli", "careerplan.catalog.search")),  # search: an index in memory
        ("yaml", ("careerplan.catalog",)),
        ("pydantic", ("careerplan.catalog", "careerplan.person.profile", "careerplan.interop")),
        ("dateparser", ("careerplan.clock",)),
        ("jinja2", ("careerplan.catalog.template_language",)),
        ("dateutil", ("careerplan.planning.rounds",)),
        ("holidays", ("careerplan.planning.working_days",)),
        ("platformdirs", ("careerplan.settings",)),
        ("importlib", ("careerplan.cli.main", "careerplan.cli.surroundings")),
    ],
)
def test_a_library_is_known_only_where_it_is_needed(library: str, layers: tuple[str, ...]) -> None:
    assert [name for name in importers(library) if not below(name, *layers)] == []


@pytest.mark.parametrize(
    "library", ["pickle", "marshal", "shelve", "dill", "socket", "ssl", "urllib", "http", "requests", "httpx", "ftplib"]
)
def test_nothing_unpickles_and_nothing_calls_out(library: str) -> None:
    assert importers(library) == set()


@pytest.mark.parametrize("library", ["dateparser", "dateutil", "holidays", "platformdirs"])
def test_what_is_slow_and_rarely_needed_is_imported_late(library: str) -> None:
    found = [each for each in IMPORTS if below(each.what, library)]

    assert found
    assert [str(each) for each in found if not each.late] == []


def names_in(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Every name in the code, dots included, with its line; called or passed on."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute | ast.Name):
            yield node.lineno, ast.unparse(node)


CLOCKS = {
    *(f"{owner}.{verb}" for owner in ("date", "dt.date", "datetime.date") for verb in ("today", "fromtimestamp")),
    *(
        f"{owner}.{verb}"
        for owner in ("datetime", "dt.datetime", "datetime.datetime")
        for verb in ("now", "today", "utcnow", "fromtimestamp")
    ),
    "time.time",
    "time.localtime",
    "time.gmtime",
    "time.strftime",
}
LOADERS = ("yaml.load", "yaml.unsafe_load", "yaml.full_load", "yaml.UnsafeLoader", "yaml.FullLoader", "yaml.CLoader")


def test_only_the_clock_reads_the_date_and_the_time() -> None:
    reading = {name for name, tree in TREES.items() for _, each in names_in(tree) if each in CLOCKS}

    assert reading == {"careerplan.clock"}


def test_yaml_is_never_loaded_into_objects() -> None:
    found = [
        f"{name}:{line} {each}"
        for name, tree in TREES.items()
        for line, each in names_in(tree)
        if each.startswith(LOADERS) or each in {"UnsafeLoader", "FullLoader", "CLoader", "eval", "exec", "__import__"}
    ]

    assert found == []


def test_yaml_is_read_in_one_place() -> None:
    assert importers("yaml") == {"careerplan.catalog.yamlfile"}
    names = {
        alias.name
        for node in ast.walk(TREES["careerplan.catalog.yamlfile"])
        if isinstance(node, ast.ImportFrom) and node.module == "yaml"
        for alias in node.names
    }
    assert names <= {"CSafeLoader", "SafeLoader"}


@pytest.mark.parametrize("name", MODULES)
def test_no_file_is_over_400_lines(name: str) -> None:
    assert len(MODULES[name].read_text(encoding="utf-8").splitlines()) <= 400


@pytest.mark.parametrize("name", MODULES)
def test_no_function_is_over_50_lines(name: str) -> None:
    """Parameters are not counted: those of a command are its options, several lines each."""
    long = [
        f"{node.name}: {length} lines"
        for node in ast.walk(TREES[name])
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (length := (node.end_lineno or 0) - node.body[0].lineno + 1) > 50
    ]

    assert long == []


# What a run really loads, in a process of its own with its stdout a pipe.

PROGRAM = """
import json, sys
from careerplan.cli.main import app
try:
    app(sys.argv[1:])
except SystemExit as end:
    code = end.code
print(json.dumps({"code": code, "modules": sorted(sys.modules)}), file=sys.stderr)
"""


def loaded_by(home: Path, *args: str) -> set[str]:
    """Run the program and return the names of all modules it loaded."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("CAREERPLAN_", "COV_"))}
    environment |= {"CAREERPLAN_HOME": str(home), "CAREERPLAN_AS_OF": "2026-11-22"}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, *args], capture_output=True, text=True, env=environment, check=True
    )
    told = json.loads(done.stderr.splitlines()[-1])
    assert told["code"] in {0, None}, done.stderr
    assert done.stdout
    return set(told["modules"])


def loads(modules: set[str], *names: str) -> list[str]:
    return sorted(each for each in modules if below(each, *names))


def test_the_version_needs_next_to_nothing(home: Path) -> None:
    modules = loaded_by(home, "--version")

    assert "careerplan.cli.main" in modules
    assert loads(modules, "pydantic", "rich", "yaml", "sqlite3", "dateparser", "platformdirs") == []
    assert loads(modules, "careerplan.catalog", "careerplan.store", "careerplan.render", "careerplan.planning") == []


def test_help_needs_no_catalog_and_no_store(home: Path) -> None:
    modules = loaded_by(home, "--help")

    assert loads(modules, "rich", "yaml", "dateparser", "careerplan.catalog.catalog", "careerplan.store.database") == []


@pytest.mark.parametrize("someone_is_due", [False, True])
def test_asking_who_is_due_in_a_pipe_is_light(home: Path, run: Run, *, someone_is_due: bool) -> None:
    if someone_is_due:
        assert run("contacts", "add", "Robin Okafor").code == 0
        assert run("contacts", "log", "1", "met", "--on", "2026-11-01").code == 0
    modules = loaded_by(home, "followups", "due")

    assert "careerplan.store.followups" in modules
    assert loads(modules, "yaml", "rich.table", "rich.console", "dateparser", "jinja2") == []


def test_listing_roles_does_not_open_the_store(home: Path) -> None:
    first = loaded_by(home, "roles", "list")
    second = loaded_by(home, "roles", "list")

    for modules in (first, second):
        assert loads(modules, "careerplan.store", "sqlite3", "rich.table", "rich.console", "dateparser") == []
    assert "yaml" in first
    assert "yaml" not in second  # the cache is used
