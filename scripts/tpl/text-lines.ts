// Lines and columns of a text.

/** Line and column of an offset, both counted from 1. */
export interface TextPlace {
  readonly line: number;
  readonly column: number;
}

/** Tells places in the text; the lines are looked for once. */
export function placesOf(text: string): (offset: number) => TextPlace {
  const starts = [0];
  for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', end + 1)) starts.push(end + 1);
  return (offset) => {
    const after = starts.findIndex((start) => start > offset);
    const line = after === -1 ? starts.length : after;
    return { line, column: offset - (starts[line - 1] ?? 0) + 1 };
  };
}
