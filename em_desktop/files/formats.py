"""Which files can be opened, in the words that the whole program uses for them. Imports nothing."""

TEXT_SUFFIXES = (".csv", ".tsv", ".tab", ".txt")
WORKBOOK_SUFFIXES = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods")
PARQUET_SUFFIXES = (".parquet", ".pq")
SUFFIXES = (*TEXT_SUFFIXES, *WORKBOOK_SUFFIXES, *PARQUET_SUFFIXES)
"""Usual suffixes of files that can be opened; the content decides, not the name."""
READ_ONLY_SUFFIXES = (".xls", ".xlsb")

KINDS = "CSV, TSV, Excel (XLSX, XLS), LibreOffice (ODS) and Parquet"
A_FILE = "CSV, TSV, XLSX, XLS, ODS or Parquet file"
CHOOSE = f"Choose a {A_FILE}."
"""What to do where a file is none of these."""

SPLICED = "Only the changed cells differ; all else in the file stays as it is."
WRITTEN_ANEW = (
    "A new file with the table’s text. Styles, formulas and charts are not copied into it."
)
"""What a corrected file keeps of the one that was opened."""
