// Lays out JSON as GTM's exporter does, without changing a value: numbers keep their digits, and keys their order.
import { printGsonJson } from '../../functions/downloads/gson-json.ts';

/** The text laid out, or as it was where it is no JSON. */
export function formatJson(text: string): string {
  if (!isJson(text)) return text;
  const tokens = text.match(/"[^"\\]*(?:\\.[^"\\]*)*"|[[\]{},:]|[^\s[\]{},:"]+/g) ?? [];
  let depth = 0;
  const breakLine = () => `\n${'  '.repeat(depth)}`;
  const printed = tokens.map((token, index) => {
    const isEmpty = /^[[{]$/.test(tokens[index - 1] ?? '');
    switch (token) {
      case '{':
      case '[':
        depth += 1;
        return /^[\]}]$/.test(tokens[index + 1] ?? '') ? token : `${token}${breakLine()}`;
      case '}':
      case ']':
        depth -= 1;
        return isEmpty ? token : `${breakLine()}${token}`;
      case ',':
        return `,${breakLine()}`;
      case ':':
        return ': ';
      default:
        return token.startsWith('"') ? printGsonJson(JSON.parse(token)) : token;
    }
  });
  return printed.join('');
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
