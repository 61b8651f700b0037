"""What makes a report an archive file: PDF/A-3a and PDF/UA-1 in one (ISO 19005-3, ISO 14289-1).

WeasyPrint writes one variant at a time. It is asked for PDF/UA-1; what PDF/A-3a and a deposit
need beyond that is set on the finished objects right before they are written. That costs
hundredths of a second; reading the file back to change it would cost many times that.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from hashlib import md5
from importlib.resources import files
from pathlib import Path, PurePath
from typing import Any

from ...document.nodes import Attachment, Document, Figure, References, Section, Table
from ...document.places import PLACES, PlacedText, write_places
from ...document.plaintext import plain_text
from ..html.head import day_of
from ..html.walk import iter_nodes

VARIANT = "pdf/ua-1"
_PROFILE = "sRGB2014.icc"  # of the ICC, free to copy and embed; WeasyPrint brings it
_METADATA = Path(__file__).with_name("archive.xmp")
_RDF_END = b"</rdf:RDF>"


def finish(pdf: Any, document: Document, places: Iterable[PlacedText] | None) -> bool:
    """Complete the objects of a laid-out report; returns whether it is PDF/A-3a too.

    Args:
        pdf: the file in the making (``pydyf.PDF``), PDF/UA-1 so far.
        document: the report.
        places: where its values stand; None where the tags are not the report's own.
    """
    attached = [(file, "Data") for file in document.attachments]
    if places is not None:
        note = "报告中各数字所在的页和位置"
        data = write_places(places)
        attached.append((Attachment(PLACES, "application/json", data, note), "Supplement"))
    _attach(pdf, attached, document)
    _describe_links(pdf, _titles(document))
    for thing in pdf.objects:
        extra = getattr(thing, "extra", None) or {}
        if "Interpolate" in extra:
            extra["Interpolate"] = "false"  # PDF/A forbids smoothing
    archived = places is not None and _name_colours(pdf)
    if archived:
        _identify(pdf)
    _write_streams_once(pdf)
    return archived


def _name_colours(pdf: Any) -> bool:
    """Say which red, green and blue are meant; False where the profile is not there."""
    import pydyf

    profile = files("weasyprint.pdf") / _PROFILE
    if not profile.is_file():
        return False
    stream = pydyf.Stream([profile.read_bytes()], pydyf.Dictionary({"N": 3}), compress=True)
    pdf.add_object(stream)
    name = pydyf.String("sRGB IEC61966-2.1")
    intent = pydyf.Dictionary({
        "Type": "/OutputIntent",
        "S": "/GTS_PDFA1",
        "OutputConditionIdentifier": name,
        "Info": name,
        "DestOutputProfile": stream.reference,
    })  # fmt: skip
    pdf.catalog["OutputIntents"] = pydyf.Array([intent])
    return True


def _attach(pdf: Any, attached: list[tuple[Attachment, str]], document: Document) -> None:
    """Embed files with their relation to the report (ISO 19005-3, 6.8)."""
    import pydyf

    specifications = {}
    for number, (file, relation) in enumerate(attached, 1):
        specification = _specification(pdf, file, document)
        plain = file.name if file.name.isascii() else f"file-{number}{PurePath(file.name).suffix}"
        specification["F"] = pydyf.String(plain)
        specification["AFRelationship"] = f"/{relation}"
        pdf.add_object(specification)
        specifications[pydyf.String(file.name).data] = specification.reference
    if specifications:
        names = pydyf.Array()
        for name, reference in sorted(specifications.items()):
            names.extend((name, reference))
        tree = pydyf.Dictionary({"Names": names})
        pdf.catalog.setdefault("Names", pydyf.Dictionary())["EmbeddedFiles"] = tree
        pdf.catalog["AF"] = pydyf.Array(specifications.values())


def _specification(pdf: Any, file: Attachment, document: Document) -> Any:
    import pydyf

    day = pydyf.String(day_of(document.meta).strftime("D:%Y%m%d%H%M%SZ"))
    about = pydyf.Dictionary({
        "Size": len(file.data),
        "CheckSum": f"<{md5(file.data, usedforsecurity=False).hexdigest()}>",
        "CreationDate": day,
        "ModDate": day,
    })  # fmt: skip
    kind = file.media_type.partition(";")[0].replace("/", "#2f")
    extra = pydyf.Dictionary({"Type": "/EmbeddedFile", "Subtype": f"/{kind}", "Params": about})
    stream = pydyf.Stream([file.data], extra, compress=True)
    pdf.add_object(stream)
    return pydyf.Dictionary({
        "Type": "/Filespec",
        "UF": pydyf.String(file.name),
        "EF": pydyf.Dictionary({"F": stream.reference, "UF": stream.reference}),
        "Desc": pydyf.String(file.description or file.name),
    })  # fmt: skip


def _titles(document: Document) -> dict[str, str]:
    """Return what the targets of links are called, by id."""
    titles = {}
    for node in iter_nodes(document.parts):
        match node:
            case Section():
                titles[node.id] = f"{node.label} {plain_text(node.title)}".strip()
            case Table() | Figure() if node.number:
                word = "表" if isinstance(node, Table) else "图"
                titles[node.id] = f"{word}{node.number} {plain_text(node.caption)}".strip()
            case References():
                titles |= {f"ref-{e.key}": f"参考文献[{e.number}]" for e in node.entries}
    return titles


def _describe_links(pdf: Any, titles: Mapping[str, str]) -> None:
    """Say where links lead, in words (ISO 14289-1, 7.18.5)."""
    import pydyf

    for thing in pdf.objects:
        if isinstance(thing, pydyf.Dictionary) and thing.get("Subtype") == "/Link":
            thing["F"] = 4  # printed
            target = thing["Dest"].string if "Dest" in thing else ""
            if target in titles:
                thing["Contents"] = pydyf.String(titles[target])


def _identify(pdf: Any) -> None:
    """Add to the metadata that the file is PDF/A-3a too; they stay readable as plain text."""
    number = int(pdf.catalog["Metadata"].split()[0])
    metadata = pdf.objects[number]
    before, end, after = b"".join(metadata.stream).partition(_RDF_END)
    metadata.stream = [before, _METADATA.read_bytes(), end, after]
    metadata.compress = False


def _write_streams_once(pdf: Any) -> None:
    """Compress every stream now: the file's identifier reads all of them, then they are written."""
    import pydyf

    class Written(pydyf.Object):  # type: ignore[misc]
        data = b""
        compressible = False

    for index, thing in enumerate(pdf.objects):
        if isinstance(thing, pydyf.Stream):
            written = pdf.objects[index] = Written()
            written.number, written.data = thing.number, thing.data
