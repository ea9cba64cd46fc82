"""Names of the parts of a Word file (ECMA-376)."""

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
PACKAGE = "{http://schemas.openxmlformats.org/package/2006/relationships}"
CONTENT_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
CORE = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}"
DC = "{http://purl.org/dc/elements/1.1/}"
OFFICE_RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"

WORD_FILE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MAIN = f"{WORD_FILE}.main+xml"
KEPT_KINDS = {
    *("styles", "numbering", "settings", "fontTable", "theme", "header", "footer", "footnotes", "endnotes"),
    *("image", "hyperlink", "chart", "chartStyle", "chartColorStyle"),
    *("diagramData", "diagramLayout", "diagramQuickStyle", "diagramColors", "diagramDrawing"),
}
"""Relations whose part stays. All others go: embedded files, macros, controls, fonts, custom data, people."""
