// Examples of what the click attribution variable reads: the campaign that this browser remembers, on any page.
import type { FormValues, VariableDescription } from '../building/description.ts';
import { folders } from './folders.ts';

/** Copy one of them for every other part. */
export const attributionVariables: readonly VariableDescription[] = [
  remembered('First touch - Source', { part: 'utm_source', touch: 'first' }),
  remembered('First touch - Campaign', { part: 'utm_campaign', touch: 'first' }),
  remembered('First touch - Landing page', { part: 'landing_page', touch: 'first' }),
  remembered('Last touch - Source', { part: 'utm_source', touch: 'last' }),
  remembered('Last touch - Campaign', { part: 'utm_campaign', touch: 'last' }),
  remembered('Last touch - Google click ID', { part: 'gclid', touch: 'last' }),
];

function remembered(name: string, fields: FormValues): VariableDescription {
  return {
    name: `Tilltag - ${name}`,
    template: 'click-attribution-variable',
    folder: folders.checkout,
    notes: 'Read from the cookie of the payment links tag, on every page, as consent allows. Copy it for another part.',
    fields,
  };
}
