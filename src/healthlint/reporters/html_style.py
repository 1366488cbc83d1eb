"""The style of the report: calm on screen, whole on paper.

Severity is told by a shape, a word and a kind of line before it is told by a colour, so
that it survives a printer without colours and eyes that see them otherwise.
"""

from __future__ import annotations

from typing import Final

STYLE: Final = """
:root { --ink: #1d232b; --soft: #57616d; --line: #d9dee4; --paper: #fff;
  --tint: #f5f7f9; --error: #9b1c1c; --error-tint: #fbe9e7; --warning: #7a4b00;
  --warning-tint: #fdf1d7; --note: #2c5282; --note-tint: #e6eff8; --quiet: #6b7280;
  --quiet-tint: #eef0f2; color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 1140px; padding: 3rem 2rem 4rem; color: var(--ink);
  background: var(--paper); font: 15px/1.5 system-ui, "Segoe UI", Roboto,
  "Helvetica Neue", Arial, "Noto Sans", sans-serif; overflow-wrap: break-word; }
h1, h2, h3 { line-height: 1.25; font-weight: 650; text-wrap: balance; }
h1 { font-size: 2rem; margin: .2rem 0 .5rem; letter-spacing: -.01em; }
h2 { font-size: 1.3rem; margin: 3rem 0 1rem; padding-top: 1rem;
  border-top: 2px solid var(--ink); }
h3 { font-size: 1rem; margin: 0 0 .5rem; }
p { margin: 0 0 .5rem; }
a { color: inherit; text-decoration-color: #a9b2bc; text-underline-offset: .15em; }
.hash { overflow-wrap: anywhere; }
code, .hash { font-family: ui-monospace, "SF Mono", Consolas, "DejaVu Sans Mono",
  monospace; font-size: .86em; }
.kicker { color: var(--soft); font-size: .8rem; letter-spacing: .08em;
  text-transform: uppercase; margin: 0; }
.lede { font-size: 1.1rem; max-width: 70ch; }
.soft, .facts { color: var(--soft); }
.facts { font-size: .87rem; margin-bottom: 1.2rem; }
.facts span { margin-right: 1.2em; }
.shape { font-style: normal; margin-right: .3em; }
.error > .shape, .shape.error { color: var(--error); }
.warning > .shape, .shape.warning { color: var(--warning); }
.note > .shape, .shape.note { color: var(--note); }
.tiles { display: flex; flex-wrap: wrap; gap: .8rem; margin: 1.6rem 0; }
.tile { border: 1px solid var(--line); border-radius: 6px; padding: .8rem 1.1rem;
  min-width: 9rem; }
.tile b { display: block; font-size: 1.9rem; line-height: 1.15; font-weight: 600;
  font-variant-numeric: tabular-nums; }
.charts { display: grid; grid-template-columns: 1fr 1fr; gap: 1rem 3rem;
  margin-top: 2rem; }
table { border-collapse: collapse; width: 100%; font-size: .92rem; }
th { text-align: left; font-weight: 600; color: var(--soft); font-size: .82rem; }
th, td { padding: .35rem .8rem .35rem 0; border-bottom: 1px solid var(--line);
  vertical-align: top; }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums;
  white-space: nowrap; padding-right: 1.2rem; }
.terms td:first-child { white-space: nowrap; } .url { overflow-wrap: anywhere; }
.bars td { border: 0; padding: .2rem .6rem .2rem 0; vertical-align: middle; }
.bars td:first-child { width: 11rem; }
.bars td:last-child { width: 3rem; padding: 0; text-align: right;
  font-variant-numeric: tabular-nums; }
.bar { display: block; height: .85rem; min-width: 2px; border-radius: 2px;
  background: #5b7083; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
.row { display: grid; grid-template-columns: minmax(0, 1.25fr) minmax(0, 1fr);
  gap: 0 2.5rem; padding: .3rem 0; align-items: start; }
.row > .copy { position: sticky; top: 1rem; }
.copy { font: 1.06rem/1.65 Charter, "Bitstream Charter", Georgia, "Noto Serif", serif;
  max-width: 62ch; }
.copy.heading, .copy.title { font-weight: 700; font-size: 1.15rem; padding-top: .5rem; }
.copy.list-item { padding-left: 1.2em; text-indent: -.9em; }
.copy.list-item::before { content: "\\2022\\00a0\\00a0"; color: var(--soft); }
.copy.quote { border-left: 3px solid var(--line); padding-left: 1em; }
.copy.table-cell { border-left: 1px solid var(--line); padding-left: 1em; }
.copy.footnote, .copy.caption, .copy.meta, .copy.attribute, .copy.alt-text {
  font-size: .97rem; }
.kind { display: block; font: .72rem/1.4 system-ui, "Segoe UI", Roboto, Arial,
  "Noto Sans", sans-serif; letter-spacing: .06em; text-transform: uppercase;
  color: var(--soft); text-indent: 0; }
mark { color: inherit; background: var(--note-tint); padding: .05em .1em;
  border-radius: 2px; text-decoration: underline dotted var(--note) 2px;
  text-underline-offset: .2em; print-color-adjust: exact;
  -webkit-print-color-adjust: exact; }
mark.warning { background: var(--warning-tint);
  text-decoration: underline dashed var(--warning) 2px; }
mark.error { background: var(--error-tint);
  text-decoration: underline solid var(--error) 2px; }
mark.quiet { background: var(--quiet-tint);
  text-decoration: underline dotted var(--quiet) 1px; }
mark a, sup a { text-decoration: none; }
sup { font: 650 .68rem/1 system-ui, "Segoe UI", Roboto, Arial, "Noto Sans", sans-serif;
  margin: 0 .15em; }
.entry { border-left: 4px solid var(--note); background: var(--tint);
  padding: .7rem 1rem;
  margin: .2rem 0 .8rem; font-size: .9rem; border-radius: 0 4px 4px 0;
  print-color-adjust: exact; -webkit-print-color-adjust: exact; }
.entry.error { border-left-color: var(--error); }
.entry.warning { border-left: 4px dashed var(--warning); }
.entry.note { border-left: 4px dotted var(--note); }
.entry.quiet { border-left: 4px double var(--quiet); }
.entry:target, mark:target { outline: 2px solid var(--note); }
.entry p { margin: 0 0 .35rem; }
.entry .said { font-weight: 600; }
.entry dl { margin: .4rem 0 0; display: grid;
  grid-template-columns: 4.6rem minmax(0, 1fr); overflow-wrap: anywhere;
  gap: .2rem .6rem; }
.entry dt { color: var(--soft); }
.entry dd { margin: 0; }
.entry .head { display: flex; flex-wrap: wrap; gap: 0 .8em; color: var(--soft);
  font-size: .84rem; }
.entry .head b { color: var(--ink); }
details { margin: .4rem 0 1rem; }
summary { cursor: pointer; color: var(--soft); }
.unread { border: 1px solid var(--error); padding: .7rem 1rem; border-radius: 4px; }
.sign { display: grid; grid-template-columns: 1fr 1fr; gap: 1.4rem 3rem;
  margin-top: 1.2rem; }
.line { border-bottom: 1px solid var(--ink); min-height: 2.6rem; display: flex;
  align-items: flex-end; color: var(--soft); font-size: .82rem; padding-bottom: .2rem; }
.wide { grid-column: 1 / -1; }
.boxes span { display: inline-block; margin-right: 2.2rem; }
.box { display: inline-block; width: 1em; height: 1em; border: 1.5px solid var(--ink);
  vertical-align: -.15em; margin-right: .5em; }
@media screen and (max-width: 800px) {
  .row, .charts, .sign { grid-template-columns: 1fr; }
  body { padding: 1.2rem; } }
@page { size: A4; margin: 18mm 17mm 20mm;
  @bottom-left { content: "healthlint"; font: 8pt sans-serif; color: #57616d; }
  @bottom-right { content: counter(page) " / " counter(pages); font: 8pt sans-serif;
    color: #57616d; } }
@media print { body { padding: 0; max-width: none; font-size: 10pt; }
  h1 { font-size: 19pt; } h2 { font-size: 13pt; margin-top: 9mm; }
  h2, h3, .facts, .kind, .row:has(.heading, .title) { break-after: avoid; }
  .row { display: block; } .row > .copy { position: static; }
  .copy { max-width: none; font-size: 10.5pt; }
  .row.noted > .copy { break-after: avoid; }
  .entry { margin: 1.5mm 0 2.5mm 6mm; font-size: 9pt; padding: 2mm 3.5mm; }
  .entry, .facts, .tile, tr, .signoff, .unread { break-inside: avoid; }
  .bars { break-inside: avoid; } thead { display: table-header-group; }
  a { text-decoration: none; } p, .copy { orphans: 3; widows: 3; } }
"""
