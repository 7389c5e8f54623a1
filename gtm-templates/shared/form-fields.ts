// The fields that several forms have in the same words.
import { select, text } from '../authoring/fields.ts';

/** Which shop; required. */
export const propertyIdField = text({
  name: 'propertyId',
  label: 'Property ID',
  help: 'Paste the Property ID that Tilltag showed when your shop was added.',
  required: true,
});

/** Where the function is; required. A build for one deployment fills it in. */
export const endpointField = text({
  name: 'endpoint',
  label: 'Endpoint',
  help: 'Paste the https address of your Tilltag function.',
  valueHint: 'https://tags.example.com',
  required: true,
  validators: [{ type: 'REGEX', args: ['^https://.+'], errorMessage: 'The address must begin with https://' }],
});

/** Which GA4 session is meant, where a browser has several. */
export const measurementIdField = text({
  name: 'measurementId',
  label: 'Measurement ID',
  help: 'Paste the Measurement ID of your GA4 data stream, so that purchases join the visit that GA4 knows.',
  valueHint: 'G-XXXXXXXXXX',
});

/** For the few sites whose GA4 cookies have another name. */
export const gaCookiePrefixField = text({
  name: 'gaCookiePrefix',
  label: 'GA cookie prefix',
  help: 'Enter it only if your Google tag sets <b>cookie_prefix</b>.',
});

/** The cookie of the payment links tag, for templates that read it. */
export const readCookieNameField = text({
  name: 'cookieName',
  label: 'Cookie name',
  help: 'Enter the name that the payment links tag has.',
  defaultValue: '_tilltag',
  required: true,
});

/** When a tag speaks in the console. */
export const logTypeField = select({
  name: 'logType',
  label: 'Logging',
  help: 'Choose when the tag says in the browser’s console what it did and what to change.',
  items: [
    { value: 'no', label: 'Never' },
    { value: 'debug', label: 'In preview' },
    { value: 'always', label: 'Always' },
  ],
  defaultValue: 'debug',
});
