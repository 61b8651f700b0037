"""What [[studies]] must satisfy beyond its schema: the files that are put one below the other."""

from __future__ import annotations

from collections.abc import Iterator

from .checks import Finding
from .model import Project


def check_study_files(project: Project) -> Iterator[Finding]:
    """Each file of a study has a name of its own, and is read once."""
    for number, study in enumerate(project.studies):
        names: set[str] = set()
        places: set[tuple[str, str]] = set()
        for at, part in enumerate(study.files):
            path = f"studies[{number}].files[{at}]"
            if not part.file and not part.sheet:
                what = f"方法“{study.id}”的“{part.name}”没有写文件。"
                hint = "请写 file；各表在同一个工作簿里的，写 sheet。"
                yield Finding(path, "study.files", what, hint)
                continue
            if part.name in names:
                what = f"方法“{study.id}”有两个文件都叫“{part.name}”。"
                yield Finding(f"{path}.name", "study.files", what, "请改成不同的名称。")
            place = (part.file or study.file, part.sheet or study.sheet)
            if place in places:
                what = f"方法“{study.id}”的“{part.name}”与前面的是同一个文件、同一张工作表。"
                yield Finding(path, "study.files", what, "请核对 file 和 sheet。")
            names.add(part.name)
            places.add(place)


CHECKS = (check_study_files,)
