// Runs a few lines of sandboxed code and hands back what they return, for tests of single APIs.

import { type SimulatedRun, simulateTemplate } from '../../../scripts/simulator/simulate-template.ts';
import { createFakePage, type FakePage } from '../../../scripts/simulator/web/fake-page.ts';
import type { ContainerServices } from '../../../scripts/simulator/web/web-context.ts';
import { makeTpl, type TplParts } from './make-tpl.ts';

/** Where the code runs; everything has a plain default. */
export interface EvaluationOptions {
  readonly permissions?: TplParts['permissions'];
  readonly page?: FakePage;
  readonly container?: ContainerServices;
  readonly name?: string;
  readonly isPreview?: boolean;
  readonly isDebug?: boolean;
}

/** The run of a variable whose code this is. */
export function evaluate(code: string, options: EvaluationOptions = {}): SimulatedRun {
  const { permissions = {}, page = createFakePage(), name = 'Test template', ...rest } = options;
  return simulateTemplate({ tpl: makeTpl({ kind: 'MACRO', name, code, permissions }), page, ...rest });
}

/** One entry of access_globals that allows what `access` names: `r`, `w`, `x`. */
function globalKey(key: string, access: string) {
  return { key, read: access.includes('r'), write: access.includes('w'), execute: access.includes('x') };
}

/** access_globals for several keys, each with its letters. */
export function globals(keys: Readonly<Record<string, string>>) {
  return { access_globals: { keys: Object.entries(keys).map(([key, access]) => globalKey(key, access)) } };
}
