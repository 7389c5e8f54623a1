// Puts the picture into a figure, above the table that it is drawn from.
import {
  BarController,
  BarElement,
  CategoryScale,
  Chart,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
} from 'chart.js';
import { barsConfiguration } from './bars.ts';
import { linesConfiguration } from './lines.ts';
import { readTable } from './read-table.ts';
import { readTheme } from './theme.ts';

Chart.register(BarController, BarElement, CategoryScale, LinearScale, LineController, LineElement, PointElement);

/** The chart of a figure, which closes its table; `undefined` where there is nothing to draw. */
export function drawChart(figure: HTMLElement): { destroy(): void } | undefined {
  const table = figure.querySelector('table');
  if (table === null) return undefined;
  const data = readTable(table);
  if (data.labels.length === 0 || data.series.length === 0) return undefined;
  const { frame, canvas } = findCanvas(figure, data.labels.length);
  const isNarrow = frame.clientWidth < 560;
  const theme = readTheme(figure);
  return figure.dataset['chart'] === 'bars'
    ? new Chart(canvas, barsConfiguration(data, theme, isNarrow))
    : new Chart(canvas, linesConfiguration(data, theme, isNarrow));
}

function findCanvas(figure: HTMLElement, rows: number): { frame: HTMLElement; canvas: HTMLCanvasElement } {
  const known = figure.querySelector('canvas');
  if (known?.parentElement) return { frame: known.parentElement, canvas: known };
  const frame = document.createElement('div');
  frame.className = 'picture';
  if (figure.dataset['chart'] === 'bars') frame.style.height = `${rows * 40 + 48}px`;
  const canvas = document.createElement('canvas');
  canvas.setAttribute('role', 'img');
  canvas.setAttribute('aria-labelledby', `${figure.id}-caption`);
  frame.append(canvas);
  const details = figure.querySelector('details');
  figure.insertBefore(frame, details);
  if (details !== null) details.open = false;
  return { frame, canvas };
}
