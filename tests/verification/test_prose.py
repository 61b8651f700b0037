"""Numbers in the text itself: a fact stands behind each, or the build says so."""

from __future__ import annotations

from reporter.verification.prose import document_problems


def texts(text: str, *values: list, kind: str = "paragraph") -> list[dict]:
    return [{"block": kind, "text": text, "values": list(values)}]


def test_a_number_without_a_fact_is_named_with_its_surroundings() -> None:
    (problem,) = document_problems(texts("得分90.3分，另有98.2%满意", [2, 6, "score/total"]))
    assert "“98.2%”不属于任何事实" in problem.what
    assert problem.severity == "warning"


def test_dates_labels_standards_and_ordinals_are_no_quantities() -> None:
    for text in ("2026年11月20日", "见图1和表2", "GB/T 19038—2009", "95598热线"):
        assert document_problems(texts(text)) == ()
    assert document_problems(texts("3", kind="cell")) == ()
    assert document_problems(texts("3.5", kind="cell")) != ()


def test_numbers_in_names_belong_to_the_names() -> None:
    entry = texts("36至55岁的客户得分90.3分", [11, 15, "score/total@age=36至55岁"])
    assert document_problems(entry, ["36至55岁"]) == ()
    assert len(document_problems(entry)) == 2


def test_a_name_is_looked_for_as_it_is_printed() -> None:
    entry = texts("按12千伏以上用户分组")
    assert document_problems(entry, ["12千伏\u200b以上用户"]) == ()
    assert document_problems(entry, ["10千伏以上用户"]) != ()
