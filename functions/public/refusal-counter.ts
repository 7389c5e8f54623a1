// Counts the refusals that a wrong set-up causes, by property and day, for whoever looks what is wrong; what goes well costs nothing.
import { type LookupQuery, propertyIdPattern } from '../contract/lookup-query.ts';
import type { HttpError } from '../http/http-error.ts';
import { createTokenBuckets } from '../http/token-buckets.ts';
import type { PropertyCache } from '../properties/property-cache.ts';
import { createTally, type TallyOptions } from '../tally/create-tally.ts';

/** What is counted, by the refusal's code. */
const countedCodes: ReadonlySet<string> = new Set(['placeholder_session_id', 'host_not_allowed', 'mode_mismatch']);

/** Anybody can cause refusals, so that few of them are written at once; a flood is written twenty at a time. */
const countsAtOnce = { perSecond: 0.1, burst: 3, maxKeys: 1 };

/** A request that was refused. */
export interface RefusedRequest {
  /** `undefined` where the request was refused before it was understood. */
  propertyId: LookupQuery['property_id'] | undefined;
  url: string;
}

export interface RefusalCounter {
  /**
   * Counts the refusal where its set-up is at fault: to be awaited before it is answered, after which an instance may be frozen.
   * `undefined` where nothing is to be counted. Never rejects.
   */
  count(request: RefusedRequest, error: HttpError): Promise<void> | undefined;
  /** Writes everything that is not written yet. Never rejects. */
  flush(): Promise<void>;
}

export interface RefusalCounterOptions extends Omit<TallyOptions, 'takeTurn'> {
  properties: Pick<PropertyCache, 'find'>;
}

/** A counter that has counted nothing. */
export function createRefusalCounter({ properties, ...options }: RefusalCounterOptions): RefusalCounter {
  const turns = createTokenBuckets({ ...countsAtOnce, now: options.now });
  const tally = createTally({ ...options, takeTurn: () => turns.take('') === 0 });

  async function countKnown(propertyId: string, word: string): Promise<void> {
    try {
      // Made-up ids would fill the database.
      if ((await properties.find(propertyId)) !== undefined) await tally.count(propertyId, word);
    } catch {
      // A refusal is answered all the same while the database is away.
    }
  }

  return {
    count({ propertyId, url }, { code }) {
      if (!countedCodes.has(code)) return undefined;
      const id = propertyId ?? findPropertyId(url);
      return id === undefined ? undefined : countKnown(id, code);
    },
    flush: () => tally.flush(),
  };
}

/** The property that a query names which was refused for something else. */
function findPropertyId(url: string): string | undefined {
  const id = new URLSearchParams(url.slice(url.indexOf('?') + 1)).get('property_id') ?? '';
  return propertyIdPattern.test(id) ? id : undefined;
}
