// The results of all scenarios as parts of the page of figures, one for each kind of store.
import { describeRun } from '../bench/recorded/describe-machine.ts';
import type { Section } from '../bench/recorded/section.ts';
import { isSoundRun, type ScenarioFigures } from './judge-scenario.ts';
import type { Options } from './options.ts';
import { columns } from './to-table.ts';

const storeNames = { sqlite: 'SQLite', firestore: 'Firestore' } as const;

/** A scenario that could not run here, and why. */
export interface SkippedScenario {
  scenario: string;
  /** Why, and what would help. */
  skipped: string;
}

/** A part for each store that anything ran on, taken now; `command` is what was typed. */
export function toSections(
  figures: readonly ScenarioFigures[],
  skipped: readonly SkippedScenario[],
  { command, seed, scenarios, now }: Pick<Options, 'seed' | 'scenarios'> & { command: string; now: number },
): Section[] {
  return (['sqlite', 'firestore'] as const).flatMap((store) => {
    const ran = figures.filter((one) => one.store === store);
    if (ran.length === 0) return [];
    const names = scenarios.filter((one) => one.store === store).map(({ name }) => name);
    return {
      key: `chaos-${store}`,
      title: `Faults on ${storeNames[store]}`,
      command,
      ...describeRun(now),
      columns: columns.map(([title]) => (title === '' ? 'how' : title)),
      rows: ran.map((one) => columns.map(([, tell]) => tell(one))),
      notes: [
        `seed ${seed}; two processes of the functions, stand-ins of Stripe and Google, recovery on the shop’s clock`,
        ...skipped
          .filter(({ scenario }) => names.includes(scenario))
          .map((one) => `${one.scenario} was skipped: ${one.skipped.replace(/\.$/, '')}`),
      ],
      missed: ran.filter((one) => !isSoundRun(one)).map(toMissed),
    };
  });
}

function toMissed({ scenario, ...figures }: ScenarioFigures): string {
  const faults = (['lost', 'doubled', 'wrong', 'crashed', 'stuck'] as const).filter((name) => figures[name] > 0);
  return `${scenario}: ${faults.map((name) => `${figures[name]} ${name}`).join(', ')}`;
}
