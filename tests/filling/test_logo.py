"""Logos from anywhere: made ready, or refused with what to do."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image, ImageFile

from reporter.filling.logo import LogoError, read_logo
from tests.filling import logos


def written(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def test_a_drawing_keeps_its_shape_and_loses_its_history(tmp_path: Path) -> None:
    logo = read_logo(written(tmp_path, "标志.svg", logos.SVG), 42, "标志")
    assert (logo.media_type, logo.width_mm, logo.height_mm) == ("image/svg+xml", 42, 14)
    assert b'style="fill:#C8102E;"' in logo.data
    assert b"<style" not in logo.data
    assert not any(word in logo.data for word in (b"Users", b"DOCTYPE", b"metadata", b"owner"))
    with Image.open(io.BytesIO(logo.png)) as picture:
        assert picture.width / picture.height == pytest.approx(3, abs=0.02)
        corner, disc = picture.getpixel((1, 1)), picture.getpixel((82, 25))
    assert corner[3] == 0
    assert disc == (0xC8, 0x10, 0x2E, 255)


def test_the_png_beside_a_drawing_is_taken(tmp_path: Path) -> None:
    path = written(tmp_path, "logo.svg", logos.SVG)
    written(tmp_path, "logo.png", logos.picture(size=(120, 40)))
    with Image.open(io.BytesIO(read_logo(path, 42, "").png)) as picture:
        assert picture.size == (120, 40)
    written(tmp_path, "logo.png", logos.picture(size=(40, 40)))
    with pytest.raises(LogoError, match="长宽比不同"):
        read_logo(path, 42, "")


@pytest.mark.parametrize(("kind", "mode"), [("PNG", "RGBA"), ("PNG", "P"), ("JPEG", "RGB")])
def test_a_picture_becomes_a_plain_png(tmp_path: Path, kind: str, mode: str) -> None:
    logo = read_logo(written(tmp_path, "标志", logos.picture(kind, mode)), 30, "标志")
    assert (logo.media_type, logo.height_mm, logo.png) == ("image/png", 10, logo.data)
    assert logo.data.startswith(b"\x89PNG")


def test_more_pixels_than_print_shows_are_left_out(tmp_path: Path) -> None:
    logo = read_logo(written(tmp_path, "a.png", logos.picture(size=(3000, 1000))), 25.4, "")
    with Image.open(io.BytesIO(logo.data)) as picture:
        assert picture.size == (600, 200)


def test_half_a_picture_is_refused_whatever_was_imported_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)
    for kind in ("PNG", "JPEG"):
        data = logos.picture(kind, "RGB", (800, 300))
        with pytest.raises(LogoError, match=r"损坏"):
            read_logo(written(tmp_path, "half", data[: len(data) * 2 // 3]), 30, "")
    assert ImageFile.LOAD_TRUNCATED_IMAGES


@pytest.mark.parametrize("name", logos.BAD_SVG)
def test_a_drawing_that_does_more_is_refused(tmp_path: Path, name: str) -> None:
    data, words = logos.BAD_SVG[name]
    with pytest.raises(LogoError, match=words) as caught:
        read_logo(written(tmp_path, "logo.svg", data), 42, "")
    assert "SVG" in caught.value.hint


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "空的"),
        (b"MZ" + bytes(99), "其实是程序"),
        (b"PK\3\4" + bytes(99), "压缩文件"),
        (b"<html></html>", "网页"),
        (b"text", "不是 PNG"),
        (logos.picture("JPEG", "CMYK"), "CMYK"),
        (logos.picture(size=(100, 1000)), "高420毫米"),
        (logos.picture(size=(2000, 10)), "高0.21毫米"),
        (logos.huge_png(), "像素过多"),
        (logos.huge_png(10_000), "像素过多"),
        (logos.picture() + bytes(11 * 2**20), "超过10 MB"),
    ],
    ids=lambda given: given if isinstance(given, str) else "",
)
def test_what_is_no_logo_is_refused(tmp_path: Path, data: bytes, words: str) -> None:
    with pytest.raises(LogoError, match=words) as caught:
        read_logo(written(tmp_path, "logo.png", data), 42, "")
    assert caught.value.hint


def test_a_missing_logo_is_named(tmp_path: Path) -> None:
    with pytest.raises(LogoError, match="“标志”不存在"):
        read_logo(tmp_path / "标志", 42, "")
