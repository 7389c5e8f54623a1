// Lines over time, each with its own stroke and points, and its name written at its end.
import type { ChartConfiguration, Plugin } from 'chart.js';
import type { ChartData } from './read-table.ts';
import { lookOf, type Theme } from './theme.ts';

const labelHeight = 15;
const labelFont = 12;

/** From the end of a line to its name. */
const nameGap = 18;
const widestName = 240;

/** What Chart.js draws. Nothing moves, whatever the visitor prefers. */
export function linesConfiguration(
  { labels, series }: ChartData,
  theme: Theme,
  isNarrow: boolean,
): ChartConfiguration<'line'> {
  const grid = { color: theme.line };
  const nameWidth = isNarrow ? 0 : measureNames(series, theme);
  const ticks = { color: theme.muted, font: { family: theme.font }, maxRotation: 0, autoSkipPadding: 12 };
  return {
    type: 'line',
    data: {
      labels,
      datasets: series.map(({ label, values }, index) => {
        const { color, dash, point } = lookOf(theme, index);
        return {
          ...{ label, data: values, borderColor: color, backgroundColor: color, borderDash: dash, pointStyle: point },
          ...{ borderWidth: 2, pointRadius: labels.length > 60 ? 2 : 4, spanGaps: false },
        };
      }),
    },
    options: {
      animation: false,
      maintainAspectRatio: false,
      layout: {
        padding: isNarrow ? { top: series.length * labelHeight + 4 } : { right: nameGap + nameWidth + 2, top: 8 },
      },
      events: [],
      scales: {
        x: { grid: { display: false }, ticks },
        y: { beginAtZero: true, grid, ticks: { ...ticks, precision: 0 } },
      },
    },
    plugins: [isNarrow ? namesAbove(theme) : namesAtEnds(theme, nameWidth)],
  };
}

/** How much room the longest name takes; a longer one than there is room for is squeezed. */
function measureNames(series: ChartData['series'], theme: Theme): number {
  const context = document.createElement('canvas').getContext('2d');
  if (context === null) return widestName;
  context.font = `${labelFont}px ${theme.font}`;
  return Math.min(widestName, Math.max(0, ...series.map(({ label }) => Math.ceil(context.measureText(label).width))));
}

/** Names at the right ends of the lines, pushed apart where they would overlap, each joined to its line. */
function namesAtEnds(theme: Theme, nameWidth: number): Plugin<'line'> {
  return {
    id: 'names',
    afterDatasetsDraw(chart) {
      const { ctx, chartArea, data } = chart;
      const ends = data.datasets
        .map((dataset, index) => ({
          index,
          name: dataset.label ?? '',
          end: getLastPoint(dataset.data, chart.getDatasetMeta(index).data),
        }))
        .flatMap(({ index, name, end }) => (end === undefined ? [] : [{ index, name, x: end.x, y: end.y, at: end.y }]))
        .sort((a, b) => a.y - b.y);
      let free = chartArea.top;
      for (const end of ends) {
        end.at = Math.max(end.y, free);
        free = end.at + labelHeight;
      }
      const excess = Math.max(0, free - labelHeight - chartArea.bottom);
      ctx.save();
      ctx.font = `${labelFont}px ${theme.font}`;
      ctx.textBaseline = 'middle';
      for (const { index, name, x, y, at } of ends) {
        const { color } = lookOf(theme, index);
        ctx.strokeStyle = color;
        ctx.lineWidth = 1;
        ctx.beginPath();
        ctx.moveTo(x + 5, y);
        ctx.lineTo(chartArea.right + 14, at - excess);
        ctx.stroke();
        ctx.fillStyle = theme.text;
        ctx.fillText(name, chartArea.right + nameGap, at - excess, nameWidth);
      }
      ctx.restore();
    },
  };
}

/** Where there is no room at the ends: the names above, each with its stroke and shape. */
function namesAbove(theme: Theme): Plugin<'line'> {
  return {
    id: 'names',
    afterDatasetsDraw({ ctx, chartArea, data }) {
      ctx.save();
      ctx.font = `${labelFont}px ${theme.font}`;
      ctx.textBaseline = 'middle';
      data.datasets.forEach((dataset, index) => {
        const { color, dash } = lookOf(theme, index);
        const y = index * labelHeight + labelHeight / 2;
        ctx.strokeStyle = color;
        ctx.lineWidth = 2;
        ctx.setLineDash(dash);
        ctx.beginPath();
        ctx.moveTo(chartArea.left, y);
        ctx.lineTo(chartArea.left + 32, y);
        ctx.stroke();
        ctx.fillStyle = theme.text;
        ctx.fillText(name(dataset.label), chartArea.left + 40, y, chartArea.width - 40);
      });
      ctx.restore();
    },
  };
}

function name(label: string | undefined): string {
  return label ?? '';
}

interface Place {
  x: number;
  y: number;
}

function getLastPoint(values: readonly unknown[], places: readonly Place[]): Place | undefined {
  const index = values.findLastIndex((value) => value !== null);
  return index === -1 ? undefined : places[index];
}
