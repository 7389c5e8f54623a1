// Turns offsets in a text into lines and columns.

/** Line and column of an offset in the text, both from 1. */
export function placeIn(text: string): (offset: number) => { line: number; column: number } {
  const starts = [0, ...[...text.matchAll(/\r\n|[\n\r\u2028\u2029]/g)].map(({ 0: end, index }) => index + end.length)];
  return (offset) => {
    const before = starts.findLastIndex((start) => start <= offset);
    return { line: before + 1, column: offset - (starts[before] ?? 0) + 1 };
  };
}
