// What the server container promises: which events reach GA4 and Google Ads.
import { describe, expect, test } from 'vitest';
import type { LifecycleEvent } from '../../../functions/contract/forwarded-event.ts';
import type { ExportCondition } from '../../../functions/downloads/container-export.ts';
import { serverExport, webExport } from '../../scripts/containers/built-containers.ts';

const { tag = [], trigger = [], client = [], variable = [], transformation = [] } = serverExport.containerVersion;

/** Every event that there is; the type makes sure that none is missing. */
const events = Object.keys({
  purchase: true,
  trial_start: true,
  setup_complete: true,
  checkout_pending: true,
  checkout_failed: true,
  checkout_expired: true,
  trial_converted: true,
  refund: true,
  subscription_renewal: true,
  subscription_refund: true,
  subscription_cancel: true,
  dispute: true,
} satisfies Record<LifecycleEvent, true>);

/** Whether the tag would fire, as GTM decides: one of its triggers, all of whose conditions hold. */
function fires(tagName: string, values: Readonly<Record<string, string>>): boolean {
  const ids = tag.find(({ name }) => name === tagName)?.firingTriggerId ?? [];
  return trigger
    .filter(({ triggerId }) => ids.includes(triggerId))
    .some(({ customEventFilter = [], filter = [] }) =>
      [...customEventFilter, ...filter].every((one) => holds(one, values)),
    );
}

function holds({ type, parameter }: ExportCondition, values: Readonly<Record<string, string>>): boolean {
  const [left = '', right = ''] = parameter.map((one) => ('value' in one ? one.value : ''));
  const actual = values[left.slice(2, -2)] ?? '';
  return type === 'EQUALS' ? actual === right : new RegExp(right).test(actual);
}

function happened(event: string, adUserData = 'granted', clientName = 'Tilltag - Checkout client') {
  return { _event: event, 'Client Name': clientName, 'Tilltag - Consent to ad user data': adUserData };
}

describe('the server container', () => {
  test.each(events)('%s reaches GA4, and in test mode does not', (event) => {
    expect(fires('Tilltag - GA4', happened(event))).toBe(true);
    expect(fires('Tilltag - GA4', happened(event, 'denied'))).toBe(true);
    expect(fires('Tilltag - GA4', happened(`${event}_test`))).toBe(false);
  });

  test('events of other clients reach no tag of ours', () => {
    for (const { name } of tag) expect(fires(name, happened('purchase', 'granted', 'GA4'))).toBe(false);
  });

  test.each(['Tilltag - Google Ads - Purchase', 'Tilltag - Google Ads - Conversion linker'])(
    '%s fires at purchases alone, and only with the buyer’s consent',
    (name) => {
      expect(events.filter((event) => fires(name, happened(event)))).toEqual(['purchase']);
      for (const state of ['denied', '', 'unset']) expect(fires(name, happened('purchase', state))).toBe(false);
      expect(fires(name, happened('purchase_test'))).toBe(false);
    },
  );

  test('consent is read from the event itself', () => {
    expect(variable.find(({ name }) => name === 'Tilltag - Consent to ad user data')).toMatchObject({
      type: 'ed',
      parameter: [
        { key: 'keyPath', value: 'consent.ad_user_data' },
        { key: 'setDefaultValue', value: 'false' },
      ],
    });
  });

  test('the client has the name that the triggers compare', () => {
    expect(client.map(({ name }) => name)).toEqual(['Tilltag - Checkout client']);
  });

  test('what is kept from GA4 is kept from its tag alone, which is meant by its name as in GTM’s exports', () => {
    expect(transformation).toMatchObject([{ type: 'tf_exclude_params' }]);
    expect(transformation[0]?.parameter?.filter(({ key }) => key !== 'excludedParamsTable')).toEqual([
      { type: 'BOOLEAN', key: 'matchingConditionsEnabled', value: 'false' },
      { type: 'BOOLEAN', key: 'allTagsExcept', value: 'false' },
      {
        type: 'LIST',
        key: 'affectedTags',
        list: [
          {
            type: 'MAP',
            map: [{ type: 'TAG_REFERENCE', key: 'tagReference', value: 'Tilltag - GA4', isWeakReference: false }],
          },
        ],
      },
      { type: 'LIST', key: 'affectedTagTypes' },
    ]);
  });

  test('nothing is kept from GA4 that the web container tells it', () => {
    const excluded = JSON.stringify(transformation);
    const told = webExport.containerVersion.tag?.find(({ name }) => name === 'Tilltag - GA4 - purchase');
    const names = JSON.stringify(told).match(/(?<="parameter","value":")[a-z_]+/g) ?? [];
    expect(names).toContain('tilltag_payment_link');
    expect(names.filter((name) => excluded.includes(`"${name}"`))).toEqual([]);
  });

  test('the conversion fires after the linker, which it needs', () => {
    const priority = (name: string) => Number(tag.find((one) => one.name === name)?.priority?.value ?? 0);
    expect(priority('Tilltag - Google Ads - Conversion linker')).toBeGreaterThan(
      priority('Tilltag - Google Ads - Purchase'),
    );
  });
});
