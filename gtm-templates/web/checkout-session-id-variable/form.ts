// The form of the Checkout Session ID variable: where the id stands in the page's address.
import { text } from '../../authoring/fields.ts';
import { getUrl } from '../../authoring/permissions.ts';
import { type DataOf, webVariable } from '../../authoring/template.ts';

/** The Checkout Session ID variable as GTM sees it. */
export const template = webVariable({
  displayName: 'Checkout Session ID',
  description:
    'Reads the id of a Stripe Checkout Session from the address of the thank-you page. Undefined on every other page.',
  categories: ['UTILITY', 'CONVERSIONS'],
  fields: [
    text({
      name: 'parameterName',
      label: 'Query parameter',
      help: 'The name in front of <b>={CHECKOUT_SESSION_ID}</b> in the redirect URL that you entered in Stripe.',
      defaultValue: 'session_id',
      required: true,
    }),
  ],
  // A permission cannot name what a field holds, so a name of the user's choice needs any key of the query; nothing else of
  // the address can be read.
  permissions: [getUrl({ parts: ['query'], queryKeys: 'any' })],
  changes: ['First version.'],
});

export type Data = DataOf<typeof template>;
