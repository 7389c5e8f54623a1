// The client that answers browsers and takes events from the function.
import { clientName, settingNames } from '../../../functions/downloads/container-names.ts';
import type { ClientDescription } from '../building/description.ts';
import { reference } from '../building/parameters.ts';
import { folders } from './folders.ts';

/** It looks only at its own path, so it may stand before all others. */
export const client: ClientDescription = {
  name: clientName,
  template: 'checkout-client',
  folder: folders.checkout,
  notes:
    'Paste the container secret of your property into its field Container secret: Tilltag showed it when you added this server as a destination. It is not in this file, because files get around. If you change this name, change it in the triggers too.',
  priority: 10,
  fields: {
    propertyId: reference(settingNames.propertyId),
    functionEndpoint: reference(settingNames.functionEndpoint),
    measurementId: reference(settingNames.measurementId),
  },
};
