// Makes a function that templates share callable in a test: its TypeScript runs as it is written, over the sandbox's plain APIs.
// It proves what the source means; that built files mean the same is proved by the scenarios of each template.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compileSource } from '../../../scripts/compiler/compile-source.ts';
import { repositoryRoot } from '../../../scripts/compiler/repository-root.ts';

/** Answers `undefined` where the text is malformed, as GTM's do. */
function orUndefined(code: (text: string) => string) {
  return (text: string): string | undefined => {
    try {
      return code(text);
    } catch {
      return undefined;
    }
  };
}

const apis: Readonly<Record<string, unknown>> = {
  Object: { entries: Object.entries, keys: Object.keys },
  decodeUriComponent: orUndefined(decodeURIComponent),
  encodeUriComponent: orUndefined(encodeURIComponent),
  makeNumber: Number,
  makeString: String,
};

/** The function of this name in this file of gtm-templates, with whatever it needs; throws where it asks for another API. */
export async function compileShared(file: string, name: string): Promise<(...values: readonly unknown[]) => unknown> {
  const folder = mkdtempSync(join(tmpdir(), 'tilltag-shared-'));
  const path = JSON.stringify(join(repositoryRoot, 'gtm-templates', file));
  writeFileSync(join(folder, 'code.ts'), `import { ${name} } from ${path};\nexport const run = () => ${name};\n`);
  const execute = await compileSource(folder);
  rmSync(folder, { recursive: true });
  const compiled = execute({}, (api) => {
    if (typeof api !== 'string' || !Object.hasOwn(apis, api)) throw new Error(`There is no ${String(api)} here.`);
    return apis[api];
  });
  if (typeof compiled !== 'function') throw new Error(`${file} has no function ${name}.`);
  return (...values) => Reflect.apply(compiled, undefined, values);
}
