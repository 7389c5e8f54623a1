// Reads a Cloud Run service as gcloud prints it.
import { pick, pickList, pickText } from '../google/json.ts';
import type { Binding, ExistingService } from './existing.ts';

/** The label that says which package a service was deployed from. */
export const digestLabel = 'tilltag-package';

/** The label of the sweep that says where its schedule runs. */
export const schedulerLabel = 'tilltag-scheduler';

/** What the plan compares; a value that is missing reads as empty or 0, and so as different. */
export function readService(service: unknown, bindings: readonly Binding[]): ExistingService {
  const annotations = pick(service, 'metadata', 'annotations');
  const template = pick(service, 'spec', 'template');
  const spec = pick(template, 'spec');
  const [container] = pickList(spec, 'containers');
  const limits = pick(container, 'resources', 'limits');
  const env = pickList(container, 'env');
  return {
    isReady: pickList(service, 'status', 'conditions').some(isReadyCondition),
    digest: pickText(service, 'metadata', 'labels', digestLabel),
    schedulerRegion: pickText(service, 'metadata', 'labels', schedulerLabel),
    variables: Object.fromEntries(env.filter(isPlain).map((one) => [pickText(one, 'name'), pickText(one, 'value')])),
    secrets: Object.fromEntries(env.filter((one) => !isPlain(one)).map(readSecret)),
    account: pickText(spec, 'serviceAccountName'),
    concurrency: Number(pickText(spec, 'containerConcurrency')),
    cpu: toCpu(pickText(limits, 'cpu')),
    memory: pickText(limits, 'memory'),
    timeoutSeconds: Number(pickText(spec, 'timeoutSeconds')),
    minInstances: Number(pickText(annotations, 'run.googleapis.com/minScale')),
    maxInstances: Number(pickText(template, 'metadata', 'annotations', 'autoscaling.knative.dev/maxScale')),
    ingress: pickText(annotations, 'run.googleapis.com/ingress'),
    isInvokerCheckOff: pickText(annotations, 'run.googleapis.com/invoker-iam-disabled') === 'true',
    isPinned: pickList(service, 'spec', 'traffic').some(isChosen),
    bindings,
  };
}

/** The lines of an access policy as gcloud prints it. */
export function readBindings(policy: unknown): Binding[] {
  return pickList(policy, 'bindings').flatMap((binding) =>
    pickList(binding, 'members').map((member) => ({
      role: pickText(binding, 'role'),
      member: String(member),
      condition: pickText(binding, 'condition', 'expression'),
    })),
  );
}

function isReadyCondition(condition: unknown): boolean {
  return pickText(condition, 'type') === 'Ready' && pickText(condition, 'status') === 'True';
}

function isChosen(target: unknown): boolean {
  return pick(target, 'latestRevision') !== true && Number(pickText(target, 'percent')) > 0;
}

function isPlain(variable: unknown): boolean {
  return pick(variable, 'valueFrom') === undefined;
}

function readSecret(variable: unknown): [string, string] {
  const reference = pick(variable, 'valueFrom', 'secretKeyRef');
  return [pickText(variable, 'name'), `${pickText(reference, 'name')}:${pickText(reference, 'key')}`];
}

/** One processor is `1` or `1000m`, depending on who wrote it. */
function toCpu(text: string): string {
  return text.endsWith('m') ? String(Number(text.slice(0, -1)) / 1000) : text;
}
