"""LibreOffice as a lay-out engine: found, run in a private profile, ended in time.

Only files that this program has just made are opened. Macros and links are switched off
in the profile all the same; the profile is thrown away, so a LibreOffice that the user
has open is neither used nor disturbed.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from ....errors import MachineError, Problem
from ....office import find_office
from .fonts import office_fonts

SECONDS = 120.0  # the limit of one lay-out; a report of 30 pages takes about five seconds
_LONGEST = 120  # characters of what LibreOffice said that are passed on
_PROFILE = Path(__file__).with_name("profile.xcu")
_FILTER = (
    'pdf:writer_pdf_Export:{"ExportBookmarksToPDFDestination":{"type":"boolean","value":"true"},'
    '"ExportNotes":{"type":"boolean","value":"false"},'
    '"UseLosslessCompression":{"type":"boolean","value":"true"}}'
)
_INSTALL = "请安装 LibreOffice（libreoffice.org），或不加 --exact-pages。"


@dataclass(frozen=True, slots=True)
class Office:
    """A LibreOffice ready to lay out files; make one with :func:`office`."""

    program: Path
    folder: Path
    environment: dict[str, str]
    seconds: float = SECONDS

    def to_pdf(self, docx: bytes) -> bytes:
        """Return ``docx`` laid out as PDF, every bookmark as a named destination.

        Raises:
            MachineError: LibreOffice failed or took too long.
        """
        source, target = self.folder / "report.docx", self.folder / "report.pdf"
        target.unlink(missing_ok=True)
        source.write_bytes(docx)
        profile = (self.folder / "profile").as_uri()
        command = [str(self.program), f"-env:UserInstallation={profile}", "--headless"]
        command += ["--norestore", "--nolockcheck", "--nodefault", "--nofirststartwizard"]
        command += ["--convert-to", _FILTER, "--outdir", str(self.folder), str(source)]
        said = _run(command, self.environment, self.seconds)
        made = target.read_bytes() if target.is_file() else b""
        if not made.startswith(b"%PDF"):
            raise _failed(f"LibreOffice 没有排出版面（{said or '没有说明原因'}）。")
        return made


@contextmanager
def office(fonts: Path | None = None) -> Iterator[Office]:
    """Give a LibreOffice with a private profile; ``fonts`` replaces our ``fonts.conf``.

    Raises:
        MachineError: it is not installed, or our fonts are missing.
    """
    program = find_office()
    if program is None:
        what = "本机没有 LibreOffice，目录页码没有再核对，仍按 PDF 的排版填写。"
        raise MachineError(Problem("machine.libreoffice", what, _INSTALL))
    with tempfile.TemporaryDirectory(prefix="reporter-office-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        user = folder / "profile" / "user"
        user.mkdir(parents=True)
        shutil.copyfile(_PROFILE, user / "registrymodifications.xcu")
        conf = fonts or office_fonts(folder)
        environment = {**os.environ, "FONTCONFIG_FILE": str(conf), "SAL_USE_VCLPLUGIN": "svp"}
        yield Office(program, folder, environment)


def _run(command: list[str], environment: dict[str, str], seconds: float) -> str:
    """Run ``command`` with all that it starts; return the last line it printed.

    Raises:
        MachineError: it cannot be started, or did not end in time (nothing of it is left).
    """
    group = {"start_new_session": True} if os.name == "posix" else {}
    try:
        process = subprocess.Popen(
            command,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            **group,  # type: ignore[call-overload]
        )
    except OSError as error:
        raise _failed(f"LibreOffice 启动不了（{type(error).__name__}）。") from error
    with process:
        try:
            output, _ = process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            raise _failed(f"LibreOffice 在 {seconds:.0f} 秒内没有排完，已停止。") from None
        finally:
            _end(process)
    lines = output.decode("utf-8", "replace").splitlines()
    last = next((line.strip() for line in reversed(lines) if line.strip()), "")
    return last[:_LONGEST] if last.isprintable() and "\N{REPLACEMENT CHARACTER}" not in last else ""


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the process and its children: the program starts others that outlive it."""
    if os.name == "posix":
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    elif process.poll() is None:
        command = ["taskkill", "/F", "/T", "/PID", str(process.pid)]
        subprocess.run(command, capture_output=True, check=False)


def unreadable() -> MachineError:
    """Return (for raising) the error of a layout that is no whole PDF."""
    return _failed("LibreOffice 排出的版面读不出来。")


def _failed(what: str) -> MachineError:
    hint = "请重试；仍不行时，不加 --exact-pages 也能生成报告。"
    return MachineError(Problem("machine.libreoffice_failed", what, hint))
