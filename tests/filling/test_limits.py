"""What a template may pile up is bounded, whichever operator it uses."""

from __future__ import annotations

import pytest

from reporter.errors import TemplateError

from .conftest import NASTY, Fill
from .test_fill import words


@pytest.mark.parametrize(
    "step",
    [
        "ns.a = ns.a + ns.a",
        "ns.a = ns.a ~ ns.a",
        "ns.a = [ns.a, ns.a]|join",
        "ns.l = ns.l + ns.l",
        "ns.t = ns.t + ns.t",
        "ns.m = ns.m + ns.m",
        "ns.m = ns.m ~ ns.m",
    ],
)
def test_doubling_stops(fill_text: Fill, step: str) -> None:
    start = (
        '{% set ns = namespace(a="甲" ~ "乙", l=["甲"], t=("甲", "乙"), m="甲" ~ total.score) %}'
    )
    source = f"{start}\n{{% set {step} %}}" + f"{{% set {step} %}}" * 48
    with pytest.raises(TemplateError, match=r"《body\.md\.j2》第2行：.*过长"):
        fill_text(source)


def test_many_large_texts_kept_in_a_list_stop_too(fill_text: Fill) -> None:
    source = (
        '{% set ns = namespace(a="甲", l=[]) %}'
        + "{% set ns.a = ns.a + ns.a %}" * 20
        + "{% set ns.l = ns.l + [ns.a + 'x'] %}" * 60
    )
    with pytest.raises(TemplateError, match="过长"):
        fill_text(source)


def test_large_texts_written_again_and_again_stop(fill_text: Fill) -> None:
    source = (
        '{% set ns = namespace(m="甲" ~ total.score) %}'
        + "{% set ns.m = ns.m ~ ns.m %}" * 18
        + "{% set x %}{% for a in [1,2,3,4,5,6,7,8,9,0]|batch(1) %}"
        + "{% for b in [1,2,3,4,5,6,7,8,9,0] %}{{ ns.m }}{% endfor %}{% endfor %}{% endset %}"
    )
    with pytest.raises(TemplateError, match="过长"):
        fill_text(source)


def test_what_is_joined_by_plus_stays_what_it_was(fill_text: Fill) -> None:
    source = (
        "{% set rows = [groups('unit')[0].name] + ['乙'] %}{{ rows|join('、') }}；"
        "{{ groups('unit')[0].name + ('，' ~ total.score) }}；{{ '得分' + '居前' }}"
        "{% if 1 + 1 == 2 %}。{% endif %}"
    )
    assert words(fill_text(source)[0]) == f"{NASTY}、乙；{NASTY}，90.3分；得分居前。"
