// Valid texts with a few things done to them, so that inputs come past the first check.
import fc from 'fast-check';
import { hostileText, oddText } from './hostile-text.ts';

interface TextMutation {
  kind: 'insert' | 'replace' | 'cut' | 'end' | 'repeat' | 'flip' | 'case' | 'encode';
  /** Where, in thousandths of the text's length. */
  at: number;
  length: number;
  text: string;
}

const mutation: fc.Arbitrary<TextMutation> = fc.record({
  kind: fc.constantFrom('insert', 'replace', 'cut', 'end', 'repeat', 'flip', 'case', 'encode'),
  at: fc.nat({ max: 1_000 }),
  length: fc.oneof(fc.nat({ max: 4 }), fc.nat({ max: 80 })),
  text: fc.oneof({ weight: 3, arbitrary: oddText }, hostileText),
});

/** One of the valid texts, as it is or with up to four things done to it; now and then something else altogether. */
export function mutatedText(valid: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc.oneof(
    { weight: 1, arbitrary: hostileText },
    { weight: 1, arbitrary: valid },
    {
      weight: 8,
      arbitrary: fc
        .tuple(valid, fc.array(mutation, { minLength: 1, maxLength: 4 }))
        .map(([text, mutations]) => mutations.reduce(mutate, text)),
    },
  );
}

function mutate(whole: string, { kind, at, length, text }: TextMutation): string {
  const start = Math.floor((whole.length * at) / 1_000);
  const [before, part, after] = [
    whole.slice(0, start),
    whole.slice(start, start + length),
    whole.slice(start + length),
  ];
  switch (kind) {
    case 'insert':
      return before + text + part + after;
    case 'replace':
      return before + text + after;
    case 'cut':
      return before + after;
    case 'end':
      return before;
    case 'repeat':
      return before + part.repeat(3) + after;
    case 'flip':
      return before + flip(part) + after;
    case 'case':
      return before + (part === part.toUpperCase() ? part.toLowerCase() : part.toUpperCase()) + after;
    case 'encode':
      return before + encode(part) + after;
  }
}

function flip(part: string): string {
  return part === '' ? '' : String.fromCharCode(part.charCodeAt(0) ^ 1) + part.slice(1);
}

/** As a URL writes it, letters too, which decoding must not tell apart. */
function encode(part: string): string {
  return [...Buffer.from(part)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
}
