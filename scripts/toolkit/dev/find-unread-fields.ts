// Finds fields of a form that nothing reads.
import { parse } from 'acorn';
import { read, readNode, walkTree } from '../../dialect/syntax-tree.ts';
import type { ParsedTpl } from '../../tpl/parse-tpl.ts';

/** How the code uses its form. */
export interface FieldUse {
  /** Fields that hold a value; groups and labels do not. */
  readonly total: number;
  /** Names of those that neither the code reads nor another field depends on, in the order of the form. */
  readonly unread: readonly string[];
}

/**
 * A field counts as read where its name stands behind a dot or as a text, because code may hand `data` on under any name. Code
 * that cannot be parsed reads everything.
 */
export function findUnreadFields({ parameters, code }: Pick<ParsedTpl, 'parameters' | 'code'>): FieldUse {
  const fields = parameters.filter(({ type }) => type !== 'GROUP' && type !== 'LABEL');
  const names = fields.map(({ name }) => name);
  const steering = new Set(parameters.flatMap(({ raw }) => listConditions(raw['enablingConditions'])));
  const mentioned = findMentions(code.text) ?? new Set(names);
  return { total: fields.length, unread: names.filter((name) => !mentioned.has(name) && !steering.has(name)) };
}

function listConditions(value: unknown): string[] {
  const conditions: readonly unknown[] = Array.isArray(value) ? value : [];
  return conditions.flatMap((one) => {
    const name: unknown = typeof one === 'object' && one !== null ? Reflect.get(one, 'paramName') : undefined;
    return typeof name === 'string' ? [name] : [];
  });
}

function findMentions(code: string): Set<string> | undefined {
  const mentions = new Set<string>();
  try {
    const tree = parse(code, { ecmaVersion: 'latest', allowReturnOutsideFunction: true });
    walkTree(tree, (node) => {
      if (node.type === 'Literal') mentions.add(String(read(node, 'value')));
      const property = node.type === 'MemberExpression' ? readNode(node, 'property') : undefined;
      if (property?.type === 'Identifier') mentions.add(String(read(property, 'name')));
      return undefined;
    });
    return mentions;
  } catch {
    return undefined;
  }
}
