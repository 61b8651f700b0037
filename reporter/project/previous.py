"""Last wave's scores: from its ``facts.json``, or written by hand in the project."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

from ..errors import Place, Problem, ProjectError
from .load import OpenedProject
from .nearest import did_you_mean

MAX_BYTES = 100_000_000
SCHEMA = 1


@dataclass(frozen=True, slots=True)
class PreviousScore:
    """A score of last wave, in points; ``margin`` is half its confidence interval."""

    score: float
    margin: float | None = None
    n: int | None = None


@dataclass(frozen=True, slots=True, repr=False)
class PreviousWave:
    """Scores of last wave by fact key, such as ``score/chengxin@county=城区``.

    ``definitions`` are what the scores were computed by (scale, rule), for telling
    whether they compare with this wave's; empty for scores written by hand.
    """

    wave: str
    scores: Mapping[str, PreviousScore]
    definitions: Mapping[str, str] = field(default_factory=dict)

    def __repr__(self) -> str:
        return f"<PreviousWave {self.wave}：{len(self.scores)}个得分>"


def read_previous(opened: OpenedProject) -> PreviousWave | None:
    """Return last wave's scores, or None where the project names none.

    Scores written by hand win over those of ``facts.json``. Raises ProjectError if the
    file is missing or is no fact table.
    """
    previous = opened.model.previous
    if previous is None:
        return None
    body: Mapping[str, Any] = {}
    if previous.facts:
        body = _read(opened, opened.folder / previous.facts)
    scores = _scores(body.get("facts", ()))
    scores |= {f"score/{key}": PreviousScore(value) for key, value in previous.scores.items()}
    meta = body.get("meta", {})
    definitions = meta.get("definitions", {})
    if meta.get("wave") == opened.model.survey.wave:
        what = f"上期 facts.json 记录的期次也是“{meta['wave']}”，不是上期的结果。"
        hint = "请改用上期报告的 facts.json，或核对 [survey] 的 wave。"
        place = opened.place("previous.facts")
        raise ProjectError(Problem("previous.same_wave", what, hint, place))
    return PreviousWave(
        wave=previous.wave or str(meta.get("wave", "")) or "上期",
        scores=MappingProxyType(scores),
        definitions=MappingProxyType({str(k): str(v) for k, v in definitions.items()}),
    )


def _scores(rows: Any) -> dict[str, PreviousScore]:
    margins = {r["key"]: r["value"] for r in rows if _is_number(r) and r["key"][:7] == "margin/"}
    scores: dict[str, PreviousScore] = {}
    for row in rows:
        key = row["key"]
        if not key.startswith("score/") or not _is_number(row):
            continue  # a score that was hidden or could not be given has no value
        low, high = row.get("ci_low"), row.get("ci_high")
        margin = margins.get("margin/" + key.removeprefix("score/"))
        if margin is None and low is not None and high is not None:
            margin = (high - low) / 2
        scores[key] = PreviousScore(float(row["value"]), margin, row.get("n"))
    return scores


def _is_number(row: Mapping[str, Any]) -> bool:
    value = row.get("value")
    return isinstance(value, int | float) and not isinstance(value, bool)


def _read(opened: OpenedProject, path: Path) -> Mapping[str, Any]:
    here = opened.place("previous.facts")
    again = "请从上期报告旁边重新复制 facts.json。"
    try:
        if path.stat().st_size > MAX_BYTES:
            what = "上期 facts.json 大得不正常。"
            raise ProjectError(Problem("previous.unreadable", what, again, here))
        text = path.read_bytes().decode("utf-8-sig")
    except (OSError, ValueError) as error:
        raise ProjectError(_unreadable(path, error, here)) from None
    try:
        body = json.loads(text)
    except (ValueError, RecursionError) as error:
        place = Place(path.name, line=getattr(error, "lineno", None))
        what = "上期 facts.json 的内容不完整，不是有效的 JSON。"
        raise ProjectError(Problem("previous.syntax", what, again, place)) from None
    if not _is_fact_table(body):
        what = "这个文件不是本程序的 facts.json（缺少 schema、meta 或 facts）。"
        raise ProjectError(Problem("previous.schema", what, again, Place(path.name)))
    if body["schema"] != SCHEMA:
        what = f"上期 facts.json 的版本是{body['schema']}，本程序只认{SCHEMA}。"
        raise ProjectError(Problem("previous.version", what, "请用同一版本重新生成上期结果。"))
    checked: Mapping[str, Any] = body
    return checked


def _unreadable(path: Path, error: Exception, here: Place) -> Problem:
    if isinstance(error, UnicodeDecodeError):
        what = "上期 facts.json 不是 UTF-8 编码。"
        return Problem("previous.encoding", what, "请勿用其他软件改存。", Place(path.name))
    try:
        near = sorted(p.name for p in path.parent.iterdir() if p.suffix == ".json")
    except (OSError, ValueError):
        near = []
    what = f"找不到上期结果文件“{path.name[:80]}”。"
    hint = (
        did_you_mean(path.name, near)
        or "路径从项目文件所在的文件夹算起；没有上期可删去 [previous]。"
    )
    return Problem("previous.not_found", what, hint, here)


def _is_fact_table(body: Any) -> bool:
    return (
        isinstance(body, dict)
        and isinstance(body.get("schema"), int)
        and isinstance(body.get("meta"), dict)
        and isinstance(body["meta"].get("definitions", {}), dict)
        and isinstance(body.get("facts"), list)
        and all(map(_is_fact, body["facts"]))
    )


def _is_fact(row: Any) -> bool:
    return (
        isinstance(row, dict)
        and isinstance(row.get("key"), str)
        and isinstance(row.get("value"), int | float | str | None)
        and isinstance(row.get("n"), int | None)
        and all(isinstance(row.get(name), int | float | None) for name in ("ci_low", "ci_high"))
    )
