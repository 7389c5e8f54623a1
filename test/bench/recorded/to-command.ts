// The command of a part of the page of figures, for whoever wants to take the same figures again.

/** What says how results are told, and not what is measured. */
const aboutTelling = new Set(['--save', '--json']);

/** As it was typed, such as `npm run load -- --minutes 2`, without what makes no difference to the figures. */
export function toCommand(name: string, args: readonly string[]): string {
  const measured = args.filter((arg) => !aboutTelling.has(arg));
  return ['npm run', name, ...(measured.length > 0 ? ['--', ...measured] : [])].join(' ');
}
