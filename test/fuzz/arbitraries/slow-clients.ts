// Clients that take their time: requests in pieces, with pauses between them, and ends that are none.
import fc from 'fast-check';
import { type RequestParts, rawExchanges } from './raw-requests.ts';

/** One connection. */
export type SlowClient = {
  /** Its bytes are the codes of these characters, those above 255 cut. */
  readonly text: string;
  /** How much of it is sent at all, in thousandths. */
  readonly sent: number;
  /** In how many pieces, with a pause behind each. */
  readonly pieces: number;
  readonly pauseMs: number;
  /** What it does after that: wait for as long as it takes, say that nothing more comes, or be gone. */
  readonly ending: 'waits' | 'half_closes' | 'breaks_off';
};

/** Clients of a server whose requests are made of these parts. */
export function slowClients(parts: RequestParts): fc.Arbitrary<SlowClient> {
  return fc.record({
    text: rawExchanges(parts).map(({ text }) => text),
    sent: fc.oneof(fc.constant(1_000), fc.constant(1_000), fc.nat({ max: 1_000 })),
    pieces: fc.constantFrom(1, 2, 5, 20),
    pauseMs: fc.constantFrom(0, 1, 10, 40),
    ending: fc.constantFrom('waits', 'half_closes', 'breaks_off'),
  });
}
