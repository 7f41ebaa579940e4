"""How the page of HTML looks: light, dark, narrow, printed."""

from em_desktop.review.report.inks import DARK, PAPER
from em_desktop.review.report.plain import readable


def _inks(indent: str, inks: dict[str, str]) -> str:
    return "".join(f"{indent}--{name}: {ink};\n" for name, ink in inks.items())


_LIGHT, _NIGHT = _inks("  ", dict(PAPER)), _inks("    ", dict(DARK))

STYLE = (
    f"""\
:root {{
  color-scheme: light dark;
{_LIGHT}}}
@media screen and (prefers-color-scheme: dark) {{
  :root {{
{_NIGHT}  }}
}}
"""
    + """\
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body {
  margin: 0; background: var(--page); color: var(--text);
  font: 16px/1.5 system-ui, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif;
  overflow-wrap: break-word;
}
main { max-width: 62rem; margin: 0 auto; padding: 2.5rem 1.5rem 1rem; }
header { border-bottom: 3px solid var(--accent); margin-bottom: 2rem; padding-bottom: .75rem; }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 .5rem; }
h2 {
  font-size: 1.25rem; line-height: 1.3; margin: 2.5rem 0 .75rem;
  padding-top: 1rem; border-top: 1px solid var(--line);
}
section:first-of-type h2 { border-top: 0; padding-top: 0; margin-top: 0; }
p, ul, dl { max-width: 46rem; margin: 0 0 .9rem; }
.lead { font-size: 1.1rem; }
section > .lead { font-weight: 600; font-size: 1.05rem; }
.muted, figcaption, caption { color: var(--muted); font-size: .9rem; }
ul { padding-left: 1.3rem; }
li { margin-bottom: .3rem; }
dl > div { display: flex; gap: 1rem; padding: .4rem 0; border-bottom: 1px solid var(--line); }
dt { flex: 0 0 11rem; color: var(--muted); }
dd { margin: 0; flex: 1; min-width: 0; }
figure { margin: 1rem 0 1.5rem; }
@media (min-width: 44rem) {
  figure.beside { display: flex; gap: 2rem; align-items: center; }
  figure.beside svg { flex: 0 0 24rem; width: 24rem; }
}
figure svg { width: 100%; height: auto; display: block; }
figcaption { margin-top: .5rem; }
.scroll { overflow-x: auto; margin: 0 0 1.2rem; }
table { border-collapse: collapse; width: 100%; font-size: .95rem; line-height: 1.4; }
table.rows:not(.wide) { max-width: 46rem; }
table.rows.numbers { max-width: 34rem; }
table.wide { font-size: .85rem; min-width: 52rem; table-layout: fixed; }
table.wide td, table.wide th { overflow-wrap: anywhere; }
table.wide td.n, table.numbers td { white-space: nowrap; }
caption { text-align: left; padding-bottom: .4rem; }
th, td { text-align: left; vertical-align: top; padding: .4rem .6rem .4rem 0; font-weight: 400; }
thead th {
  color: var(--muted); font-size: .85em; font-weight: 600; border-bottom: 2px solid var(--line);
  vertical-align: bottom;
}
tbody tr { border-bottom: 1px solid var(--line); }
.n { text-align: right; font-variant-numeric: tabular-nums; padding-right: 1rem; }
footer {
  max-width: 62rem; margin: 2rem auto 0; padding: 1rem 1.5rem 2rem;
  color: var(--muted); font-size: .85rem;
}
@media screen and (max-width: 44rem) {
  main { padding: 1.25rem 1rem; }
  footer { padding: 1rem; }
  h1 { font-size: 1.5rem; }
  dl > div { display: block; }
  .scroll { overflow-x: visible; }
  table.wide, table.wide tbody { display: block; min-width: 0; font-size: .95rem; }
  table.wide colgroup, table.wide thead { display: none; }
  table.wide caption { display: block; }
  table.wide tr {
    display: block; border: 1px solid var(--line); border-radius: 8px; padding: .5rem .75rem;
    margin-bottom: .6rem; background: var(--band);
  }
  table.wide td, table.wide th { display: flex; gap: .75rem; padding: .1rem 0; text-align: left; }
  table.wide td:empty { display: none; }
  table.wide td::before { flex: 0 0 5rem; color: var(--muted); }
}
@media print {
  @page { margin: 16mm 15mm; }
  body { font-size: 10pt; }
  main, footer { max-width: none; padding: 0; }
  h2 { margin-top: 1.4rem; break-after: avoid; }
  p, ul, dl, table.rows:not(.wide):not(.numbers) { max-width: none; }
  .scroll { overflow: visible; }
  table.wide { font-size: 7.5pt; min-width: 0; }
  thead { display: table-header-group; }
  tr, figure, li, dl > div { break-inside: avoid; }
  a { color: inherit; }
}
"""
)


def narrow_titles(name: str, titles: list[str]) -> str:
    """Return the style that puts a table's titles beside its texts where a screen is narrow.

    Args:
        name: of the table.
        titles: of its columns.
    """
    rules = "".join(
        f'  #{name}.wide td:nth-child({i})::before {{ content: "{_quoted(title)}"; }}\n'
        for i, title in enumerate(titles, start=1)
    )
    return f"@media screen and (max-width: 44rem) {{\n{rules}}}\n"


def _quoted(text: str) -> str:
    """Return a text as it stands between quotation marks in a style sheet, which is in HTML."""
    return "".join(c if c.isalnum() or c in " .," else f"\\{ord(c):x} " for c in readable(text))
