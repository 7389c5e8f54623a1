// What a scenario of chaos is: what goes wrong, for how long, and what it needs for that.
import type { StripeStandIn } from '../../scripts/stand-ins/stripe/start-stripe-stand-in.ts';
import type { Chance } from '../soak/chance.ts';
import type { Truth } from '../soak/world/truth.ts';
import type { Destinations } from './world/destinations.ts';
import type { LeapingClock } from './world/leaping-clock.ts';
import type { ProcessPool } from './world/process-pool.ts';
import type { StorePlace } from './world/store-place.ts';

/** All that a scenario can lay hands on. */
export interface World {
  stripe: Pick<StripeStandIn, 'setFaults'>;
  destinations: Pick<Destinations, 'setTrouble'>;
  processes: ProcessPool;
  store: StorePlace;
  clock: LeapingClock;
  chance: Chance;
  truth: Truth;
}

/** A fault while it lasts. */
export interface Fault {
  /** Runs beside each bundle of requests and each sweep, and ends before the next begins. */
  disturb?(): Promise<void>;
  /** From then on all is well. */
  end(): Promise<void> | void;
}

/** What a run of a scenario is told on the command line. */
export interface ScenarioWishes {
  /** The commit of the other version, where two run at once; the default unless given. */
  against: string | undefined;
}

/** Versions of the code, one for each process, in the order of their start. */
export interface Versions {
  roots: readonly string[];
  /** In words, for whoever reads the result. */
  note: string;
  remove(): void;
}

export interface Scenario {
  /** A word for the command line. */
  name: string;
  /** What goes wrong, in a sentence. */
  does: string;
  /** What must hold afterwards beside that nothing is lost, doubled or wrong; a sentence. */
  holds: string;
  store: 'sqlite' | 'firestore';
  /** How long the fault lasts on the shop's clock. */
  minutes: number;
  /** Whether it is short enough for `--quick`. */
  isQuick?: boolean;
  /** Whether what is being written may be written or not while it lasts, and nobody is told which. */
  hidesWrites?: boolean;
  /** Whether the database's folder is to be one that can become full. */
  needsRoom?: boolean;
  /** Two processes of this version unless given. Rejects with ScenarioObstacle. */
  openVersions?(wishes: ScenarioWishes): Promise<Versions>;
  begin(world: World): Promise<Fault> | Fault;
}

/** Why a scenario cannot be run on this machine; the message says what it would need. */
export class ScenarioObstacle extends Error {
  override readonly name = 'ScenarioObstacle';
}
