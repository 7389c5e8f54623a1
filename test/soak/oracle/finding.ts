// What the oracle finds, and how it is told.
import type { SessionTruth } from '../world/truth.ts';

/**
 * `lost`: demanded, and neither there nor told by a page nor parked for a true reason. `doubled`: told twice without need.
 * `wrong`: it says or claims something that is not so.
 */
export type FindingKind = 'lost' | 'doubled' | 'wrong';

export interface Finding {
  kind: FindingKind;
  session: SessionTruth;
  propertyId: string;
  /** In words: what was found, and what was expected. */
  sentence: string;
}

export interface Verdict {
  findings: Finding[];
  /** Deliveries that stand as uncertain, each for a fault that happened. */
  uncertain: number;
}
