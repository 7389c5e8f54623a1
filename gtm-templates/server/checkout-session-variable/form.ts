// The form of the Checkout session variable: which session, and what of it.
import { equals, group, select, text } from '../../authoring/fields.ts';
import { accessTemplateStorage, logging, readContainerData } from '../../authoring/permissions.ts';
import { readEventData, readRequest, sendHttp, useMessage } from '../../authoring/server-permissions.ts';
import { type DataOf, serverVariable } from '../../authoring/template.ts';
import { propertyIdField } from '../../shared/form-fields.ts';
import { functionEndpointField, secretField, serverLogTypeField } from '../../shared/server-form-fields.ts';

/** The Checkout session variable as GTM sees it. */
export const template = serverVariable({
  displayName: 'Tilltag Checkout session',
  description:
    'Looks a Stripe Checkout Session up with your Tilltag function and gives any tag of the server container what was bought, or one field of it. Asks once, however many tags want it.',
  categories: ['CONVERSIONS', 'ANALYTICS', 'UTILITY'],
  fields: [
    propertyIdField,
    functionEndpointField,
    secretField,
    text({
      name: 'checkoutSessionId',
      label: 'Checkout Session ID',
      help: 'Leave it empty to read the id from the event: <b>checkout_session_id</b>, else <b>session_id</b> in the address of the page.',
    }),
    select({
      name: 'output',
      label: 'Value',
      help: 'Choose what of the session this is.',
      items: [
        { value: 'session', label: 'The whole session' },
        { value: 'ecommerce.value', label: 'Value' },
        { value: 'ecommerce.currency', label: 'Currency' },
        { value: 'ecommerce.items', label: 'Items' },
        { value: 'ecommerce.transaction_id', label: 'Transaction id' },
        { value: 'status', label: 'Status: paid, free or pending' },
        { value: 'customer_email', label: 'E-mail' },
        { value: 'customer_id', label: 'Customer id' },
        { value: 'customer_type', label: 'Customer type: new or returning' },
        { value: 'user_data', label: 'User data for Google' },
        { value: 'meta_user_data', label: 'User data for Meta' },
        { value: 'utm_source', label: 'Campaign source' },
        { value: 'utm_medium', label: 'Campaign medium' },
        { value: 'utm_campaign', label: 'Campaign name' },
        { value: 'click.gclid', label: 'Google click id' },
        { value: 'payment_link', label: 'Payment link' },
        { value: 'livemode', label: 'Whether it is no test' },
        { value: 'other', label: 'Another field' },
      ],
      defaultValue: 'session',
    }),
    text({
      name: 'fieldPath',
      label: 'Field',
      help: 'Enter the names that lead to it, with dots between them.',
      valueHint: 'ecommerce.items.0.item_name',
      required: true,
      enabledWhen: [equals('output', 'other')],
    }),
    group({
      name: 'advancedGroup',
      label: 'More settings',
      open: false,
      fields: [
        text({
          name: 'timeoutMs',
          label: 'Time-out',
          help: 'Enter how long tags wait for the function’s answer, 4900 at most.',
          defaultValue: '3000',
          valueUnit: 'ms',
          required: true,
          validators: [{ type: 'POSITIVE_NUMBER' }],
        }),
        serverLogTypeField,
      ],
    }),
  ],
  permissions: [
    // A permission cannot name what a field holds.
    sendHttp('any'),
    readRequest({
      headers: ['authorization', 'host', 'origin', 'referer', 'sec-fetch-site', 'user-agent'],
      remoteAddress: true,
    }),
    readEventData(['checkout_session_id', 'page_location', 'consent.ad_user_data', 'x-ga-gcd']),
    useMessage([
      { type: 'tilltag_session_wanted', action: 'send' },
      { type: 'tilltag_session_wanted', action: 'listen' },
      { type: 'tilltag_session_pending', action: 'send' },
      { type: 'tilltag_session_pending', action: 'listen' },
      { type: 'tilltag_session_found', action: 'send' },
      { type: 'tilltag_session_found', action: 'listen' },
    ]),
    accessTemplateStorage(),
    readContainerData(),
    logging('all'),
  ],
  changes: ['First version.'],
});

export type Data = DataOf<typeof template>;
