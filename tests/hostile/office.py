"""PDF, Word, OpenDocument and sheets: locks, bombs, entities, macros, broken trees."""

from __future__ import annotations

import io
import zlib

import docx
import openpyxl
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen import canvas

from tests.hostile.archives import FAIR, Made, zipped
from tests.hostile.markup import DOCTYPE, OUTSIDE

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def pdf(*lines: str, encrypt: StandardEncryption | None = None, size: tuple[float, float] = (400, 400)) -> bytes:
    out = io.BytesIO()
    made = canvas.Canvas(out, pagesize=size, invariant=1, encrypt=encrypt)
    for number, line in enumerate(lines):
        made.drawString(40, size[1] - 40 - 14 * number, line)
    made.showPage()
    made.save()
    return out.getvalue()


def raw_pdf(pages: str, *objects: bytes) -> bytes:
    """A PDF written by hand: object 1 the catalog, 2 the tree of pages, then those given."""
    every = [b"<< /Type /Catalog /Pages 2 0 R >>", pages.encode(), *objects]
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate(every, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(every) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(every) + 1, start)
    return bytes(out)


PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %s] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>"
FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"


def stream(content: bytes, times: int = 1) -> bytes:
    """A stream, deflated; `times` of it without ever holding them all."""
    packer, packed = zlib.compressobj(9), b""
    for _ in range(times):
        packed += packer.compress(content)
    packed += packer.flush()
    return b"<< /Filter /FlateDecode /Length %d >>\nstream\n" % len(packed) + packed + b"\nendstream"


def one_page(content: bytes, size: bytes = b"400 400") -> bytes:
    return raw_pdf("<< /Type /Pages /Kids [3 0 R] /Count 1 >>", PAGE.replace(b"%s", size), content, FONT)


def many_pages(count: int) -> bytes:
    kids = "3 0 R " * count
    text = stream(b"BT /F 12 Tf 40 40 Td (Fair) Tj ET")
    return raw_pdf(f"<< /Type /Pages /Kids [{kids}] /Count {count} >>", PAGE.replace(b"%s", b"400 400"), text, FONT)


