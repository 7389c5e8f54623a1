// The colours, strokes and shapes of charts: series differ by all three, so that nobody has to tell colours apart.

/** How one series looks. */
export interface SeriesLook {
  color: string;
  /** Lengths of dashes and gaps; none for a solid line. */
  dash: number[];
  point: 'circle' | 'rect' | 'triangle' | 'rectRot' | 'crossRot';
}

export interface Theme {
  text: string;
  muted: string;
  line: string;
  panel: string;
  font: string;
  looks: SeriesLook[];
}

const dashes = [[], [6, 4], [2, 3], [10, 3, 2, 3], [1, 5]];
const points = ['circle', 'rect', 'triangle', 'rectRot', 'crossRot'] as const;

/** The theme as the page's style has it now, light or dark. */
export function readTheme(element: Element): Theme {
  const style = getComputedStyle(element);
  const read = (name: string): string => style.getPropertyValue(name).trim();
  return {
    text: read('--text'),
    muted: read('--muted'),
    line: read('--line'),
    panel: read('--panel'),
    font: style.fontFamily,
    looks: points.map((point, index) => ({ color: read(`--series-${index + 1}`), dash: dashes[index] ?? [], point })),
  };
}

/** The look of a series; of more than there are looks, they begin again. */
export function lookOf({ looks }: Theme, index: number): SeriesLook {
  const look = looks[index % looks.length];
  if (look === undefined) throw new RangeError('A theme has looks.');
  return look;
}
