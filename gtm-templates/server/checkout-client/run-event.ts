// Runs the container for one event and judges by its tags whether that was enough.
import { Promise, runContainer } from 'sandbox:server';
import { addEventCallback } from 'sandbox:shared';
import type { ForwardedEvent } from '../../../functions/contract/forwarded-event.ts';
import { toEventData, toEventName } from './event-data.ts';
import type { EventVisitor } from './event-visitor.ts';
import type { Setup } from './setup.ts';

/** Whether the event is done with. */
export type Outcome = 'ran' | 'failed';

interface TagResult {
  readonly status: string;
}

/** Calls back once, when the container's tags have run. */
export function runEvent(
  setup: Setup,
  event: ForwardedEvent,
  visitor: EventVisitor | undefined,
  onEnd: (outcome: Outcome) => void,
): void {
  runContainer(toEventData(event, setup, visitor), (bindToEvent) => {
    const listen = bindToEvent(addEventCallback);
    Promise.create<readonly TagResult[]>((resolve) => {
      listen((_containerId, ended) => resolve(ended.tags));
    }).then(
      (tags) => {
        setup.log(describeRun(event, setup, tags));
        onEnd(judge(event, tags));
      },
      // The tags have run; what came of them stays unknown.
      () => onEnd('ran'),
    );
  });
}

/**
 * All tags run again when an event is sent again. For a purchase that does no harm, since receivers know it by its transaction id
 * and event id; but GA4 counts a refund or a renewal twice, so these are repeated only where not a single tag succeeded.
 */
function judge(event: ForwardedEvent, tags: readonly TagResult[]): Outcome {
  const failed = tags.filter(hasFailed).length;
  const isRepeatable = event.event === 'purchase' || failed === tags.length;
  return failed > 0 && isRepeatable ? 'failed' : 'ran';
}

function hasFailed(tag: TagResult): boolean {
  return tag.status === 'failure' || tag.status === 'exception' || tag.status === 'timeout';
}

function describeRun(event: ForwardedEvent, setup: Setup, tags: readonly TagResult[]): string {
  const name = toEventName(event, setup);
  if (tags.length === 0) {
    return 'No tag fired for ' + name + '. If one should have, check its trigger.';
  }
  const failed = tags.filter(hasFailed).length;
  const ran = name + ': ' + count(tags.length, 'tag') + ' fired';
  if (failed === 0) {
    return ran + '.';
  }
  const end =
    judge(event, tags) === 'failed'
      ? '; the event comes again.'
      : '; the event is not repeated, or the others would count it twice.';
  return ran + ', ' + count(failed, 'tag') + ' failed' + end;
}

function count(amount: number, noun: string): string {
  return amount.toString() + ' ' + noun + (amount === 1 ? '' : 's');
}
