// Writes down a click on a payment link, so that the purchase it leads to is known by its campaign.
import type { ClickReport } from '../contract/click-report.ts';
import { toClick } from '../rules/click.ts';
import type { Property } from '../rules/property.ts';
import { clickRecordId, type Store } from '../store/store.ts';

/** `exists` when this click was told before; what was told first stays. Rejects with StoreUnavailableError. */
export function recordClick(
  store: Pick<Store, 'createClick'>,
  report: ClickReport,
  property: Property,
  nowMs: number,
): Promise<'created' | 'exists'> {
  const id = clickRecordId(property.id, report.click_id);
  return store.createClick(toClick(report, { id, property, nowMs }));
}
