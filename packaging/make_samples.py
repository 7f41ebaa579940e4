"""Make the rosters of ``resources/samples``, the same bytes each time.

    python packaging/make_samples.py [FOLDER]

The pupils are invented. Their heights are drawn from published growth figures, so that what the
program finds in them is what it would find in a real school. The geyser is simulated too. The
folder's ``README.md`` and ``samples.json`` are written by hand.
"""

import csv
import io
import sys
import zipfile
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from statistics import fmean
from xml.sax.saxutils import escape

import xlsxwriter
from sample_pupils import Dice, Group, people

SAMPLES = Path(__file__).resolve().parent.parent / "resources" / "samples"


def _csv(header: Sequence[str], rows: Iterable[Sequence[str]], **dialect: str) -> str:
    stream = io.StringIO()
    writer = csv.writer(stream, **{"lineterminator": "\n", **dialect})  # type: ignore[arg-type]
    writer.writerow(header)
    writer.writerows(rows)
    return stream.getvalue()


EDMOND_HEADER = ("name", "gender", "height", "class")


def edmond_rows() -> list[list[str]]:
    """Return the 300 pupils of Edmond: 60 genders missing, and what clerks get wrong."""
    dice = Dice(1886)
    groups = [Group(f"10{letter}", 16.0, 17.0, 25) for letter in "ABCDEF"]
    groups += [Group(f"11{letter}", 16.8, 17.9, 25) for letter in "ABCDEF"]
    pupils = people(dice, groups)
    rows = [[p.name, p.sex, f"{p.height:.1f}", p.group] for p in pupils]

    missing = dice.some(range(len(rows)), 60)
    for number, at in enumerate(missing):
        rows[at][1] = {3: "?", 17: "?", 31: "?", 8: "n/a", 40: "n/a"}.get(number, "")
    rows[missing[0]][2] = ""

    metres = next(i for i, p in enumerate(pupils) if p.height == 162.0 and i not in missing)
    rows[metres][2] = "1.62"
    others = [i for i in range(len(rows)) if i not in missing and i != metres]
    unreadable, misspelt, neither = dice.some(others, 3)
    rows[unreadable][2] = rows[unreadable][2].replace("1", "l", 1) + "?"
    rows[misspelt][1] = {"female": "femlae", "male": "mael"}[rows[misspelt][1]]
    rows[neither][1] = "X"
    rest = [i for i in others if i not in (unreadable, misspelt, neither, metres + 1)]
    twice = dice.pick([i for i in rest if rows[i][1::2] == rows[i - 1][1::2]])
    rows[twice][0] = rows[twice - 1][0]
    return rows


