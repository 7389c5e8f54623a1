// Says which address goes where, for a property whose pages ask a server container and whose events come to the functions.
import { findContainers } from '../../../functions/properties/destinations/container-secret.ts';
import type { Property } from '../../../functions/rules/property.ts';
import type { ConnectionTold } from './describe-connection.ts';

/** Lines of text; none without a server container or an address. */
export function describeAddresses({ property, url }: Pick<ConnectionTold, 'property' | 'url'>): string {
  const [container] = findContainers(property.destinations);
  if (container === undefined || url === undefined) return '';
  const warnings = listAddressWarnings(property, url).map((warning) => `Warning: ${warning}\n`);
  return `${warnings.join('')}Which address goes where:
  Stripe, and the variable Tilltag Function Endpoint of the server container: that of your functions, as here.
  Pages, and npm run build -- --endpoint: that of the server container, ${toBase(container.url)}.
`;
}

/** What is probably wrong with the address of a property's webhook, a sentence each. */
export function listAddressWarnings(
  { destinations }: Pick<Property, 'destinations'>,
  url: string | undefined,
): string[] {
  const misplaced = findContainers(destinations).find(
    (container) => url !== undefined && new URL(container.url).host === new URL(url).host,
  );
  return misplaced === undefined
    ? []
    : [
        `${misplaced.id}, a server container, lies at this host, and a server container takes nothing from Stripe. Unless your functions answer at the same host, give their own address: --endpoint https://tags.example.com`,
      ];
}

/** What stands in front of the client's path, which web tags add themselves. */
function toBase(clientUrl: string): string {
  return clientUrl.replace(/\/checkout$/, '');
}
