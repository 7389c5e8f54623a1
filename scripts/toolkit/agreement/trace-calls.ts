// Writes down what a template does to the world around it: which APIs and callbacks it calls, with what, and what it returns.
import type { CompiledTemplate } from '../../simulator/code/compiled-template.ts';

/** A template that does what the given one does, and the lines about it so far. */
export interface TracedTemplate {
  readonly template: CompiledTemplate;
  /** One line per call or return, in the order in which they happened. */
  readonly lines: readonly string[];
}

/** Values are written down as they are at the time of the call; functions only as such. */
export function traceCalls(template: CompiledTemplate): TracedTemplate {
  const lines: string[] = [];
  const trace = (name: string, value: unknown): unknown => {
    if (typeof value !== 'function') return value;
    return (...values: unknown[]) => {
      lines.push(`${name}(${values.map(describe).join(', ')})`);
      return Reflect.apply(value, undefined, values);
    };
  };
  const execute: CompiledTemplate['execute'] = (data, require) => {
    const traced = Object.entries(data).map(([name, value]) => [name, trace(`data.${name}`, value)]);
    const result = template.execute(Object.fromEntries(traced), (name) => traceApi(String(name), require(name), trace));
    lines.push(`return ${describe(result)}`);
    return result;
  };
  return { template: { ...template, execute }, lines };
}

function traceApi(name: string, api: unknown, trace: (name: string, value: unknown) => unknown): unknown {
  if (typeof api !== 'object' || api === null) return trace(name, api);
  return Object.fromEntries(Object.entries(api).map(([inner, value]) => [inner, trace(`${name}.${inner}`, value)]));
}

/** As JSON, which leaves out functions and turns some numbers into null; those stand as they are written in code. */
function describe(value: unknown): string {
  const text = JSON.stringify(value, (_key, inner: unknown) => {
    if (typeof inner === 'function') return '(function)';
    const isTold =
      inner !== undefined && (typeof inner !== 'number' || (Number.isFinite(inner) && !Object.is(inner, -0)));
    return isTold ? inner : `(${Object.is(inner, -0) ? '-0' : inner})`;
  });
  return text.replaceAll(/"\((function|undefined|NaN|-?Infinity|-0)\)"/g, '$1');
}
