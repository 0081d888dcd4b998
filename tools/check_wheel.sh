#!/bin/sh
# Builds the wheel, installs it into a clean environment, and runs it with the checkout out of reach.
set -eu
python=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$python" -m pip wheel --quiet --no-deps --wheel-dir "$work" .
"$python" -m venv "$work/env"
"$work/env/bin/python" -m pip install --quiet --disable-pip-version-check "$work"/careerplan-*.whl
cd "$work"
program="$work/env/bin/careerplan"
export HOME="$work/home" CAREERPLAN_HOME="$work/home/data"
mkdir "$HOME"
"$work/env/bin/python" - <<'PY'
import pathlib, careerplan, careerplan.catalog.load as load
folder = load.builtin_folder()
assert folder.name == "_data" and (folder / "data" / "roles.yaml").is_file() and (folder / "seeds").is_dir(), folder
PY
"$program" --version
"$program" roles compare --quiet > compare.txt
"$program" network plan --quiet > plan.txt
"$program" followups due --quiet > due.txt
for result in compare.txt plan.txt due.txt; do test -s "$result"; done
"$program" demo --quiet > demo.txt
grep -q "Robin Sample" demo.txt
echo "The installed wheel works on its own."
