// Sets the scopes of properties anew in the midst of the business, as a person does in the console.
import { changeProperty } from '../../../functions/properties/change-property.ts';
import type { Store } from '../../../functions/store/store.ts';
import type { Shop } from '../shop/open-shop.ts';
import type { Agenda } from './agenda.ts';
import type { Clock } from './clock.ts';
import type { Truth } from './truth.ts';

export interface ScopeOptions {
  agenda: Agenda;
  clock: Clock;
  /** The database itself. */
  store: Store;
  truth: Truth;
}

/** Puts every planned change on the agenda, counted from `originMs`. */
export function planScopes(
  { properties }: Shop,
  originMs: number,
  { agenda, clock, store, truth }: ScopeOptions,
): void {
  for (const { spec } of properties) {
    for (const { afterMs, scope } of spec.scopeChanges ?? []) {
      agenda.add({
        atMs: originMs + afterMs,
        kind: 'step',
        run: async () => {
          // Anew where a process changed it in between; rejects where it could not be changed.
          await changeProperty({ store, now: clock.nowMs }, spec.id, (stored) => ({ ...stored, scope }));
          truth.scopeChanges.push({ propertyId: spec.id, atMs: clock.nowMs(), scope });
        },
      });
    }
  }
}
