// One style for shop, payment page, collector and thank-you page, in light and dark.

/** CSS without any outside resource. Colours keep a contrast of at least 4.5 to 1 for text. */
export const style = `
:root {
  color-scheme: light dark;
  --paper: light-dark(#faf8f4, #15171a);
  --card: light-dark(#ffffff, #1e2125);
  --ink: light-dark(#22252a, #ece9e3);
  --soft: light-dark(#5b6069, #a6abb3);
  --line: light-dark(#e3dfd6, #33373d);
  --accent: light-dark(#1f5f54, #7fd0bf);
  --on-accent: light-dark(#ffffff, #0d1f1b);
  --tint: light-dark(#e6f0ec, #1b2f2b);
  --warn: light-dark(#8a4b08, #f0b765);
  --warn-tint: light-dark(#fdf1dd, #33270f);
  --bad: light-dark(#a3262a, #ff9c95);
  --code: light-dark(#f3f0e9, #121417);
  --radius: 14px;
}
* { box-sizing: border-box; }
body {
  margin: 0; background: var(--paper); color: var(--ink);
  font: 16px/1.55 ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif;
}
h1, h2, h3 { line-height: 1.2; letter-spacing: -0.015em; margin: 0 0 .5em; text-wrap: balance; }
h1 { font-size: clamp(1.7rem, 4.5vw, 2.5rem); }
h2 { font-size: 1.25rem; }
h3 { font-size: 1.02rem; letter-spacing: -0.005em; }
p { margin: 0 0 1em; max-width: 68ch; text-wrap: pretty; }
a { color: var(--accent); text-underline-offset: 3px; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 4px; }
main, .bar { width: min(1040px, 100% - 40px); margin: 0 auto; }
main { padding-block: 28px 64px; }
main.narrow { width: min(840px, 100% - 40px); }
.notice { max-width: none; margin: 0; padding: 8px 20px; font-size: .84rem; text-align: center; background: var(--warn-tint); color: var(--warn); }
.notice a { color: inherit; }
.bar { display: flex; flex-wrap: wrap; gap: 8px 24px; align-items: baseline; padding-block: 18px; border-bottom: 1px solid var(--line); }
.bar .brand { font-weight: 700; font-size: 1.15rem; letter-spacing: -0.02em; color: inherit; text-decoration: none; margin-right: auto; }
.bar a { font-size: .93rem; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: var(--radius); padding: 20px; }
.card > :last-child { margin-bottom: 0; }
.card + h2 { margin-top: 32px; }
.card + p { margin-top: 16px; }
.stack > * + * { margin-top: 20px; }
.card.stack > h2 { margin-bottom: 0; }
.card.stack > h2 + * { margin-top: 12px; }
.grid > li { display: grid; }
.grid { display: grid; gap: 20px; grid-template-columns: repeat(auto-fill, minmax(min(240px, 100%), 1fr)); padding: 0; margin: 24px 0; list-style: none; }
.columns { display: grid; gap: 24px; grid-template-columns: repeat(auto-fit, minmax(min(330px, 100%), 1fr)); align-items: start; }
.soft { color: var(--soft); }
.small { font-size: .88rem; }
.price { font-size: 1.3rem; font-weight: 650; font-variant-numeric: tabular-nums; letter-spacing: -0.01em; }
.button, button {
  display: inline-block; font: inherit; font-weight: 600; padding: 10px 18px; border-radius: 10px; cursor: pointer; text-align: center;
  border: 1px solid var(--accent); background: var(--accent); color: var(--on-accent); text-decoration: none;
}
button.plain, .button.plain { background: transparent; color: var(--accent); }
button.small { padding: 4px 10px; font-size: .85rem; border-radius: 8px; }
.button:hover, button:hover { filter: brightness(1.08); }
.wide { width: 100%; }
label { display: block; font-weight: 600; font-size: .92rem; }
input { display: block; width: 100%; margin-top: 4px; font: inherit; font-weight: 400; padding: 10px 12px; border-radius: 10px; border: 1px solid var(--soft); background: var(--paper); color: inherit; }
label.choice { display: grid; grid-template-columns: auto 1fr; gap: 10px; align-items: baseline; font-weight: 400; }
label.choice input { width: auto; margin: 0; }
form.stack > * + * { margin-top: 14px; }
table { border-collapse: collapse; width: 100%; font-size: .93rem; }
th, td { text-align: left; padding: 8px 12px 8px 0; border-bottom: 1px solid var(--line); vertical-align: top; }
th { font-weight: 600; color: var(--soft); font-size: .84rem; }
td:last-child, th:last-child { padding-right: 0; }
tbody:last-child tr:last-child > *, tfoot tr:last-child > * { border-bottom: 0; }
tfoot tr > * { padding-top: 14px; vertical-align: baseline; }
td.number, th.number { padding-right: 24px; }
td.number:last-child, th.number:last-child { padding-right: 0; }
td.number, th.number { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
td code { white-space: nowrap; }
dl.facts { display: grid; grid-template-columns: minmax(7em, max-content) 1fr; gap: 6px 16px; margin: 0; font-size: .94rem; }
dl.facts dt { color: var(--soft); }
dl.facts dd { margin: 0; overflow-wrap: anywhere; }
code, pre { font: .86em/1.5 ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, monospace; }
code { overflow-wrap: anywhere; }
pre { margin: 0; padding: 14px; background: var(--code); border: 1px solid var(--line); border-radius: 10px; overflow-x: auto; white-space: pre-wrap; overflow-wrap: anywhere; }
time { white-space: nowrap; }
.long { display: inline-block; min-width: min(13em, 100%); overflow-wrap: anywhere; }
.badge { display: inline-block; padding: 2px 10px; border-radius: 99px; font-size: .82rem; font-weight: 600; background: var(--tint); color: var(--accent); white-space: nowrap; }
.records .badge { white-space: normal; border-radius: 13px; }
.records .badge:is(.none, .failed) { white-space: nowrap; }
.badge.server { background: var(--ink); color: var(--card); }
.badge.waiting { background: var(--warn-tint); color: var(--warn); }
.badge.none { background: var(--code); color: var(--soft); }
.badge.failed { background: transparent; border: 1px solid currentColor; color: var(--bad); }
.error { color: var(--bad); font-weight: 600; }
.product { display: flex; flex-direction: column; gap: 4px; padding: 0; overflow: hidden; }
.product svg { display: block; width: 100%; height: 150px; background: var(--tint); }
.product .text { display: flex; flex-direction: column; flex: 1; gap: 6px; padding: 16px 20px 20px; }
.product h2 { margin: 0; }
.product .text > p { margin: 0; }
.product .text > .price { margin: auto 0 6px; padding-top: 8px; }
.steps { padding-left: 1.3em; margin: 0; }
.steps li { max-width: 78ch; }
.steps li + li { margin-top: 6px; }
.steps + p { margin-top: 16px; }
.actions { display: flex; flex-wrap: wrap; gap: 8px; align-items: center; }
ol.stations { list-style: none; margin: 0; padding: 0; display: grid; gap: 16px; grid-template-columns: repeat(auto-fit, minmax(min(150px, 100%), 1fr)); }
ol.stations b { display: block; margin-top: 8px; }
ol.stations code { color: var(--soft); }
.summary h2 { font-size: clamp(1.35rem, 3.4vw, 1.8rem); }
.summary p:last-child { margin-bottom: 0; }
.touches { table-layout: fixed; }
.touches td, .touches th { overflow-wrap: anywhere; }
.touches :is(th, td):first-child { width: 9em; }
pre + pre { margin-top: 10px; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.way { display: flex; flex-direction: column; align-items: flex-start; gap: 6px; }
.way h2, .way p { margin: 0; }
.way > :nth-child(3) { margin-top: auto; }
.grid > .double { grid-column: span 2; }
.turn { gap: 12px; }
.turn > .gets { margin-top: 0; padding-left: 12px; border-left: 3px solid var(--accent); }
.turn > :last-child { margin-top: auto; padding-top: 4px; }
.turn > .button:last-child { padding-top: 10px; }
.way img { max-width: 100%; height: auto; display: block; }
.way > stripe-buy-button, .way > stripe-pricing-table { display: block; width: 100%; }
body:has(> .embed) { background: var(--card); }
.embed { width: 100%; padding: 0; display: grid; gap: 12px; grid-template-columns: repeat(auto-fit, minmax(130px, 1fr)); }
.embed form { display: flex; flex-direction: column; gap: 8px; justify-content: space-between; }
.embed button { padding-inline: 8px; }
.embed p { display: flex; flex-wrap: wrap; gap: 4px 12px; align-items: baseline; justify-content: space-between; margin: 0; }
.embed.pricing-table form { border: 1px solid var(--line); border-radius: 10px; padding: 14px; }
.embed.pricing-table p { flex-direction: column; }
details > summary { cursor: pointer; font-weight: 600; }
details[open] > summary { margin-bottom: 12px; }
@media (max-width: 600px) { .grid > .double { grid-column: auto; } }
@media (max-width: 840px) {
  .records thead { display: none; }
  .records :is(tbody, tr, td) { display: block; }
  .records tr { padding-block: 10px; border-bottom: 1px solid var(--line); }
  .records tr:first-child { padding-top: 0; }
  .records tr:last-child { padding-bottom: 0; border-bottom: 0; }
  .records td { display: grid; grid-template-columns: 8.5em minmax(0, 1fr); align-items: baseline; padding: 3px 0; border: 0; }
  .records td.number { padding-right: 0; text-align: left; }
  .records td::before { content: attr(data-label); color: var(--soft); font-size: .84rem; font-weight: 600; }
  .records td > * { justify-self: start; }
  .records td:empty { display: none; }
  .long { min-width: 0; }
}
@media (max-width: 520px) {
  dl.facts { grid-template-columns: 1fr; gap: 0; }
  dl.facts dd { margin-bottom: 8px; }
  .card:not(.product) { padding: 16px; }
  .touches :is(th, td):first-child { width: 6.5em; }
  .records td { grid-template-columns: 7.5em minmax(0, 1fr); }
  .records td:has(> .actions button) { grid-template-columns: minmax(0, 1fr); row-gap: 6px; padding-top: 8px; }
  .records .actions:has(button) { justify-self: stretch; display: grid; grid-template-columns: 1fr 1fr; }
  .records .actions button { width: 100%; min-height: 44px; }
}
@media (prefers-reduced-motion: no-preference) { .button, button { transition: filter .15s; } }
`;