def word(body: str, doctype: str = "", **more: bytes) -> bytes:
    xml = f'<?xml version="1.0"?>{doctype}<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'
    return zipped({"word/document.xml": xml.encode(), **more})


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def macros() -> bytes:
    paper = docx.Document()
    paper.add_paragraph(FAIR)
    out = io.BytesIO()
    paper.save(out)
    import zipfile

    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("word/vbaProject.bin", b'Sub AutoOpen()\r\nShell "calc"\r\nEnd Sub')
        archive.writestr("word/embeddings/oleObject1.bin", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    return out.getvalue()


def odt(body: str, doctype: str = "") -> bytes:
    xml = (
        f'<?xml version="1.0"?>{doctype}<o:document-content xmlns:o="{OFFICE}" xmlns:t="{TEXT}">'
        f"<o:body><o:text>{body}</o:text></o:body></o:document-content>"
    )
    return zipped({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": xml.encode()}, 0)


def sheet(xml: str, shared: str = "") -> bytes:
    """A workbook of one sheet, its parts written by hand."""
    office = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    kind = f'<Override PartName="/xl/{{}}.xml" ContentType="{office}.{{}}+xml"/>'
    types = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    types += '<Default Extension="xml" ContentType="application/xml"/>' + kind.format("workbook", "sheet.main")
    types += kind.format("worksheets/sheet1", "worksheet") + kind.format("sharedStrings", "sharedStrings") + "</Types>"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relations = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
    top = f'<Relationship Id="r1" Type="{office}/officeDocument" Target="xl/workbook.xml"/>'
    inner = f'<Relationship Id="r1" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/>'
    inner += f'<Relationship Id="r2" Type="{office}/sharedStrings" Target="sharedStrings.xml"/>'
    book = f'<workbook xmlns="{SHEET}" xmlns:r="{office}"><sheets><sheet name="x" sheetId="1" r:id="r1"/></sheets>'
    book += "</workbook>"
    parts = {
        "[Content_Types].xml": types, "_rels/.rels": relations.format(top), "xl/workbook.xml": book,
        "xl/_rels/workbook.xml.rels": relations.format(inner), "xl/worksheets/sheet1.xml": xml,
        "xl/sharedStrings.xml": shared or f'<sst xmlns="{SHEET}"/>',
    }  # fmt: skip
    return zipped({name: part.encode() for name, part in parts.items()})


def cells(reference: str, text: str, kind: str = "inlineStr") -> str:
    inner = f"<is><t>{text}</t></is>" if kind == "inlineStr" else f"<v>{text}</v>"
    row = "".join(letter for letter in reference if letter.isdigit())
    return (
        f'<worksheet xmlns="{SHEET}"><sheetData><row r="{row}"><c r="{reference}" t="{kind}">{inner}</c></row>'
        "</sheetData></worksheet>"
    )


def formulas() -> bytes:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    for row in (["日期", "活动", "地点"], ["2025-09-06", "物资交流会", '=HYPERLINK("http://x.example","x")']):
        page.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


REFUSED: Made = {
    "truncated.pdf": lambda: pdf("Fair on 6 September 2025")[:300],
    "head-alone.pdf": lambda: b"%PDF-1.7\n",
    "chance.pdf": lambda: b"%PDF-1.7\n" + bytes(range(256)) * 40,
    "locked.pdf": lambda: pdf("Fair", encrypt=StandardEncryption("secret", ownerPassword="owner", strength=128)),
    "ten-thousand-pages.pdf": lambda: many_pages(10_000),
    "tree-in-itself.pdf": lambda: raw_pdf("<< /Type /Pages /Kids [2 0 R] /Count 1 >>"),
    "blank.pdf": lambda: pdf(),
    "broad-as-a-country.pdf": lambda: one_page(stream(b""), b"100000000 100000000"),
    "crowded.pdf": lambda: one_page(stream(b"BT /F 1 Tf 10 10 Td " + (b"(" + b"x " * 500 + b") Tj 0 1 Td ") * 300)),
    "bomb.pdf": lambda: one_page(stream(bytes(1_000_000), 300)),
    "truncated.docx": lambda: macros()[:5000],
    "laughs.docx": lambda: word(paragraph("&l9;"), DOCTYPE),
    "bomb.docx": lambda: word(paragraph("x" * 90_000_000)),
    "deep.docx": lambda: word("<w:sdt><w:sdtContent>" * 50_000),
    "deep-tables.docx": lambda: word("<w:tbl><w:tr><w:tc>" * 60 + paragraph(FAIR) + "</w:tc></w:tr></w:tbl>" * 60),
    "no-document.docx": lambda: zipped({"readme.txt": f"word/document.xml {FAIR}".encode()}),
    "empty.docx": lambda: word(""),
    "old.doc": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(range(256)) * 40,
    "truncated.xlsx": lambda: formulas()[:3000],
    "bomb.xlsx": lambda: sheet(cells("A1", "x" * 90_000_000)),
    "laughs.xlsx": lambda: sheet(cells("A1", "0", "s"), f'{DOCTYPE}<sst xmlns="{SHEET}"><si><t>&l9;</t></si></sst>'),
    "last-cell.xlsx": lambda: sheet(cells("XFD1", "Fair on 6 September 2025")),
    "empty.xlsx": lambda: sheet(f'<worksheet xmlns="{SHEET}"><sheetData/></worksheet>'),
    "truncated.odt": lambda: odt(f"<t:p>{FAIR}</t:p>")[:400],
    "laughs.odt": lambda: odt("<t:p>&l9;</t:p>", DOCTYPE),
    "deep.odt": lambda: odt("<t:section>" * 50_000),
}
HARMLESS: Made = {
    "macros.docm": macros,
    "outside.docx": lambda: word(paragraph(f"&o;{FAIR}"), OUTSIDE),
    "injected-lines.docx": lambda: word(paragraph("Fair&#13;&#10;X-EVIL:1") + paragraph(FAIR)),
    "broad-cell.docx": lambda: word(
        f'<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="{"9" * 30}"/></w:tcPr>{paragraph(FAIR)}</w:tc>'
        f"<w:tc>{paragraph('x')}</w:tc></w:tr></w:tbl>"
    ),
    "formulas.xlsx": formulas,
    "launches.pdf": lambda: pdf("The fair will be held on 6 September 2025.").replace(
        b"/Type /Catalog", b"/OpenAction << /S /Launch /F (calc.exe) >> /Type /Catalog"
    ),
}