def whole_school() -> bytes:
    """Return 900 pupils of twelve grades, 15 % of the sexes missing."""
    dice = Dice(2000)
    groups = [Group(str(grade), grade + 5.2, grade + 6.3, 75) for grade in range(1, 13)]
    rows = [
        [f"{number:05d}", p.name, p.group, p.sex[0].upper(), f"{p.height:.0f}"]
        for number, p in enumerate(people(dice, groups), start=40107)
    ]
    for at in dice.some(range(len(rows)), len(rows) * 15 // 100):
        rows[at][3] = ""
    header = ("pupil_id", "name", "grade", "sex", "height_cm")
    return _csv(header, rows).encode("utf-8")


GIRL = ("w", "w", "w", "W", "weiblich", "Mädchen", "female", "fille", "F")
BOY = ("m", "m", "m", "M", "männlich", "Junge", "male", "garçon", "M")
REMARKS = (
    "Eltern anrufen; am besten abends",
    'sagt: "lieber Volleyball"',
    "kommt später\nBus 14",
    "familie@post.example",
    "Rücken \N{EN DASH} kein Hochsprung",
    "5,00 € bezahlt",
    "  Attest liegt vor ",
)


def _as_clerks_write(dice: Dice, cm: float) -> str:
    way = dice.between(0, 100)
    feet, inches = divmod(round(cm / 2.54), 12)
    if way < 12:
        return f"{cm:.0f}"
    if way < 18:
        return f"{cm:.0f} cm"
    if way < 26:
        return f"{cm / 100:.2f} m".replace(".", ",")
    if way < 34:
        return f"{feet}'{inches}\""
    if way < 38:
        return f"{feet} ft {inches} in"
    return f"{cm:.1f}".replace(".", ",")


def messy() -> bytes:
    """Return a sports day's list as an old office programme left it."""

    def writable(name: str) -> bool:
        return name == name.encode("cp1252", "ignore").decode("cp1252")

    dice = Dice(1252)
    groups = [Group(f"{g}{x}", g + 5.3, g + 6.3, 27) for g in (9, 10, 11) for x in "ab"]
    pupils = people(dice, groups, writable)
    rows = []
    for number, p in enumerate(pupils, start=83):
        remark = dice.pick(REMARKS) if dice.chance(0.25) else ""
        gender = dice.pick(GIRL if p.sex == "female" else BOY)
        rows.append(
            [f"{number:06d}", p.name, p.group, gender, _as_clerks_write(dice, p.height), remark]
        )
    missing = dice.some(range(len(rows)), 30)
    for at in missing:
        rows[at][3] = dice.pick(("", "", "", "?", "-", " ", "n/a"))
    plain = [i for i, row in enumerate(rows) if i not in missing and row[4][-2:-1] == ","]
    metres, slipped, ill, short = dice.some(plain, 4)
    rows[metres][4] = f"{pupils[metres].height / 100:.2f}".replace(".", ",")
    rows[slipped][4] = rows[slipped][4].replace(",", "")
    rows[ill][4] = "krank"
    rows[short] = rows[short][:5]
    header = ("Nr.", "Name", "Klasse", "Geschlecht", "Größe", "Bemerkung")
    title = "Sportfest 2025 \N{EN DASH} Größen der Klassen 9 bis 11;;;;;\r\n"
    return (title + _csv(header, rows, delimiter=";", lineterminator="\r\n")).encode("cp1252")


def geyser() -> bytes:
    """Return 250 eruptions of an invented geyser: short ones and long ones, nowhere said which."""
    dice = Dice(1872)
    rows = []
    for _ in range(250):
        short = dice.chance(0.36)
        minutes, wait = (2.0, 55.0) if short else (4.3, 80.0)
        z, own = dice.normal(), dice.normal()
        minutes += z * (0.28 if short else 0.42)
        wait += 6 * (0.4 * z + 0.92 * own)
        rows.append([f"{minutes:.2f}", f"{wait:.0f}"])
    return _csv(("eruption_min", "waiting_min"), rows).encode("utf-8")


def edmond_workbook() -> bytes:
    """Return the pupils of Edmond as a styled workbook with a second sheet and a chart."""
    rows = edmond_rows()
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    book.set_properties({"title": "Edmond, years 10 and 11", "created": datetime(2025, 9, 1)})
    head = book.add_format({"bold": True, "bg_color": "#2F6FDE", "font_color": "#FFFFFF"})
    tenths = book.add_format({"num_format": "0.0"})
    blank = book.add_format({"bg_color": "#FFF4D6"})
    last = len(rows)

    pupils = book.add_worksheet("Pupils")
    pupils.write_row(0, 0, EDMOND_HEADER, head)
    for at, row in enumerate(rows, start=1):
        for column, text in enumerate(row):
            if column == 2 and text.replace(".", "").isdigit():
                pupils.write_number(at, column, float(text), tenths)
            elif text:
                pupils.write_string(at, column, text)
            else:
                pupils.write_blank(at, column, None, blank)
    pupils.set_column(0, 0, 28)
    pupils.freeze_panes(1, 0)
    pupils.autofilter(0, 0, last, len(EDMOND_HEADER) - 1)
    pupils.data_validation(
        1,
        1,
        last,
        1,
        {"validate": "list", "source": ["female", "male", "X"], "error_type": "warning"},
    )

    classes = book.add_worksheet("Classes")
    classes.write_row(0, 0, ("class", "pupils", "gender known", "mean height"), head)
    labels = sorted({row[3] for row in rows})
    for at, label in enumerate(labels, start=1):
        members = [row for row in rows if row[3] == label]
        known = sum(row[1] in ("female", "male") for row in members)
        numbers = [float(r[2]) for r in members if r[2].replace(".", "").isdigit()]
        there = f"Pupils!$D$2:$D${last + 1},A{at + 1}"
        classes.write_string(at, 0, label)
        classes.write_formula(at, 1, f"=COUNTIF({there})", None, len(members))
        classes.write_formula(
            at, 2, f'=COUNTIFS({there},Pupils!$B$2:$B${last + 1},"*male")', None, known
        )
        classes.write_formula(
            at,
            3,
            f"=AVERAGEIF({there},Pupils!$C$2:$C${last + 1})",
            tenths,
            round(fmean(numbers), 6),
        )
    chart = book.add_chart({"type": "column"})
    chart.add_series(
        {
            "name": "mean height",
            "categories": ["Classes", 1, 0, len(labels), 0],
            "values": ["Classes", 1, 3, len(labels), 3],
        }
    )
    classes.insert_chart("F2", chart)
    book.close()
    return stream.getvalue()


_ODS_NAMES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in {
        "office": "office",
        "style": "style",
        "text": "text",
        "table": "table",
        "fo": "xsl-fo-compatible",
        "meta": "meta",
        "manifest": "manifest",
    }.items()
)
_ODS_MIME = "application/vnd.oasis.opendocument.spreadsheet"


