// What the commands about the project's packages can be asked for.
import { parseArgs } from 'node:util';

export interface SupplyOptions {
  /** Whether what only builds and tests is looked at as well. */
  readonly isAll: boolean;
  readonly isJson: boolean;
  readonly isHelp: boolean;
}

/** The options in `args`, or the sentence that says what is wrong with them. */
export function readSupplyOptions(name: string, args: string[]): SupplyOptions | string {
  const flag = { type: 'boolean', default: false } as const;
  try {
    const { values } = parseArgs({ args, options: { all: flag, json: flag, help: { ...flag, short: 'h' } } });
    return { isAll: values.all, isJson: values.json, isHelp: values.help };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return `${reason}. "npm run ${name} -- --help" shows what there is.`;
  }
}
