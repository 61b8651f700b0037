"""What is missing is named together with the command that mends it."""

import json
from importlib.metadata import PackageNotFoundError

import pytest

from reporter import doctor
from reporter.cli.run import run
from reporter.errors import MachineError, Problem
from reporter.fonts.manage import Addition, add
from tests.fonts import made


def by_code(findings):
    return {finding.code: finding for finding in findings}


def test_every_dependency_has_a_floor():
    floors = doctor.dependency_floors()
    assert floors["weasyprint"] == "70"
    assert floors["lxml"] == "6.1"
    assert len(floors) >= 17


def test_package_missing_or_too_old(monkeypatch):
    def version(name):
        if name == "rich":
            raise PackageNotFoundError(name)
        return "6.0.9" if name == "lxml" else "999"

    monkeypatch.setattr(doctor, "version", version)
    found = by_code(doctor._packages())
    assert set(found) == {"package.rich", "package.lxml"}
    assert "6.0.9 低于 6.1" in found["package.lxml"].what
    assert 'pip install "lxml>=6.1"' in found["package.lxml"].mend


def test_pango_missing(monkeypatch):
    def fail(_):
        raise OSError

    monkeypatch.setattr(doctor, "import_module", fail)
    [finding] = doctor._pdf()
    assert finding.level == "error"
    assert "DOCX" in finding.what
    monkeypatch.setattr(doctor.sys, "platform", "linux")
    [finding] = doctor._pdf()
    assert finding.mend.startswith("sudo apt-get install libpango")
    monkeypatch.setattr(doctor.sys, "platform", "win32")
    [finding] = doctor._pdf()
    assert "MSYS2" in finding.mend


def test_subset_library_missing(monkeypatch):
    monkeypatch.setattr(doctor.ctypes.util, "find_library", lambda _: None)
    monkeypatch.setattr(doctor, "_loads", lambda _: False)
    monkeypatch.setattr(doctor.sys, "platform", "linux")
    finding = doctor._subset()
    assert finding.level == "error"
    assert finding.mend == "sudo apt-get install libharfbuzz-subset0"


def test_fonts_damaged_or_absent(monkeypatch, tmp_path):
    (tmp_path / "fonts.toml").write_text('[[face]]\nfile = "a.ttf"\nsha256 = "0"\n')
    monkeypatch.setattr(doctor, "font_dir", lambda: tmp_path)
    [finding] = doctor._fonts()
    assert finding.level == "error"
    assert "a.ttf" in finding.what
    (tmp_path / "a.ttf").write_bytes(b"changed")
    assert next(iter(doctor._fonts())).level == "error"

    def absent():
        raise MachineError(Problem("x", "y"))

    monkeypatch.setattr(doctor, "font_dir", absent)
    assert next(iter(doctor._fonts())).level == "error"


def test_office_is_optional(monkeypatch):
    monkeypatch.setattr(doctor, "find_office", lambda: None)
    assert doctor._libreoffice().level == "note"


def test_folder_without_permission(tmp_path):
    assert doctor._writing(tmp_path / "nix").level == "warning"
    assert doctor._writing(tmp_path).level == "ok"
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(("level", "code"), [("ok", 0), ("note", 0), ("warning", 0), ("error", 7)])
def test_exit_code(monkeypatch, capsys, level, code):
    monkeypatch.setattr(
        doctor, "examine", lambda: (doctor.Finding(level, "x", "某组件", "某命令"),)
    )
    assert run(["doctor"]) == code
    assert "某命令" in capsys.readouterr().out
    assert run(["doctor", "--json"]) == code
    assert json.loads(capsys.readouterr().out)["findings"][0]["mend"] == "某命令"


def test_fonts_of_the_project_at_hand(tmp_path):
    assert list(doctor._added_fonts(tmp_path)) == []
    add(tmp_path, Addition((made.font(tmp_path / "a.ttf"),)))
    [finding] = doctor._added_fonts(tmp_path)
    assert (finding.level, "Test Rare" in finding.what) == ("ok", True)
    (tmp_path / "fonts" / "a.ttf").unlink()
    [finding] = doctor._added_fonts(tmp_path)
    assert finding.level == "error"
    assert "fonts remove" in finding.mend
    (tmp_path / "fonts" / "fonts.toml").write_text("x")
    [finding] = doctor._added_fonts(tmp_path)
    assert finding.level == "error"
