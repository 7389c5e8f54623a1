// Draws the charts of a page from the tables behind them, and anew when light becomes dark.
import { drawChart } from './charts/draw-chart.ts';

const figures = [...document.querySelectorAll<HTMLElement>('figure[data-chart]')];

for (const figure of figures) {
  let chart = drawChart(figure);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
    chart?.destroy();
    chart = drawChart(figure);
  });
}
