// Fires the tags of one event, each in its sequence of setup tags, itself and cleanup tags.
//
// Decisions where GTM's behaviour is not public:
// - a tag that waits for consent which is denied does not fire, and neither do its setup and cleanup tags;
// - a setup tag that has fired already and may fire only once counts as a success.
import type { CompiledTemplate } from '../code/compiled-template.ts';
import type { ContainerServices } from '../web/web-context.ts';
import type { WebPage } from '../web/web-page.ts';
import type { TagLink, TagOf } from './container-model.ts';
import type { ContainerRecords, TagRecord } from './container-records.ts';
import type { ContainerVariables } from './container-variables.ts';
import type { Message } from './data-layer-queue.ts';
import { createEventEnding, type EventEnding } from './event-ending.ts';
import type { RunnableContainer } from './runnable-container.ts';
import type { GoogleTags } from './tags/google-tags.ts';
import { runnerOf } from './tags/tag-runners.ts';
import { isTriggered } from './trigger-events.ts';

/** What firing needs to know. */
export interface FiringSurroundings {
  readonly model: RunnableContainer;
  readonly page: WebPage;
  readonly container: ContainerServices;
  readonly variables: ContainerVariables;
  readonly records: ContainerRecords;
  readonly google: GoogleTags;
}

type Tag = TagOf<CompiledTemplate>;
type WhenDone = (status: TagRecord['status']) => void;

/** One event under way. */
interface Firing {
  readonly event: string;
  readonly ending: EventEnding;
  /** The tags that have fired at this event. */
  readonly fired: Set<Tag>;
}

/** A function that fires, for each event it is given, every tag whose trigger the event meets. */
export function createEventFirer(surroundings: FiringSurroundings): (event: string, message: Message) => void {
  const { model, variables, container } = surroundings;
  const firedOnPage = new Set<Tag>();
  const byName = new Map(model.tags.map((tag) => [tag.name, tag]));

  const canFire = (tag: Tag, { fired }: Firing): boolean =>
    !tag.isPaused &&
    runnerOf(tag.type) !== undefined &&
    !(tag.firing === 'ONCE_PER_LOAD' && firedOnPage.has(tag)) &&
    !(tag.firing !== 'UNLIMITED' && fired.has(tag));

  function fireAlone(tag: Tag, firing: Firing, onDone: WhenDone): void {
    const record: TagRecord = { name: tag.name, event: firing.event, status: 'running' };
    firing.ending.add(record);
    const settle = (status: TagRecord['status'], error?: string): void => {
      record.status = status;
      if (error !== undefined) {
        record.error = error;
      }
      onDone(status);
    };
    if (!tag.neededConsent.every(container.consent.isGranted)) {
      settle('blocked');
      return;
    }
    runnerOf(tag.type)?.({ ...surroundings, tag, read: variables.read, onEventDone: firing.ending.listen, settle });
  }

  /** Fires the tags one after the other; a failure that stops hands its status on at once. */
  function fireLinked(links: readonly TagLink[], firing: Firing, onDone: (wasStopped: boolean) => void): void {
    const [link, ...rest] = links;
    if (link === undefined) {
      onDone(false);
      return;
    }
    fireSequence(byName.get(link.tagName), firing, (status) => {
      if (status === 'failed' && link.stopsOnFailure) {
        onDone(true);
      } else {
        fireLinked(rest, firing, onDone);
      }
    });
  }

  function fireSequence(tag: Tag | undefined, firing: Firing, onDone: WhenDone): void {
    if (tag === undefined || !canFire(tag, firing)) {
      onDone('succeeded');
      return;
    }
    firedOnPage.add(tag);
    firing.fired.add(tag);
    const isAllowed = tag.neededConsent.every(container.consent.isGranted);
    fireLinked(isAllowed ? tag.setup : [], firing, (wasStopped) => {
      if (wasStopped) {
        onDone('failed');
        return;
      }
      fireAlone(tag, firing, (status) => {
        const cleanup = isAllowed ? tag.teardown.filter((link) => status !== 'failed' || !link.stopsOnFailure) : [];
        fireLinked(cleanup, firing, () => onDone(status));
      });
    });
  }

  return (event, message) => {
    const firing: Firing = { event, ending: createEventEnding(surroundings, message), fired: new Set() };
    const isMet = (triggers: Tag['triggers']): boolean =>
      triggers.some((trigger) => isTriggered(trigger, event, variables.read));
    // All triggers are asked before any tag runs, so that no tag can fire another by what it does.
    const tags = model.tags
      .filter((tag) => canFire(tag, firing) && isMet(tag.triggers) && !isMet(tag.blockers))
      .sort((one, other) => other.priority - one.priority);
    for (const tag of tags) {
      firing.ending.hold();
      fireSequence(tag, firing, firing.ending.release);
    }
    firing.ending.allStarted();
  };
}
