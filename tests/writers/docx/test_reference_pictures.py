"""Pictures of a client lose who and where, and nothing of what they show."""

from __future__ import annotations

import io

import pytest
from PIL import Image, PngImagePlugin

from reporter.writers.docx.reference.pictures import without_traces


def made(form: str) -> bytes:
    buffer = io.BytesIO()
    picture = Image.radial_gradient("L").convert("RGB")
    if form == "PNG":
        text = PngImagePlugin.PngInfo()
        text.add_text("Author", "Zhang San")
        picture.save(buffer, form, pnginfo=text)
    else:
        exif = picture.getexif()
        exif[0x013B] = "Zhang San"
        picture.save(buffer, form, exif=exif.tobytes(), comment=b"Zhang San")
    return buffer.getvalue()


@pytest.mark.parametrize("form", ["PNG", "JPEG"])
def test_traces_go_and_pixels_stay(form: str) -> None:
    data = made(form)
    assert b"Zhang San" in data
    clean = without_traces(data)
    assert b"Zhang San" not in clean
    before, after = (Image.open(io.BytesIO(one)) for one in (data, clean))
    assert before.tobytes() == after.tobytes()
    assert without_traces(clean) == clean


@pytest.mark.parametrize("data", [b"", b"\xff\xd8", b"\xff\xd8\xff\xe1\xff\xff", b"BM12"])
def test_odd_files_stay(data: bytes) -> None:
    assert without_traces(data) == data
