// What tags of the server container do not get to see of an event.
import { clickIdNames } from '../../shared/parameter-names.ts';
import type { TransformationDescription } from '../building/description.ts';
import { flag, table, tagList } from '../building/parameters.ts';
import { folders } from './folders.ts';
import { analyticsTagName } from './tags.ts';

/**
 * GA4 takes 25 parameters with an event and drops the rest without a word: https://support.google.com/analytics/answer/9267744
 * These are for other tags: Stripe’s ids, which tell customers apart, click ids, which GA4 reads from `page_location`, Meta’s
 * own, what Google Ads reads, and consent, which Google’s tags read from its codes.
 */
const notForAnalytics: readonly string[] = [
  'event_time',
  'livemode',
  'mode',
  'checkout_session_id',
  'customer_id',
  'client_reference_id',
  'subscription_id',
  'new_customer',
  'consent',
  'x-fb-ck-fbp',
  'x-fb-ck-fbc',
  ...clickIdNames,
];

/** Those to leave out are named, because one that names what may pass takes away what Google’s own tags need. */
export const transformations: readonly TransformationDescription[] = [
  {
    name: 'Tilltag - Not for GA4',
    type: 'tf_exclude_params',
    folder: folders.google,
    notes:
      'Keeps Stripe’s ids, click ids and what only other tags need out of GA4, which takes 25 parameters with an event and drops the rest. All other tags get everything. Remove a row to have it in GA4 after all; add your own click ids, if the client knows any.',
    parameters: [
      table(
        'excludedParamsTable',
        notForAnalytics.map((excludedParams) => ({ excludedParams })),
      ),
      flag('matchingConditionsEnabled', false),
      flag('allTagsExcept', false),
      tagList('affectedTags', [analyticsTagName]),
      table('affectedTagTypes', []),
    ],
  },
];
