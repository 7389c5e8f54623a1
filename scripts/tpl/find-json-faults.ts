// Where a text is not JSON: every fault with its line and column, where JSON.parse stops at the first or names no place.
import { type Expression, type Node, type Property, parseExpressionAt, type SpreadElement } from 'acorn';

/** One fault; line and column count from 1 within the text. */
export interface JsonFault {
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** No faults means that JSON.parse accepts the text. */
export function findJsonFaults(text: string): JsonFault[] {
  try {
    JSON.parse(text);
    return [];
  } catch {
    const faults = faultsOfExpression(text);
    return faults.length > 0 ? faults : [{ line: 1, column: 1, message: 'This is not JSON.' }];
  }
}

function faultsOfExpression(text: string): JsonFault[] {
  if (text.trim() === '') return [{ line: 1, column: 1, message: 'JSON is expected here, but there is nothing.' }];
  const offsets: { offset: number; message: string }[] = [];
  const report = (offset: number, message: string) => offsets.push({ offset, message });
  try {
    const root = parseExpressionAt(text, 0, {
      ecmaVersion: 2020,
      onTrailingComma: (offset) => report(offset, 'JSON has no trailing commas; remove this one.'),
      onComment: (_isBlock, _text, offset) => report(offset, 'JSON has no comments; remove this one.'),
    });
    reportForeign(root, text, report);
    const rest = text.slice(root.end).search(/\S/);
    if (rest !== -1 && !/^\s*(\/\/|\/\*)/.test(text.slice(root.end))) {
      report(root.end + rest, 'The JSON value ends before this; remove what follows.');
    }
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    const offset = Number(Reflect.get(error, 'pos'));
    report(offset, offset >= text.length ? 'The JSON ends too early; close it.' : 'This is not expected in JSON here.');
  }
  return offsets
    .sort((a, b) => a.offset - b.offset)
    .map(({ offset, message }) => ({ ...place(text, offset), message }));
}

type Report = (offset: number, message: string) => void;

function reportForeign(node: Node, text: string, report: Report): void {
  const expression = node as Expression; // acorn types children as Node; what is no expression falls to the default.
  switch (expression.type) {
    case 'Literal':
      reportLiteral(text.slice(node.start, node.end), node.start, report);
      break;
    case 'UnaryExpression':
      if (expression.operator !== '-' || expression.argument.type !== 'Literal') report(node.start, noValue);
      break;
    case 'ArrayExpression':
      for (const element of expression.elements) {
        if (element === null) report(node.start, 'This list has an empty place; JSON lists have none.');
        else reportForeign(element, text, report);
      }
      break;
    case 'ObjectExpression':
      for (const property of expression.properties) reportProperty(property, text, report);
      break;
    default:
      report(node.start, noValue);
  }
}

const noValue = 'This is no JSON value.';

function reportProperty(property: Property | SpreadElement, text: string, report: Report): void {
  const isPair = property.type === 'Property' && property.kind === 'init' && !property.shorthand;
  if (!isPair || property.method || property.computed) {
    report(property.start, 'JSON objects hold "key": value pairs only.');
    return;
  }
  if (text[property.key.start] !== '"') report(property.key.start, 'JSON keys stand in double quotes.');
  reportForeign(property.value, text, report);
}

function reportLiteral(raw: string, offset: number, report: Report): void {
  try {
    JSON.parse(raw);
  } catch {
    report(offset, raw.startsWith("'") ? 'JSON strings stand in double quotes.' : noValue);
  }
}

function place(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 };
}
