// Says that days are shown as they were counted by settings which the property has no more.
import { recountDaysBack } from '../../coverage/recount-days.ts';
import type { DailyRollup } from '../../rules/daily-rollup.ts';
import { addDays } from '../../rules/day.ts';
import type { Property } from '../../rules/property.ts';
import { isOtherScope, isOutdated } from '../../rules/roll-up-settings.ts';
import { type Html, html, nothing } from '../page/html.ts';
import { message } from '../page/parts.ts';
import { settingsNoteTexts as texts } from '../texts/coverage-texts.ts';

/** The sentences; nothing where all days stand as the settings of today count them. */
export function settingsNote(property: Property, rollups: readonly DailyRollup[], today: string): Html {
  const outdated = rollups.filter((rollup) => isOutdated(rollup, property));
  const oldest = addDays(today, -recountDaysBack);
  const kept = outdated.filter(({ day }) => day < oldest).length;
  const recounted = outdated.length - kept;
  return html`${recounted === 0 ? nothing : message('quiet', texts.recounted(recounted, rollups.length))}${kept === 0 ? nothing : message('quiet', texts.kept(kept))}`;
}

/** The same about whose payments Stripe counted; only for pages that show what Stripe counted. */
export function scopeNote(property: Property, rollups: readonly DailyRollup[]): Html {
  const others = rollups.filter(({ stripe }) => isOtherScope(stripe, property)).length;
  return others === 0 ? nothing : html`<p class="hint">${texts.otherScope(others)}</p>`;
}
