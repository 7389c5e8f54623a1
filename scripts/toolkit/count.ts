// Numbers with their nouns, as people read them.

/** `1 file`, `2 files`, `no files`. */
export function count(amount: number, noun: string): string {
  return `${amount === 0 ? 'no' : amount.toLocaleString('en')} ${noun}${amount === 1 ? '' : 's'}`;
}
