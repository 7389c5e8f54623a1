// The stand-in's Cloud Run services and its scheduler.
import { bind, flagOf, printPolicy } from './access-commands.ts';
import type { Call, StandInCommand } from './commands.ts';
import { Refusal } from './parse-arguments.ts';

const inRegion = { words: [0, 0], values: ['region'], switches: [] } as const;
const inLocation = { words: [1, 1], values: ['location'], switches: [] } as const;

/** Pairs as gcloud reads them: split at commas, or at the sign that is named first. */
function readPairs(text: string): Record<string, string> {
  const [, sign = ',', list = text] = /^\^(.)\^(.*)$/s.exec(text) ?? [];
  return Object.fromEntries(
    list
      .split(sign)
      .filter((pair) => pair !== '')
      .map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]),
  );
}

function deploy(call: Call): void {
  const { world, words } = call;
  const name = words[0] ?? '';
  const builder = flagOf(call, 'build-service-account').split('/').at(-1) ?? '';
  for (const email of [flagOf(call, 'service-account'), builder]) {
    if (!world.accounts.includes(email)) throw new Refusal(`NOT_FOUND: Service account ${email} not found.`);
  }
  const secrets = Object.entries(readPairs(flagOf(call, 'update-secrets')));
  for (const [, reference] of secrets) {
    const [id = '', version = ''] = reference.split(':');
    if (world.secrets[id]?.[Number(version) - 1] === undefined) throw new Refusal(`NOT_FOUND: Secret ${reference}`);
  }
  // Whoever chose a revision keeps it.
  const { traffic } = Object(Reflect.get(Object(world.services[name]), 'spec'));
  world.services[name] = toService(call, name, secrets, traffic ?? [{ latestRevision: true, percent: 100 }]);
  const policy = (world.policies[`service:${name}`] ?? []).filter(({ member }) => member !== 'allUsers');
  // Where it is forbidden, gcloud only warns.
  const isOpen = flagOf(call, 'allow-unauthenticated') === 'true' && !world.isClosed;
  world.policies[`service:${name}`] = isOpen ? [...policy, { role: 'roles/run.invoker', member: 'allUsers' }] : policy;
}

function toService(
  call: Call,
  name: string,
  secrets: readonly (readonly [string, string])[],
  traffic: unknown,
): Record<string, unknown> {
  const plain = Object.entries(readPairs(flagOf(call, 'update-env-vars'))).map(([key, value]) => ({
    name: key,
    value,
  }));
  const secret = secrets.map(([key, reference]) => {
    const [id, version] = reference.split(':');
    return { name: key, valueFrom: { secretKeyRef: { name: id, key: version } } };
  });
  return {
    metadata: {
      name,
      annotations: {
        'run.googleapis.com/ingress': flagOf(call, 'ingress'),
        'run.googleapis.com/minScale': flagOf(call, 'min'),
      },
      labels: {
        ...readPairs(flagOf(call, 'update-labels')),
        'cloud.googleapis.com/location': flagOf(call, 'region'),
      },
    },
    spec: {
      traffic,
      template: {
        metadata: { annotations: { 'autoscaling.knative.dev/maxScale': flagOf(call, 'max-instances') } },
        spec: {
          containerConcurrency: Number(flagOf(call, 'concurrency')),
          timeoutSeconds: Number(flagOf(call, 'timeout')),
          serviceAccountName: flagOf(call, 'service-account'),
          containers: [
            {
              env: [...plain, ...secret],
              resources: {
                limits: { cpu: `${Number(flagOf(call, 'cpu')) * 1000}m`, memory: flagOf(call, 'memory') },
              },
            },
          ],
        },
      },
    },
    status: { conditions: [{ type: 'Ready', status: 'True' }] },
  };
}

function writeJob(call: Call): void {
  const { flags, words, world } = call;
  const first = Object.entries(flags).map(([name, values]) => [name, values[0] ?? '']);
  world.jobs[words[0] ?? ''] = { ...Object.fromEntries(first), state: 'ENABLED' };
}

const jobFlags = [
  ...['location', 'schedule', 'time-zone', 'uri', 'http-method', 'oidc-service-account-email'],
  ...['oidc-token-audience', 'attempt-deadline', 'max-retry-attempts'],
];

const deployFlags = [
  ...['source', 'function', 'base-image', 'build-service-account', 'service-account', 'ingress', 'concurrency', 'cpu'],
  ...['memory', 'timeout', 'min', 'max-instances', 'update-env-vars', 'update-secrets', 'update-labels', 'region'],
];

export const serviceCommands: Readonly<Record<string, StandInCommand>> = {
  'run regions list': {
    ...{ words: [0, 0], values: [], switches: [] },
    run: ({ world }) => world.regions.map((locationId) => ({ locationId })),
  },
  'run deploy': {
    ...{ words: [1, 1], values: deployFlags, switches: ['automatic-updates', 'allow-unauthenticated', 'cpu-boost'] },
    run: deploy,
  },
  'run services list': { ...inRegion, run: ({ world }) => Object.values(world.services) },
  'run services delete': {
    ...{ ...inRegion, words: [1, 1] },
    run({ world, words: [name = ''] }) {
      delete world.services[name];
      delete world.policies[`service:${name}`];
    },
  },
  'run services update-traffic': {
    ...{ words: [1, 1], values: ['region'], switches: ['to-latest'] },
    run({ world, words: [name = ''] }) {
      const service = world.services[name];
      const spec = { ...Object(service?.['spec']), traffic: [{ latestRevision: true, percent: 100 }] };
      world.services[name] = { ...service, spec };
    },
  },
  'run services describe': {
    ...{ ...inRegion, words: [1, 1] },
    run: ({ world, words: [name = ''] }) => world.services[name],
  },
  'run services get-iam-policy': {
    ...{ ...inRegion, words: [1, 1] },
    run: ({ world, words }) => printPolicy(world.policies[`service:${words[0]}`]),
  },
  'run services add-iam-policy-binding': {
    ...{ words: [1, 1], values: ['region', 'member', 'role'], switches: [] },
    run: (call) => bind(call, `service:${call.words[0]}`),
  },
  'scheduler locations list': {
    ...{ words: [0, 0], values: [], switches: [] },
    run: ({ world }) => world.regions.map((locationId) => ({ locationId })),
  },
  'scheduler jobs list': {
    ...{ ...inLocation, words: [0, 0] },
    run: ({ world, flags }) =>
      Object.entries(world.jobs)
        .filter(([, job]) => job['location'] === flags['location']?.[0])
        .map(([name, job]) => ({
          name: `projects/shop-123/locations/${job['location']}/jobs/${name}`,
          httpTarget: {
            uri: job['uri'],
            oidcToken: { serviceAccountEmail: job['oidc-service-account-email'], audience: job['oidc-token-audience'] },
          },
          ...{ schedule: job['schedule'], attemptDeadline: job['attempt-deadline'], state: job['state'] },
        })),
  },
  'scheduler jobs create http': { ...{ words: [1, 1], values: jobFlags, switches: [] }, run: writeJob },
  'scheduler jobs update http': { ...{ words: [1, 1], values: jobFlags, switches: [] }, run: writeJob },
  'scheduler jobs resume': {
    ...inLocation,
    run({ world, words: [name = ''] }) {
      const job = world.jobs[name];
      if (job) job['state'] = 'ENABLED';
    },
  },
  'scheduler jobs delete': { ...inLocation, run: ({ world, words: [name = ''] }) => void delete world.jobs[name] },
};
