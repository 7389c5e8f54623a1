// Says what Google is still at when a deployment ends, and what does not answer until then.
import type { Deployment } from './deployment.ts';
import type { Unfinished } from './look/find-unfinished.ts';

/** Sentences, one for each thing; none where all is done. */
export function describeUnfinished(
  { indexes, fieldChanges, closed }: Unfinished,
  { projectId, database, region }: Deployment,
): string[] {
  const place = `--database='${database}' --project=${projectId}`;
  return [
    ...(indexes.length === 0
      ? []
      : [
          `Google is still building ${countOf(indexes.length, 'index', 'indexes')}: ${indexes.join(', ')}. Until then the console’s conversions, coverage and clicks, the list of deliveries, and erasing end with an error (store_unavailable); payments are looked up, recorded and sent all the same. A new database takes some minutes: gcloud firestore indexes composite list ${place}`,
        ]),
    ...(fieldChanges === 0
      ? []
      : [
          `Google is still at ${countOf(fieldChanges, 'change', 'changes')} of single fields. Nothing fails until then: expired records are passed over but not yet deleted, and fields that nobody asks for are indexed, which only costs. To see them: gcloud firestore operations list ${place}`,
        ]),
    ...closed.map(
      (service) =>
        `Google lets nobody ask ${service}, so it answers 403: an organisation’s policy probably forbids to let everybody in. Have it allowed, or run this, which asks no one to sign in for this service: gcloud run services update ${service} --no-invoker-iam-check --region=${region} --project=${projectId}`,
    ),
  ];
}

function countOf(amount: number, one: string, many: string): string {
  return `${amount} ${amount === 1 ? one : many}`;
}
