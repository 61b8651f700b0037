"""Settings, fonts and theme: the report's own, with what the client's pages depend on."""

from __future__ import annotations

from copy import deepcopy

from .names import Element, R, W, put_in_order

# Settings that change how the client's pages look; all others are the report's.
_TAKEN = (
    "mirrorMargins", "alignBordersAndEdges", "bordersDoNotSurroundHeader",
    "bordersDoNotSurroundFooter", "gutterAtTop", "defaultTabStop", "evenAndOddHeaders",
    "characterSpacingControl", "noLineBreaksAfter", "noLineBreaksBefore", "clrSchemeMapping",
)  # fmt: skip
_ORDER = (
    "writeProtection", "view", "zoom", "removePersonalInformation", "removeDateAndTime",
    "doNotDisplayPageBoundaries", "displayBackgroundShape", "printPostScriptOverText",
    "printFractionalCharacterWidth", "printFormsData", "embedTrueTypeFonts", "embedSystemFonts",
    "saveSubsetFonts", "saveFormsData", "mirrorMargins", "alignBordersAndEdges",
    "bordersDoNotSurroundHeader", "bordersDoNotSurroundFooter", "gutterAtTop",
    "hideSpellingErrors", "hideGrammaticalErrors", "activeWritingStyle", "proofState",
    "formsDesign", "attachedTemplate", "linkStyles", "stylePaneFormatFilter",
    "stylePaneSortMethod", "documentType", "mailMerge", "revisionView", "trackRevisions",
    "doNotTrackMoves", "doNotTrackFormatting", "documentProtection", "autoFormatOverride",
    "styleLockTheme", "styleLockQFSet", "defaultTabStop", "autoHyphenation",
    "consecutiveHyphenLimit", "hyphenationZone", "doNotHyphenateCaps", "showEnvelope",
    "summaryLength", "clickAndTypeStyle", "defaultTableStyle", "evenAndOddHeaders",
    "bookFoldRevPrinting", "bookFoldPrinting", "bookFoldPrintingSheets",
    "drawingGridHorizontalSpacing", "drawingGridVerticalSpacing",
    "displayHorizontalDrawingGridEvery", "displayVerticalDrawingGridEvery",
    "doNotUseMarginsForDrawingGridOrigin", "drawingGridHorizontalOrigin",
    "drawingGridVerticalOrigin", "doNotShadeFormData", "noPunctuationKerning",
    "characterSpacingControl", "printTwoOnOne", "strictFirstAndLastChars", "noLineBreaksAfter",
    "noLineBreaksBefore", "savePreviewPicture", "doNotValidateAgainstSchema",
    "saveInvalidXml", "ignoreMixedContent", "alwaysShowPlaceholderText",
    "doNotDemarcateInvalidXml", "saveXmlDataOnly", "useXSLTWhenSaving", "saveThroughXslt",
    "showXMLTags", "alwaysMergeEmptyNamespace", "updateFields", "hdrShapeDefaults",
    "footnotePr", "endnotePr", "compat", "docVars", "rsids", "mathPr", "attachedSchema",
    "themeFontLang", "clrSchemeMapping", "doNotIncludeSubdocsInStats",
    "doNotAutoCompressPictures", "forceUpgrade", "captions", "readModeInkLockDown",
    "smartTagType", "schemaLibrary", "shapeDefaults", "doNotEmbedSmartTags", "decimalSymbol",
    "listSeparator",
)  # fmt: skip


def merge_settings(own: Element, client: Element | None) -> None:
    """Put into the report's settings what the client's pages depend on."""
    if client is None:
        return
    for name in _TAKEN:
        node = client.find(W + name)
        if node is not None:
            put_in_order(own, deepcopy(node), _ORDER)


def merge_fonts(own: Element, client: Element | None) -> Element:
    """Return the client's font table with the report's fonts that it lacks."""
    if client is None:
        return own
    root = deepcopy(client)
    known = {node.get(f"{W}name") for node in root.iterfind(f"{W}font")}
    for node in own.iterfind(f"{W}font"):
        if node.get(f"{W}name") not in known:
            root.append(deepcopy(node))
    return root


def embedded_fonts(client: Element | None) -> set[str]:
    """Return the names of the fonts that the file brings along."""
    if client is None:
        return set()
    return {
        font.get(f"{W}name", "")
        for font in client.iterfind(f"{W}font")
        if any(node.get(f"{R}id") for node in font)
    }
