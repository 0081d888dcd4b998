"""How a page in HTML looks: in a browser, light or dark, on a telephone, and on paper."""

STYLE = """
:root { color-scheme: light dark; --line: #8884; --bar: #2f6fbb; --good: #1a7f37; --warn: #9a6700; --bad: #cf222e; }
@media screen and (prefers-color-scheme: dark) {
  :root { --bar: #5b9be0; --good: #3fb950; --warn: #d29922; --bad: #f85149; }
}
body { font: 16px/1.5 system-ui, sans-serif; max-width: 75rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.6rem; line-height: 1.25; }
h2 { font-size: 1.15rem; margin: 1.6rem 0 .4rem; border-bottom: 1px solid #8886; }
ul { list-style: none; margin: .3rem 0; padding-left: 0; }
li { display: flex; gap: .6rem; margin: .25rem 0; overflow-wrap: anywhere; }
li > span:first-child { min-width: 1.2rem; white-space: nowrap; }
.i1 { margin-left: 0; } .i2 { margin-left: 1.8rem; } .i3 { margin-left: 3.6rem; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; margin: .8rem 0; }
th, td { text-align: left; vertical-align: top; padding: .35rem .8rem .35rem 0; border-bottom: 1px solid var(--line); }
td p { margin: 0 0 .4rem; }
.dim { opacity: .72; } .strong { font-weight: 600; }
.good { color: var(--good); } .warn { color: var(--warn); } .bad { color: var(--bad); }
.small { font-size: .85rem; line-height: 1.4; margin: .1rem 0 0; font-weight: 400; }
footer { display: none; }

.boxes li { gap: .7rem; margin: .8rem 0; }
.boxes .box { box-sizing: border-box; flex: none; width: 1.2rem; min-width: 1.2rem; height: 1.2rem;
  margin-top: .15rem; border: 1.5px solid; border-radius: 2px; text-align: center;
  line-height: 1rem; font-weight: 700; }
.boxes .sign { min-width: 1.1rem; white-space: nowrap; }
.boxes .i1 > .sign:first-child { margin-left: 1.9rem; }
.boxes:not(:has(.sign:not(:empty))) .sign { display: none; }
.boxes .words { max-width: 46rem; }

.bar { background: #8883; width: 16rem; height: .9rem; position: relative; margin-top: .3rem; }
.bar i { background: var(--bar); position: absolute; top: 0; bottom: 0; print-color-adjust: exact;
  -webkit-print-color-adjust: exact; }

.gantt { table-layout: fixed; width: calc(100% - 1rem); min-width: 44rem; }
.gantt th { width: 34%; font-weight: 600; overflow-wrap: anywhere; }
.gantt td { position: relative; height: 1.9rem; padding: 0; }
.gantt thead td { height: 2.7rem; font-size: .8rem; line-height: 1.3; white-space: nowrap; }
.gantt .tick { position: absolute; top: 0; bottom: 0; border-left: 1px solid var(--line); }
.gantt thead .tick { top: 1.2rem; }
.gantt .name { position: absolute; bottom: .1rem; padding-left: .2rem; }
.gantt .above { position: absolute; top: 0; height: 1.2rem; padding-left: .2rem; font-weight: 600;
  border-left: 1px solid var(--line); }
.gantt i { position: absolute; top: .55rem; height: 1rem; box-sizing: border-box; min-width: 3px; border-radius: 2px;
  color: var(--bar); background: currentColor; border: 1px solid; print-color-adjust: exact;
  -webkit-print-color-adjust: exact; }
.gantt i.good { color: var(--good); } .gantt i.warn { color: var(--warn); } .gantt i.bad { color: var(--bad); }
.gantt i.dim { opacity: .55; } .gantt i.strong { outline: 1px solid; }
.gantt i.open { background: linear-gradient(to right, currentColor 30%, transparent); border-right: 0;
  border-radius: 2px 0 0 2px; }
.gantt i.point { min-width: .8rem; max-width: .8rem; height: .8rem; top: .65rem; border-radius: 0;
  transform: translateX(-50%) rotate(45deg); }

.month { table-layout: fixed; width: 100%; min-width: 44rem; }
.month caption { text-align: left; font-weight: 600; padding-bottom: .3rem; }
.month th, .month td { border: 1px solid var(--line); padding: .25rem .4rem; overflow-wrap: anywhere; }
.month td { height: 4rem; } .month .free { background: #8881; } .month .date { opacity: .8; }
.month .today { outline: 2px solid var(--bar); outline-offset: -2px; }
.month .today .date { font-weight: 700; opacity: 1; }
.month p { margin: .2rem 0 0; font-size: .85rem; line-height: 1.3; }
.month .overdue { color: var(--bad); } .month .later { border: 1px dashed; border-radius: 3px; padding: 0 .2rem; }

@page { margin: 16mm 15mm 18mm; @bottom-right { content: counter(page) " / " counter(pages); font: 8pt sans-serif; } }
@media print {
  :root { color-scheme: only light; --line: #0003; }
  body { margin: 0; padding: 0; max-width: none; font-size: 10.5pt; color: #000; background: #fff; }
  h1 { font-size: 17pt; margin: 0 0 2mm; } h2 { font-size: 12.5pt; }
  h1, h2 { break-after: avoid; }
  h2, tr, li { break-inside: avoid; }
  p { orphans: 3; widows: 3; }
  a { color: inherit; text-decoration: none; }
  .scroll { overflow: visible; }
  .dim { opacity: 1; color: #444; } .small { font-size: 9pt; }
  .boxes li { margin: 3.2mm 0; } .boxes .words { max-width: 80%; }
  .boxes .box { border-color: #000; }
  .month { min-width: 0; } .month p, .month .small { font-size: 8pt; }
  .gantt { min-width: 0; font-size: 9.5pt; } .gantt thead td { font-size: 8pt; } .gantt .small { font-size: 8pt; }
  footer { display: block; margin-top: 8mm; border-top: 1px solid #0003; padding-top: 1mm; font-size: 8pt; color: #444;
    break-inside: avoid; }
}
"""
