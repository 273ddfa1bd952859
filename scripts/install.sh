# Sourced by scripts/start and scripts/test. Needs Python 3.11 or newer; uses uv where it is there.

# install_into_venv LOCK: make .venv hold what LOCK pins and the finder itself, unless it does already.
install_into_venv() {
    mark=".venv/installed-$(echo "$1" | tr / -)"
    if [ -x .venv/bin/finder ] && cat "$1" pyproject.toml | cmp -s - "$mark"; then return; fi
    echo "Installing (this takes a minute the first time) ..." >&2
    if command -v uv >/dev/null 2>&1; then
        [ -x .venv/bin/python ] || uv venv --quiet --python '>=3.11' .venv
        uv pip install --quiet --compile-bytecode --python .venv/bin/python --require-hashes -r "$1"
        uv pip install --quiet --python .venv/bin/python --no-deps -e .
    else
        if [ ! -x .venv/bin/python ]; then
            python=$(newest_python)
            "$python" -m venv .venv
        fi
        .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r "$1"
        .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps -e .
    fi
    # Where PYTHONDONTWRITEBYTECODE is set, Python compiles the modules at every start, which doubles it.
    .venv/bin/python -m compileall -q finder || true
    cat "$1" pyproject.toml >"$mark"
}

# newest_python: name a Python that is new enough, or say what is missing.
newest_python() {
    for python in python3 python3.14 python3.13 python3.12 python3.11 python; do
        if "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            echo "$python"
            return
        fi
    done
    echo "The finder needs Python 3.11 or newer: https://www.python.org/downloads/" >&2
    exit 1
}
