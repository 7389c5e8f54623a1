// Bars that lie, one for each row, the parts of each behind one another: solid what stays, hatched what does not.
import type { ChartConfiguration, Plugin } from 'chart.js';
import type { ChartData } from './read-table.ts';
import { lookOf, type Theme } from './theme.ts';

const labelFont = 12;

/**
 * What Chart.js draws. The last series is the solid one and comes first; its cells' text stands behind the bar. Counts have no
 * tenths on their axis.
 */
export function barsConfiguration(
  { labels, series, texts, isCount }: ChartData,
  theme: Theme,
  isNarrow: boolean,
): ChartConfiguration<'bar'> {
  const ticks = { color: theme.muted, font: { family: theme.font }, maxRotation: 0, autoSkipPadding: 16 };
  const room = isNarrow ? 14 : 28;
  return {
    type: 'bar',
    data: {
      labels: labels.map((label) => (label.length > room ? `${label.slice(0, room - 1)}…` : label)),
      datasets: series.toReversed().map(({ label, values }, index) => {
        const { color } = lookOf(theme, index);
        return {
          ...{ label, data: values, borderColor: color, borderWidth: 1, maxBarThickness: 24 },
          backgroundColor: index === 0 ? color : hatch(color, theme.panel, index === 1),
        };
      }),
    },
    options: {
      indexAxis: 'y',
      animation: false,
      maintainAspectRatio: false,
      layout: { padding: { right: isNarrow ? 100 : 116 } },
      events: [],
      scales: {
        x: {
          stacked: true,
          beginAtZero: true,
          grid: { color: theme.line },
          ticks: isCount ? { ...ticks, precision: 0 } : ticks,
        },
        y: { stacked: true, grid: { display: false }, ticks: { ...ticks, color: theme.text, autoSkip: false } },
      },
    },
    plugins: [textsBehind(texts, theme)],
  };
}

/** Stripes of the colour on the page's ground, which rise or fall. */
function hatch(color: string, ground: string, isRising: boolean): CanvasPattern | string {
  const tile = document.createElement('canvas');
  tile.width = 8;
  tile.height = 8;
  const context = tile.getContext('2d');
  if (context === null) return color;
  context.fillStyle = ground;
  context.fillRect(0, 0, 8, 8);
  context.strokeStyle = color;
  context.lineWidth = 2;
  context.beginPath();
  for (const start of [-8, 0, 8]) {
    context.moveTo(start, isRising ? 8 : 0);
    context.lineTo(start + 8, isRising ? 0 : 8);
  }
  context.stroke();
  return context.createPattern(tile, 'repeat') ?? color;
}

function textsBehind(texts: readonly string[], theme: Theme): Plugin<'bar'> {
  return {
    id: 'texts',
    afterDatasetsDraw(chart) {
      const { ctx, data } = chart;
      ctx.save();
      ctx.font = `${labelFont}px ${theme.font}`;
      ctx.textBaseline = 'middle';
      ctx.fillStyle = theme.text;
      texts.forEach((text, row) => {
        const ends = data.datasets.flatMap((_, index) => chart.getDatasetMeta(index).data[row] ?? []);
        const last = ends.reduce<{ x: number; y: number } | undefined>(
          (far, end) => (far !== undefined && far.x > end.x ? far : end),
          undefined,
        );
        if (last !== undefined) ctx.fillText(text, last.x + 8, last.y);
      });
      ctx.restore();
    },
  };
}
