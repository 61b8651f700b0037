"""Files that travel inside the page, as links that save them."""

from __future__ import annotations

import base64
import io
import zipfile

from markupsafe import Markup

from ...document.carriers import ZIPPED
from ...document.nodes import Attachment

_LARGE = 64 * 1024  # bytes; the record of a report is ten times smaller when packed
_EARLIEST = (1980, 1, 1, 0, 0, 0)  # of what a ZIP can say: never the clock


def file_links(attachments: tuple[Attachment, ...]) -> Markup:
    """Return a list of links, nothing where there is no file; large files are packed as ZIP."""
    if not attachments:
        return Markup("")
    links = Markup("").join(_link(file) for file in attachments)
    return Markup('<section class="files"><p>本报告所附文件：</p><ul>\n{}</ul></section>\n').format(
        links
    )


def _link(file: Attachment) -> Markup:
    name, kind, data = file.name, file.media_type, file.data
    if len(data) > _LARGE:
        name, kind, data = name + ZIPPED, "application/zip", _packed(file)
    return Markup('<li><a download="{}" href="data:{};base64,{}">{}</a></li>\n').format(
        name,
        kind,
        base64.b64encode(data).decode("ascii"),
        f"{name}（{file.description}）" if file.description else name,
    )


def _packed(file: Attachment) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        info = zipfile.ZipInfo(file.name, _EARLIEST)
        info.compress_type = zipfile.ZIP_DEFLATED
        info.create_system = 3  # the same on every machine
        archive.writestr(info, file.data, compresslevel=9)
    return packed.getvalue()
