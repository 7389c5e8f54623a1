// Fires the tags of one event in a server container and says what they came to.
//
// Decisions where GTM's behaviour is not public:
// - every trigger is asked before any tag runs; then all tags begin in the order of their priority, none waits for another;
// - a tag that fires before or after another ignores its own triggers and its own such tags; paused ones are passed over;
// - a tag whose setup failed, where it is told to stop then, does not fire and is no part of the outcome;
// - "once per load" is once per request; consent settings mean nothing here, as server containers have none;
// - when the event's time is over, what still runs is `still_running`, and no further tag begins.
import type { ExportTag, ExportTagLink } from '../../../functions/downloads/container-export.ts';
import { builtInTriggers } from '../../../functions/downloads/container-names.ts';
import { readSettings } from '../container/reading/read-settings.ts';
import type { TagOutcome } from '../server/server-host.ts';
import { meetsTrigger } from './meets-trigger.ts';
import { runTag } from './run-tag.ts';
import type { ServerTagRecord } from './server-records.ts';
import type { VariableScope } from './server-variables.ts';

/** Firings that have begun, by the tag's name. */
export type Firings = Map<string, Promise<ServerTagRecord>>;

/** An event on its way through the container. */
export interface EventFiring {
  readonly scope: VariableScope;
  /** Where the event's record lists its tags. */
  readonly tags: ServerTagRecord[];
  /** Of the whole request. */
  readonly requestFirings: Firings;
}

interface Fire extends EventFiring {
  readonly eventFirings: Firings;
  readonly outcomes: Map<ServerTagRecord, () => TagOutcome>;
  isOver: boolean;
}

async function findMetTriggers({ instance, ...rest }: VariableScope): Promise<ReadonlySet<string>> {
  const triggers = instance.version.trigger ?? [];
  const asked = triggers.map(async (trigger) =>
    (await meetsTrigger({ instance, ...rest }, trigger)) ? trigger.triggerId : [],
  );
  return new Set([builtInTriggers.allServerEvents, ...(await Promise.all(asked)).flat()]);
}

function priorityOf({ priority }: ExportTag): number {
  return Number(priority?.value ?? 0) || 0;
}

async function findFiredTags(scope: VariableScope): Promise<readonly ExportTag[]> {
  const met = await findMetTriggers(scope);
  const isMet = (id: string): boolean => met.has(id);
  const fired = (scope.instance.version.tag ?? []).filter(
    ({ paused, firingTriggerId = [], blockingTriggerId = [] }) =>
      paused !== true && firingTriggerId.some(isMet) && !blockingTriggerId.some(isMet),
  );
  return fired.toSorted((first, second) => priorityOf(second) - priorityOf(first));
}

function toMetadata({ monitoringMetadata }: ExportTag): Readonly<Record<string, string>> {
  const values = readSettings(monitoringMetadata?.map);
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, String(value)]));
}

function begin(fire: Fire, tag: ExportTag): Promise<ServerTagRecord> {
  const { instance } = fire.scope;
  const startMs = instance.now();
  const record: ServerTagRecord = { name: tag.name, status: 'running' };
  fire.tags.push(record);
  let endMs: number | undefined;
  fire.outcomes.set(record, () => ({
    id: tag.tagId,
    status: record.status === 'running' ? 'still_running' : record.status,
    executionTimeMs: (endMs ?? instance.now()) - startMs,
    metadata: toMetadata(tag),
  }));
  return runTag(fire.scope, tag, record).then(() => {
    endMs = instance.now();
    return record;
  });
}

/** The firing that has begun where the tag's firing option allows no second one. */
function runOnce(fire: Fire, tag: ExportTag): Promise<ServerTagRecord> {
  const { tagFiringOption = 'ONCE_PER_EVENT' } = tag;
  if (tagFiringOption === 'UNLIMITED') {
    return begin(fire, tag);
  }
  const firings = tagFiringOption === 'ONCE_PER_LOAD' ? fire.requestFirings : fire.eventFirings;
  const firing = firings.get(tag.name) ?? begin(fire, tag);
  firings.set(tag.name, firing);
  return firing;
}

/** False where the linked tag failed. */
async function runLinked(fire: Fire, link: ExportTagLink): Promise<boolean> {
  const { version, recorder } = fire.scope.instance;
  const tag = version.tag?.find(({ name }) => name === link.tagName);
  if (!tag) {
    recorder.report(`Unknown tag ${link.tagName} before or after another. Add it; GTM would refuse to publish.`);
    return true;
  }
  if (tag.paused === true) {
    return true;
  }
  return (await runOnce(fire, tag)).status === 'success';
}

async function runSequence(fire: Fire, tag: ExportTag): Promise<void> {
  for (const link of tag.setupTag ?? []) {
    const isDone = await runLinked(fire, link);
    if (fire.isOver || (!isDone && link.stopOnSetupFailure === true)) {
      return;
    }
  }
  const { status } = await runOnce(fire, tag);
  for (const link of tag.teardownTag ?? []) {
    if (fire.isOver) {
      return;
    }
    if (status === 'success' || link.stopTeardownOnFailure !== true) {
      await runLinked(fire, link);
    }
  }
}

function afterTime({ instance }: VariableScope): Promise<void> {
  return new Promise((resolve) => {
    instance.activity.schedule(resolve, Math.max(instance.limits.eventMs, 1));
  });
}

function endRunning({ scope, tags }: Fire): void {
  for (const record of tags.filter(({ status }) => status === 'running')) {
    record.status = 'still_running';
    scope.instance.recorder.report(
      `The tag ${record.name} had called neither gtmOnSuccess nor gtmOnFailure when its event's time was over.`,
    );
  }
}

/** Resolves when every tag is done or the event's time is over. */
export async function fireEvent(firing: EventFiring): Promise<readonly TagOutcome[]> {
  const fire: Fire = { ...firing, eventFirings: new Map(), outcomes: new Map(), isOver: false };
  const fired = await findFiredTags(fire.scope);
  const sequences = Promise.all(fired.map((tag) => runSequence(fire, tag)));
  await Promise.race([sequences, afterTime(fire.scope)]);
  fire.isOver = true;
  endRunning(fire);
  return [...fire.outcomes.values()].map((toOutcome) => toOutcome());
}
