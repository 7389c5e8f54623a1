// Makes a template's TypeScript run as it is written: no flattening, no formatter, plain JavaScript.
//
// What it shows is what the author meant; where the built file does something else, the build changed its meaning.
// What the sandbox does in its own way (`arguments`, missing methods, copied values) is not to be seen here.
import { join } from 'node:path';
import vm from 'node:vm';
import { build, type Plugin } from 'esbuild';
import { apisByModule } from './sandbox-modules.ts';

/** Runs the code once, as GTM does: its modules begin anew, and each API it imports is required once, by name. */
export type Execute = (data: Readonly<Record<string, unknown>>, require: (name: unknown) => unknown) => unknown;

/**
 * The code of the template in this folder, ready to run in this process; it returns what `run` returns.
 * Rejects with esbuild's own list of faults; types are not checked.
 */
export async function compileSource(folder: string): Promise<Execute> {
  const { outputFiles } = await build({
    entryPoints: [join(folder, 'code.ts')],
    bundle: true,
    format: 'iife',
    globalName: 'template',
    target: 'esnext',
    platform: 'neutral',
    charset: 'utf8',
    plugins: [sandboxModules],
    write: false,
    logLevel: 'silent',
  });
  const code = outputFiles.map(({ text }) => text).join('');
  const script = new vm.Script(`(function (requireApi) {\n${code}\nreturn template.run;\n})`, { filename: folder });
  const start = script.runInThisContext();
  return (data, require) => start(require)(data);
}

/** All modules are one, so that an API is required once; each is a constant, which is left out where nothing imports it. */
const sandboxModules: Plugin = {
  name: 'sandbox modules',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^sandbox:(web|server|shared)$/ }, () => ({
      path: 'sandbox',
      namespace: 'sandbox',
      sideEffects: false,
    }));
    onLoad({ filter: /.*/, namespace: 'sandbox' }, () => ({
      contents: [...new Set([...apisByModule.values()].flatMap((names) => [...names]))]
        .map((name) => `export const ${name} = /* @__PURE__ */ requireApi('${name}');`)
        .join('\n'),
    }));
  },
};
