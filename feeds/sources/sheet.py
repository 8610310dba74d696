"""xlsx and csv: a programme as a table. Each row stays a row; the row of headings is told apart by what is below it.

Dates that the spreadsheet keeps as numbers are written as ISO 8601, so that no locale can turn them round.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import warnings
import zipfile
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from feeds.errors import DocumentError
from feeds.records import Document
from feeds.sources import table
from feeds.sources.composer import Composer, cleaned
from feeds.sources.encodings import decode
from feeds.sources.word import MAX_RATIO, MAX_UNPACKED

#: Rows and columns of a sheet that are read.
MAX_ROWS, MAX_COLUMNS = 20_000, 40
#: Who filled in the sheet, and when.
_OF_THE_SHEET = re.compile(r"(?:填报|填表|制表|报送|编制|审核)(?:单位|部门|人|日期|时间)\s*[:：]")


def read(
    data: bytes, name: str, *, language: str | None = None, url: str | None = None, charset: str | None = None
) -> Document:
    composer = Composer()
    if data.startswith(b"PK"):
        media = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        for title, rows in _workbook(data, name):
            composer.add(title, "heading", 2)
            _rows(rows, composer)
    else:
        media = "text/csv"
        text, _ = decode(data, name, charset)
        _rows(_lines(text), composer)
    return Document(name, media, composer.text, language, blocks=composer.blocks, url=url)


def _rows(rows: Iterable[list[str]], composer: Composer) -> None:
    """A row of one cell above or below the table is a line of text (a title, a note)."""
    grid = [[cleaned(cell) for cell in row[:MAX_COLUMNS]] for row in islice(rows, MAX_ROWS)]
    for number, row in enumerate(table.tidy([row for row in grid if any(row)])):
        cells = list(filter(None, row))
        if len(cells) == 1 and len(row) > 1:
            kind = "heading" if number == 0 else "furniture" if _OF_THE_SHEET.match(cells[0]) else "text"
            composer.add(cells[0], kind, 2 if number == 0 else None)
        else:
            composer.row(row)


def _lines(text: str) -> Iterator[list[str]]:
    head = text[:8192]
    try:
        dialect: Any = csv.Sniffer().sniff(head, delimiters=",;\t|")
    except csv.Error:
        dialect = csv.excel
    try:
        yield from csv.reader(io.StringIO(text, newline=""), dialect)
    except csv.Error as error:
        yield [f"({error})"]


def _workbook(data: bytes, name: str) -> Iterator[tuple[str, Iterator[list[str]]]]:
    import openpyxl

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for entry in archive.infolist():
                if entry.file_size > MAX_UNPACKED or entry.file_size > MAX_RATIO * max(entry.compress_size, 4096):
                    raise DocumentError(
                        f"{name}: it unpacks to {entry.file_size // 2**20} MiB; save it anew without what fills it"
                    )
        with warnings.catch_warnings():
            # openpyxl warns of styles and extensions it does not keep; we read values alone.
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    except DocumentError:
        raise
    except Exception as error:  # openpyxl raises whatever its XML leads it to
        raise DocumentError(f"{name}: no sound workbook ({type(error).__name__}); save it anew") from None
    several = len(book.worksheets) > 1
    for sheet in book.worksheets:
        if sheet.sheet_state == "visible":
            values = sheet.iter_rows(max_row=MAX_ROWS, max_col=MAX_COLUMNS, values_only=True)
            yield (sheet.title if several else "", ([_cell(value) for value in row] for row in values))
    book.close()


def _cell(value: Any) -> str:
    """What the cell shows, a date as ISO 8601 and a whole number without its .0."""
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        return f"{value:%Y-%m-%d}" if value.time() == dt.time() else f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, dt.time):
        return f"{value:%H:%M}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