def _ods_cell(text: str) -> str:
    if text.replace(".", "").isdigit():
        kind = f'office:value-type="float" office:value="{float(text):g}" table:style-name="ce2"'
    else:
        kind = 'office:value-type="string"'
    return f"<table:table-cell {kind}><text:p>{escape(text)}</text:p></table:table-cell>"


def _ods_row(cells: Sequence[str]) -> str:
    out, at = [], 0
    while at < len(cells):
        if cells[at]:
            out.append(_ods_cell(cells[at]))
            at += 1
            continue
        blank = next((i for i in range(at, len(cells)) if cells[i]), len(cells)) - at
        repeated = f' table:number-columns-repeated="{blank}"' if blank > 1 else ""
        out.append(f"<table:table-cell{repeated}/>")
        at += blank
    return f'<table:table-row table:style-name="ro1">{"".join(out)}</table:table-row>'


def school_sheet() -> bytes:
    """Return 260 pupils of years 9 to 12 as LibreOffice writes a sheet, runs of blanks and all."""
    dice = Dice(1977)
    groups = [Group(f"Year {grade}", grade + 5.2, grade + 6.3, 65) for grade in range(9, 13)]
    words = {"female": "girl", "male": "boy"}
    rows = [[p.name, p.group, words[p.sex], f"{p.height:.1f}", ""] for p in people(dice, groups)]
    for at in dice.some(range(len(rows)), 45):
        rows[at][2] = ""
    for at in dice.some(range(len(rows)), 12):
        rows[at][3] = ""
    for at in dice.some(range(len(rows)), 9):
        rows[at][4] = dice.pick(("new this term", "exchange", "left & came back"))
    header = ("Student", "Year", "Gender", "Height (cm)", "Remarks")
    head = "".join(
        f'<table:table-cell table:style-name="ce1" office:value-type="string">'
        f"<text:p>{escape(text)}</text:p></table:table-cell>"
        for text in header
    )
    body = "\n".join(_ods_row(row) for row in rows)
    rest = '<table:table-cell table:number-columns-repeated="5"/>'
    content = f"""<?xml version="1.0" encoding="UTF-8"?>
<office:document-content {_ODS_NAMES} office:version="1.3"><office:automatic-styles>
<style:style style:name="co1" style:family="table-column"><style:table-column-properties
 style:column-width="5.2cm"/></style:style>
<style:style style:name="ro1" style:family="table-row"><style:table-row-properties
 style:row-height="0.5cm"/></style:style>
<style:style style:name="ce1" style:family="table-cell"><style:table-cell-properties
 fo:background-color="#dde8cb"/><style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="ce2" style:family="table-cell"><style:paragraph-properties
 fo:text-align="end"/></style:style>
</office:automatic-styles><office:body><office:spreadsheet>
<table:table table:name="School"><table:table-column table:style-name="co1"
 table:number-columns-repeated="5"/>
<table:table-row table:style-name="ro1">{head}</table:table-row>
{body}
<table:table-row table:number-rows-repeated="{1048575 - len(rows)}">{rest}</table:table-row>
</table:table></office:spreadsheet></office:body></office:document-content>
"""
    meta = f"""<?xml version="1.0" encoding="UTF-8"?>
<office:document-meta {_ODS_NAMES} office:version="1.3"><office:meta>
<meta:creation-date>2025-09-01T08:00:00</meta:creation-date></office:meta></office:document-meta>
"""
    files = "".join(
        f'<manifest:file-entry manifest:full-path="{path}" manifest:media-type="{kind}"/>'
        for path, kind in (("/", _ODS_MIME), ("content.xml", "text/xml"), ("meta.xml", "text/xml"))
    )
    manifest = f"""<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest {_ODS_NAMES} manifest:version="1.3">{files}</manifest:manifest>
"""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, text in (
            ("mimetype", _ODS_MIME),
            ("content.xml", content),
            ("meta.xml", meta),
            ("META-INF/manifest.xml", manifest),
        ):
            member = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            member.compress_type = (
                zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            )
            archive.writestr(member, text)
    return stream.getvalue()


def samples() -> dict[str, bytes]:
    """Return the content of every sample by file name."""
    return {
        "edmond.csv": _csv(EDMOND_HEADER, edmond_rows()).encode("utf-8"),
        "whole_school.csv": whole_school(),
        "messy.csv": messy(),
        "geyser.csv": geyser(),
        "edmond.xlsx": edmond_workbook(),
        "school.ods": school_sheet(),
    }


def main() -> int:
    """Write the samples."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else SAMPLES
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in samples().items():
        (folder / name).write_bytes(content)
        sys.stdout.write(f"{folder / name}: {len(content):,} bytes\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
