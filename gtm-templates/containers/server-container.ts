// The server container to import: the client on the shop's own domain, and what its events tell GA4 and Google Ads.
import type { ContainerDescription } from './building/description.ts';
import { client } from './server-container/client.ts';
import { folders } from './server-container/folders.ts';
import { tags } from './server-container/tags.ts';
import { transformations } from './server-container/transformations.ts';
import { triggers } from './server-container/triggers.ts';
import { variables } from './server-container/variables.ts';

/** The same for everybody: a shop's own values are baked in afterwards, or filled in by hand. */
export const serverContainer: ContainerDescription = {
  kind: 'server',
  name: 'Tilltag server',
  folders: Object.values(folders),
  variables,
  triggers,
  tags,
  clients: [client],
  transformations,
  builtInVariables: [
    { type: 'EVENT_NAME', name: 'Event Name' },
    { type: 'CLIENT_NAME', name: 'Client Name' },
  ],
};
