"""In a process of its own: what is imported, and which encoding comes out."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
HEAVY = {
    "pydantic",
    "pandas",
    "numpy",
    "rich",
    "matplotlib",
    "lxml",
    "weasyprint",
    "xlsxwriter",
    "latex2mathml",
    "jinja2",
    "scipy",
}


def reporter(*args, code=None, **environment):
    command = [sys.executable, "-c", code] if code else [sys.executable, "-m", "reporter"]
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "LC_", "LANG"))}
    return subprocess.run(
        [*command, *args],
        capture_output=True,
        cwd=ROOT,
        env={**kept, "PYTHONPATH": str(ROOT), **environment},
        check=False,
    )


def test_help_imports_nothing_heavy():
    code = (
        "import sys; from reporter.__main__ import main; main(['--help']);"
        "print(*sorted({name.split('.')[0] for name in sys.modules}))"
    )
    done = reporter(code=code)
    assert done.returncode == 0
    loaded = set(done.stdout.decode().splitlines()[-1].split())
    assert not loaded & HEAVY


def test_utf8_under_locale_c():
    done = reporter("--help", LC_ALL="C")
    assert "满意度调查报告生成器" in done.stdout.decode("utf-8")


def test_chinese_file_names_without_utf8_mode(tmp_path):
    folder = tmp_path / "新项目"
    done = reporter("new", str(folder), LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    assert done.returncode == 0, done.stderr.decode()
    assert (folder / "project.toml").is_file()
    assert "新项目" in done.stdout.decode("utf-8")
