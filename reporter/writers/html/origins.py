"""Where a number comes from, in a few words that a reader sees when pointing at it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from ...document.carriers import RECORD
from ...document.nodes import Document

_LONGEST = 60  # characters of a rule or a source; the record has them whole


def origins(document: Document) -> Mapping[str, str]:
    """Return by key what the attached record tells of a fact: whose, how many, how, from where.

    Empty where a document travels without its record.
    """
    record = next((file.data for file in document.attachments if file.name == RECORD), b"{}")
    return {fact["key"]: _told(fact) for fact in json.loads(record).get("facts", ())}


def _told(fact: Mapping[str, Any]) -> str:
    label = str(fact.get("label", ""))
    level = fact.get("group", {}).get("level", "")
    count = fact.get("n")
    parts = (
        f"{label}（{level}）" if level else label,
        f"样本量{count}" if count else "",
        _short(fact.get("rule", "")),
        f"来源：{_short(fact['source'])}" if fact.get("source") else "",
    )
    return "；".join(part for part in parts if part)


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
