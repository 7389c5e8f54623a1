// Makes a new secret for all server containers of a property and shows it this one time.
import { renewContainerSecret } from '../../../properties/destinations/container-secret.ts';
import { writeAudit } from '../../access/audit.ts';
import { type Answer, page } from '../../answer.ts';
import { toPropertyTools } from '../../property-tools.ts';
import type { PropertyRequest } from '../../route.ts';
import { answerChange, reread } from '../settings-frame.ts';
import { toDestinationsPage } from './destinations-page.ts';

/** The page with the secret and with whom it is for. */
export async function renewSecret(request: PropertyRequest): Promise<Answer> {
  return await answerChange(
    async (fault) => toDestinationsPage(await reread(request), { fault }),
    async () => {
      const { after, secret } = await renewContainerSecret(toPropertyTools(request.context), request.property.id);
      await writeAudit(request, { what: 'container_secret_renewed' });
      return page(toDestinationsPage({ ...request, property: after }, { madeSecret: secret }));
    },
  );
}
