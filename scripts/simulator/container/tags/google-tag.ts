// Stands in for the Google tag: it configures a measurement id and counts the page view.
//
// It proves which settings reach the page view and the events after it. What Google's own tag does besides (enhanced
// measurement, linking of domains, signals, ids of the type GT-) only a real page can prove.
import { isPlainObject } from '../../sandbox/plain-object.ts';
import { readSettingRows } from '../variables/read-setting-rows.ts';
import { sendAnalyticsEvent } from './send-analytics-event.ts';
import { settingsOf, type TagRunner } from './tag-run.ts';

function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  return isPlainObject(value) ? value : {};
}

/** A tag of another id than GA4's, such as AW-, only loads Google's script. */
export const fireGoogleTag: TagRunner = (run) => {
  const settings = settingsOf(run);
  const id = String(settings['tagId'] ?? '');
  const configured = {
    ...objectOf(settings['configSettingsVariable']),
    ...readSettingRows(settings['configSettingsTable']),
    ...objectOf(settings['eventSettingsVariable']),
    ...readSettingRows(settings['eventSettingsTable']),
  };
  run.google.configure(id, configured);
  if (!id.startsWith('G-') || String(configured['send_page_view'] ?? true) === 'false') {
    run.settle('succeeded');
    return;
  }
  sendAnalyticsEvent(run, { measurementId: id, event: 'page_view', parameters: {} });
};
