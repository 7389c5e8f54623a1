// Builds the files that functions serve: the loader for pages, and what the console shows and hands out.
import { buildConsole, consoleFolder } from '../../compiler/build-console.ts';
import { buildLoader } from '../../compiler/build-loader.ts';
import { buildTemplates } from '../../compiler/build-templates.ts';
import { buildDownloads } from '../../containers/build-downloads.ts';
import type { FunctionName } from '../deployment.ts';

export interface Asset {
  /** Below the folder of assets. */
  path: string;
  text: string;
}

/** What each function needs of them, and no more. */
export type BuiltAssets = Readonly<Record<FunctionName, readonly Asset[]>>;

/** Built anew from the sources, so that what is deployed fits the code. Rejects with BuildError. */
export async function buildAssets(): Promise<BuiltAssets> {
  const [loader, pages, templates] = await Promise.all([buildLoader(), buildConsole(), buildTemplates()]);
  const downloads = buildDownloads(templates);
  return {
    public: [{ path: loader.fileName, text: loader.code }],
    console: [
      ...pages.map(({ fileName, text }) => ({ path: `${consoleFolder}/${fileName}`, text })),
      { path: downloads.fileName, text: downloads.text },
    ],
    webhook: [],
    sweep: [],
  };
}
