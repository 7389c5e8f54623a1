// Turns a `.tpl` text into something that runs: its code as a function that sees only `data` and `require`.
//
// It proves that the code parses and reaches no global by name. What it does not refuse: syntax and methods that
// plain JavaScript has and the sandbox lacks; the dialect check is there for those. A prototype chain
// (`[].constructor`) exists here and not in GTM.
// Decision where GTM's behaviour is not public: the identifiers NaN and Infinity are known.
import vm from 'node:vm';
import { parse, type Token } from 'acorn';
import { parseTpl, type TplParameter } from '../../tpl/parse-tpl.ts';
import type { CompiledTemplate, TemplateHeader } from './compiled-template.ts';

/** A template before its code became a function: for a page, which gets the code as script text. */
export interface TemplateSource {
  readonly header: TemplateHeader;
  /** A JavaScript function expression `(data, require) => result`. */
  readonly functionText: string;
}

const known = ['data', 'require', 'undefined', 'NaN', 'Infinity', 'arguments'];
// After a dot these are names too, but they can never be declared.
const reserved =
  'break case catch class const continue debugger default delete do else enum export extends false finally for function if import in instanceof let new null return super switch this throw true try typeof var void while with';
const notDeclared = new Set([...known, ...reserved.split(' ')]);

/** Every name in the code that could refer to something outside it; names that the code declares itself do no harm here. */
function listNames(code: string): readonly string[] {
  const names = new Set<string>();
  const onToken = (token: Token): void => {
    const name = code.slice(token.start, token.end);
    if (token.type.label === 'name' && !notDeclared.has(name)) {
      names.add(name);
    }
  };
  parse(code, { ecmaVersion: 2022, allowReturnOutsideFunction: true, onToken });
  return [...names];
}

/**
 * The code as a function expression. Names from outside are declared after the `return`, so that reading any of them
 * throws for ever, which is as near as JavaScript comes to GTM's compile error for undeclared variables.
 */
function toFunctionText(code: string): string {
  const names = listNames(code);
  const unreachable = names.length > 0 ? `\nlet ${names.join(', ')};` : '';
  return `(function (data, require) { return (function () { "use strict";\n${code}\n})();${unreachable} })`;
}

function defaultOf({ type, raw }: TplParameter): unknown {
  if (type === 'SIMPLE_TABLE' || type === 'PARAM_TABLE') {
    return undefined;
  }
  return raw['defaultValue'] ?? (type === 'CHECKBOX' ? false : undefined);
}

/** Reads a web tag's or web variable's file; throws with all faults when it is broken or not for a web container. */
export function readTemplateSource(tpl: string): TemplateSource {
  const { code, container, displayName, faults, kind, parameters, permissions } = parseTpl(tpl);
  if (faults.length > 0) {
    const lines = faults.map(({ section, line, column, message }) => `${section} ${line}:${column} ${message}`);
    throw new SyntaxError(`The template file is broken:\n${lines.join('\n')}`);
  }
  if (container !== 'web' || (kind !== 'TAG' && kind !== 'MACRO')) {
    throw new TypeError(`${displayName} is no web tag or web variable; this simulator runs only those.`);
  }
  const header: TemplateHeader = {
    name: displayName,
    kind: kind === 'TAG' ? 'tag' : 'variable',
    defaults: Object.fromEntries(
      parameters.map((field) => [field.name, defaultOf(field)] as const).filter(([, value]) => value !== undefined),
    ),
    permissions: Object.fromEntries(permissions.map(({ publicId, params }) => [publicId, params])),
  };
  return { header, functionText: toFunctionText(code.text) };
}

/** A web template ready to run in this process; throws as `readTemplateSource` does. */
export function compileTemplate(tpl: string): CompiledTemplate {
  const { header, functionText } = readTemplateSource(tpl);
  return {
    ...header,
    execute: new vm.Script(functionText, { filename: `${header.name}.js` }).runInThisContext(),
  };
}
