"""Read a client's file from disk."""

from __future__ import annotations

from pathlib import Path

from .base import ClientBase, open_base
from .source import MOST_BYTES, refuse

_NAMES = (".docx", ".dotx")


def open_client_file(path: Path) -> ClientBase:
    """Open a client's DOCX or DOTX.

    Raises:
        TemplateError: it is not there, cannot be read, or :func:`open_base` refuses it.
    """
    name = path.name[:80].replace("\0", "")
    try:
        if not path.is_file():
            is_folder = path.is_dir()
            what = f"“{name}”{'是一个文件夹' if is_folder else '不存在'}。"
            near = sorted(p.name for p in path.parent.glob("*") if p.suffix.lower() in _NAMES)
            hint = (
                f"同一文件夹里有：{'、'.join(near[:5])}{f'等{len(near)}个' if near[5:] else ''}。"
                if near
                else "请核对文件名和所在文件夹。"
            )
            raise refuse("", "not_found", what, hint)
        size = path.stat().st_size
        if size > MOST_BYTES:
            what = f"文件有{size / 1e6:.0f} MB，超过{MOST_BYTES // 2**20} MB的上限。"
            raise refuse(name, "size", what, "请删去用不到的内容，压缩其中的图片。")
        data = path.read_bytes()
    except (OSError, ValueError):
        what = "文件读不出来。"
        hint = "请关闭正在使用它的程序，并检查读取权限。"
        raise refuse(name, "unreadable", what, hint) from None
    return open_base(data, name)
