// Puts compiled checks into a bundle as plain code, so that no schema compiler is loaded and run at a cold start.
import { dirname } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Ajv } from 'ajv';
import standalone from 'ajv/dist/standalone/index.js';
import type { Plugin } from 'esbuild';

/** By convention such a module exports its `ajv` and checks alone, each named like the `$id` of its schema. */
const validatorModule = /-validators?\.ts$/;

// Types and package disagree about where an ES module finds the default export of this CommonJS file.
const toCode = standalone.default;

/** For esbuild: replaces every module of compiled checks by their code, made by ajv itself (https://ajv.js.org/standalone.html). */
export const precompileValidators: Plugin = {
  name: 'precompile-validators',
  setup({ onLoad, esbuild }) {
    onLoad({ filter: validatorModule }, async ({ path }) => {
      const { ajv, ...checks }: Record<string, unknown> = await import(pathToFileURL(path).href);
      if (!(ajv instanceof Ajv)) return { errors: [{ text: 'A module of compiled checks exports its ajv.' }] };
      const names = Object.keys(checks).map((name) => [name, name]);
      // Nobody reads what a compiler wrote, and it is half of a bundle.
      const { code } = await esbuild.transform(toCode(ajv, Object.fromEntries(names)), { minify: true, format: 'esm' });
      return { contents: code, resolveDir: dirname(path), loader: 'js' };
    });
  },
};
