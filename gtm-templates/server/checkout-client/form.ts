// The form of the Checkout client: whose checkouts it serves, and below it what can stay as it is.
import { checkbox, equals, group, select, text } from '../../authoring/fields.ts';
import {
  accessTemplateStorage,
  getCookies,
  logging,
  readContainerData,
  readEventMetadata,
  setCookies,
} from '../../authoring/permissions.ts';
import {
  accessResponse,
  readRequest,
  returnResponse,
  runContainer,
  sendHttp,
} from '../../authoring/server-permissions.ts';
import { type DataOf, serverClient } from '../../authoring/template.ts';
import { propertyIdField } from '../../shared/form-fields.ts';
import { functionEndpointField, secretField, serverLogTypeField } from '../../shared/server-form-fields.ts';

/** The Checkout client as GTM sees it. */
export const template = serverClient({
  displayName: 'Tilltag Checkout client',
  description:
    'Answers your Tilltag web tags on your own domain, and turns what happens to a payment in Stripe into events of this container, each with items, campaign and consent.',
  categories: ['CONVERSIONS', 'ANALYTICS', 'ADVERTISING'],
  fields: [
    propertyIdField,
    functionEndpointField,
    secretField,
    text({
      name: 'path',
      label: 'Path',
      help: 'Keep it, or enter another path that ends in /checkout; the Endpoint of your web tags is then your domain with what stands in front of /checkout.',
      defaultValue: '/checkout',
      required: true,
      validators: [
        {
          type: 'REGEX',
          args: ['^(/[A-Za-z0-9._~-]+)*/checkout$'],
          errorMessage: 'The path must begin with a slash and end in /checkout',
        },
      ],
    }),
    group({
      name: 'eventGroup',
      label: 'Events',
      open: true,
      fields: [
        text({
          name: 'measurementId',
          label: 'Measurement ID',
          help: 'Paste the Measurement ID of your GA4 data stream, or leave it empty where your GA4 tags have one.',
          valueHint: 'G-XXXXXXXXXX',
        }),
        select({
          name: 'testSessions',
          label: 'Test sessions',
          help: 'Choose what happens with payments in Stripe’s test mode.',
          items: [
            { value: 'separate', label: 'Run with _test behind the event name' },
            { value: 'as_live', label: 'Run like live sessions' },
            { value: 'ignore', label: 'Run nothing' },
          ],
          defaultValue: 'separate',
        }),
        text({
          name: 'extraClickIds',
          label: 'More click ids',
          help: 'Enter the same names as in the payment links tag, separated by commas; the usual ones are known.',
          valueHint: 'cjevent, tblci',
        }),
      ],
    }),
    group({
      name: 'cookieGroup',
      label: 'Cookie',
      open: true,
      fields: [
        checkbox({
          name: 'keepsCookie',
          label: 'Make the cookie last',
          help: 'Tick to set the cookie of the payment links tag again from the server for 90 days, where the visitor agrees, because Safari cuts short what scripts set.',
          defaultValue: true,
        }),
        text({
          name: 'cookieName',
          label: 'Cookie name',
          help: 'Enter the name that the payment links tag has.',
          defaultValue: '_tilltag',
          required: true,
          enabledWhen: [equals('keepsCookie', true)],
        }),
        text({
          name: 'cookieDomain',
          label: 'Cookie domain',
          help: 'Enter the domain that the payment links tag has.',
          defaultValue: 'auto',
          required: true,
          enabledWhen: [equals('keepsCookie', true)],
        }),
      ],
    }),
    group({
      name: 'advancedGroup',
      label: 'More settings',
      open: false,
      fields: [
        text({
          name: 'timeoutMs',
          label: 'Time-out',
          help: 'Enter how long to wait for the function’s answer, 4900 at most.',
          defaultValue: '4800',
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
      headers: [
        'authorization',
        'content-type',
        'host',
        'if-none-match',
        'origin',
        'referer',
        'sec-fetch-site',
        'user-agent',
      ],
      queryParameters: 'any',
      body: true,
      path: true,
      remoteAddress: true,
    }),
    accessResponse({
      headers: [
        'access-control-allow-headers',
        'access-control-allow-methods',
        'access-control-allow-origin',
        'access-control-max-age',
        'allow',
        'cache-control',
        'content-type',
        'cross-origin-resource-policy',
        'etag',
        'referrer-policy',
        'retry-after',
        'vary',
        'x-content-type-options',
      ],
      status: true,
      body: true,
    }),
    returnResponse(),
    runContainer(),
    readEventMetadata(),
    // The cookie has a name and a domain of the user's choice. Read besides it: _ga, _fbp and _fbc.
    getCookies('any'),
    setCookies([{ name: '*', secure: 'require_secure' }]),
    accessTemplateStorage(),
    readContainerData(),
    logging('all'),
  ],
  changes: ['First version.'],
});

export type Data = DataOf<typeof template>;
