// What a run of a scenario came to: the oracle's findings, repeats that had a reason, and how long it took to recover.
import type { Delivery } from '../../functions/rules/delivery.ts';
import { type Arrival, toArrivals } from '../soak/oracle/arrival.ts';
import type { Finding } from '../soak/oracle/finding.ts';
import { judge } from '../soak/oracle/judge.ts';
import { countFindings } from '../soak/report/count-findings.ts';
import type { ScenarioRecord } from './run-scenario.ts';

/** In numbers; times are those of the shop's clock. */
export interface ScenarioFigures {
  scenario: string;
  store: 'sqlite' | 'firestore';
  sessions: number;
  /** Events that destinations took, repeats included. */
  taken: number;
  /** Processes that were killed. */
  killed: number;
  /** Lines of the functions' logs that tell of an error. */
  errors: number;
  /** Sends that failed by the fault. */
  failed_sends: number;
  lost: number;
  doubled: number;
  wrong: number;
  /** Processes that ended and were not killed. */
  crashed: number;
  /** Requests that nobody answered. */
  stuck: number;
  /** Events that came again under the same id where a process had died, or nobody could know. */
  repeated: number;
  /** Deliveries that wait for a person, because nobody can know whether they arrived. */
  uncertain: number;
  /** From the end of the fault to the last arrival of what had happened before; 0 where nothing had been held up. */
  recovery_seconds: number;
  note: string;
}

export interface ScenarioVerdict {
  figures: ScenarioFigures;
  findings: readonly Finding[];
  /** Processes that ended by themselves and requests that nobody answered, in words. */
  failures: readonly string[];
  /** Each uncertain delivery in words. */
  uncertain: readonly string[];
}

/** Everything that was found, of a run that is over. */
export function judgeScenario(record: ScenarioRecord): ScenarioVerdict {
  const { scenario, run, crashes, stuck, note } = record;
  const verdict = judge(run, { hadEarlierVersion: scenario.openVersions !== undefined });
  const { lost, doubled, wrong } = countFindings([verdict]);
  const again = countAgain(record);
  const unexplained = verdict.findings.filter(({ sentence }) => sentence.includes('came a second time')).length;
  const uncertain = listUncertain(record);
  const figures: ScenarioFigures = {
    ...{ scenario: scenario.name, store: scenario.store, sessions: run.truth.sessions.length },
    taken: toArrivals(run.sendings).length,
    killed: run.truth.deaths.length,
    errors: run.logs.length,
    failed_sends: run.sendings.filter(({ fault }) => fault !== undefined).length,
    ...{ lost, doubled, wrong, crashed: crashes.length, stuck: stuck.length },
    repeated: again - unexplained,
    uncertain: uncertain.length,
    recovery_seconds: findRecoverySeconds(record),
    note,
  };
  return { figures, findings: verdict.findings, failures: [...crashes, ...stuck], uncertain };
}

/** Whether nothing was lost, doubled or wrong, no process ended by itself, and every request had its end. */
export function isSoundRun({ lost, doubled, wrong, crashed, stuck }: ScenarioFigures): boolean {
  return lost + doubled + wrong + crashed + stuck === 0;
}

function countAgain({ run }: ScenarioRecord): number {
  const arrivals = toArrivals(run.sendings);
  const keys = new Set(arrivals.map(({ destinationId, eventId }) => `${destinationId} ${eventId}`));
  return arrivals.length - keys.size;
}

function listUncertain({ run }: ScenarioRecord): string[] {
  const deliveries = [...run.entries.values()].flatMap(({ deliveries }) => Object.values(deliveries));
  return deliveries.filter(({ state }) => state === 'uncertain').map(toWords);
}

function toWords({ event, destinationId, reason }: Delivery): string {
  return `${event} to ${destinationId}: ${reason ?? 'no reason'}`;
}

/**
 * Where pages send first the server waits for them whatever happens, so only what it sends alone can tell. What went out because
 * a page told of consent at last had not been held up by the fault.
 */
function findRecoverySeconds(record: ScenarioRecord): number {
  const { run, fault } = record;
  const propertyOf = new Map(
    run.shop.properties
      .filter(({ spec }) => spec.sender === 'server')
      .flatMap(({ property }) => property.destinations.map(({ id }) => [id, property.id] as const)),
  );
  const late = toArrivals(run.sendings).filter((arrival) => {
    const propertyId = propertyOf.get(arrival.destinationId);
    const isLate = arrival.happenedAtMs <= fault.untilMs && arrival.atMs > fault.untilMs;
    return isLate && propertyId !== undefined && !wasSuppressed(record, propertyId, arrival);
  });
  const lastMs = Math.max(fault.untilMs, ...late.map(({ atMs }) => atMs));
  return Math.round((lastMs - fault.untilMs) / 1_000);
}

function wasSuppressed({ run }: ScenarioRecord, propertyId: string, { eventId, destinationId }: Arrival): boolean {
  const separator = eventId.indexOf(':');
  const entry = run.entries.get(`${propertyId}:${eventId.slice(separator + 1)}`);
  const key = `${eventId.slice(0, separator)}:${destinationId}`;
  return entry?.changes.some(({ what, about }) => what === 'suppressed' && about === key) ?? false;
}
