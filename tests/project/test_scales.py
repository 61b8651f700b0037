import pytest

from reporter.project import SCALE_PRESETS, resolve_scale
from reporter.project.model import Option, Scale


def points(preset):
    return [option.points for option in SCALE_PRESETS[preset].options]


def test_presets_hold_the_published_maps():
    assert points("four_level") == [100, 90, 75, 60]
    assert points("five_level_100_20") == [100, 80, 60, 40, 20]
    assert points("five_level_100_0") == [100, 75, 50, 25, 0]
    assert points("five_level_100_30") == [100, 80, 60, 30, 0]
    ten = points("ten_level")
    assert (ten[0], ten[-1]) == (100, 0)
    assert ten[5] == pytest.approx(400 / 9)


def test_satisfied_is_declared_per_preset():
    def satisfied(preset):
        return [o.label for o in SCALE_PRESETS[preset].options if o.satisfied]

    assert satisfied("four_level") == ["非常满意", "满意", "基本满意"]
    assert satisfied("five_level_100_20") == ["非常满意", "满意"]
    assert satisfied("five_level_100_30") == ["非常满意", "满意", "一般"]


@pytest.mark.parametrize("preset", SCALE_PRESETS)
def test_every_preset_is_consistent(preset):
    entry = SCALE_PRESETS[preset]
    written = [word for o in entry.options for word in (o.label, *o.aliases)]
    assert len(written) == len(set(written))
    assert points(preset) == sorted(points(preset), reverse=True)
    assert any(o.satisfied for o in entry.options)
    assert any(o.dissatisfied for o in entry.options)
    assert not any(o.satisfied and o.dissatisfied for o in entry.options)
    assert entry.label
    assert entry.note


def test_numbers_are_aliases_only_where_asked():
    plain = resolve_scale(Scale(id="s", preset="four_level"))
    assert not any(alias.isdigit() for o in plain.options for alias in o.aliases)
    best = resolve_scale(Scale(id="s", preset="four_level", codes="best_first"))
    assert "1" in best.options[0].aliases
    assert "4" in best.options[3].aliases
    worst = resolve_scale(Scale(id="s", preset="four_level", codes="worst_first"))
    assert "4" in worst.options[0].aliases
    assert resolve_scale(worst) is worst


def test_own_options_stay():
    options = (Option(label="好", points=1), Option(label="差", points=0))
    scale = Scale(id="s", options=options)
    assert resolve_scale(scale) is scale
