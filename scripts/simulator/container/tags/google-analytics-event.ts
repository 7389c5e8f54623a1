// Stands in for the tag "Google Analytics: GA4 Event".
//
// It proves that the data layer and the tag's settings carried what GA4 needs. Only Google's own tag can prove what it
// adds by itself, and what GA4 makes of the event.
import { isPlainObject } from '../../sandbox/plain-object.ts';
import type { FieldValues } from '../container-model.ts';
import { readSettingRows } from '../variables/read-setting-rows.ts';
import { sendAnalyticsEvent } from './send-analytics-event.ts';
import { settingsOf, type TagRun, type TagRunner } from './tag-run.ts';

function readEcommerce({ container }: TagRun, settings: FieldValues): unknown {
  if (settings['sendEcommerceData'] !== true) {
    return undefined;
  }
  const isOfDataLayer = (settings['getEcommerceDataFrom'] ?? 'dataLayer') === 'dataLayer';
  return isOfDataLayer ? container.dataLayer.get('ecommerce') : settings['ecommerceMacroData'];
}

function readMeasurementId(settings: FieldValues): string {
  const [first = ''] = [settings['measurementIdOverride'], settings['measurementId']].filter(Boolean);
  return String(first);
}

/** Parameters of the tag lie over those of its settings variable, and these over the data layer's ecommerce object. */
export const fireGoogleAnalyticsEvent: TagRunner = (run) => {
  const settings = settingsOf(run);
  const measurementId = readMeasurementId(settings);
  if (measurementId === '') {
    run.settle('failed', 'The tag has no measurement id.');
    return;
  }
  const ecommerce = readEcommerce(run, settings);
  const shared = settings['eventSettingsVariable'];
  sendAnalyticsEvent(run, {
    measurementId,
    event: String(settings['eventName'] ?? ''),
    parameters: {
      ...(isPlainObject(ecommerce) && ecommerce),
      ...(isPlainObject(shared) && shared),
      ...readSettingRows(settings['eventParameters']),
      ...readSettingRows(settings['eventSettingsTable']),
    },
    userProperties: readSettingRows(settings['userProperties']),
    ...(settings['enhancedUserId'] === true && { userData: settings['userDataVariable'] }),
  });
};
