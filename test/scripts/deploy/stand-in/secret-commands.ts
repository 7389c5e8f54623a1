// The stand-in's secrets, their versions, and who may read them.
import { randomUUID } from 'node:crypto';
import { bind, flagOf, printPolicy, requireApi, unbind } from './access-commands.ts';
import type { Call, StandInCommand } from './commands.ts';
import { Refusal } from './parse-arguments.ts';
import type { SecretFacts, World } from './world.ts';

const plain = { words: [0, 0], values: [], switches: [] } as const;
const named = { words: [1, 1], values: [], switches: [] } as const;

/** As Google's: quotes are part of it. */
function newEtag(): string {
  return `"${randomUUID()}"`;
}

function toLife(call: Call, nowMs: number): Pick<SecretFacts, 'createTime' | 'expireTime'> {
  const seconds = Number(/^(\d+)s$/.exec(flagOf(call, 'ttl'))?.[1] ?? Number.NaN);
  const expireTime = Number.isNaN(seconds) ? undefined : new Date(nowMs + seconds * 1000).toISOString();
  return { createTime: new Date(nowMs).toISOString(), ...(expireTime === undefined ? {} : { expireTime }) };
}

function requireSecret({ secrets, secretFacts }: World, id: string, etag = ''): SecretFacts {
  if (secrets[id] === undefined) throw new Refusal(`NOT_FOUND: Secret [${id}] not found.`);
  const facts = secretFacts[id] ?? { annotations: {}, createTime: '', etag: '' };
  if (etag !== '' && etag !== facts.etag) throw new Refusal('FAILED_PRECONDITION: The etag does not match.');
  return facts;
}

function printSecret({ secretFacts }: World, id: string): unknown {
  return { name: `projects/123456789012/secrets/${id}`, ...secretFacts[id] };
}

export const secretCommands: Readonly<Record<string, StandInCommand>> = {
  'secrets list': {
    ...plain,
    run: ({ world }) => Object.keys(world.secrets).map((id) => printSecret(world, id)),
  },
  'secrets describe': {
    ...named,
    run({ world, words: [id = ''] }) {
      requireSecret(world, id);
      return printSecret(world, id);
    },
  },
  'secrets create': {
    words: [1, 1],
    values: ['replication-policy', 'locations', 'data-file', 'ttl', 'set-annotations'],
    switches: [],
    run(call) {
      const {
        world,
        words: [id = ''],
      } = call;
      requireApi(world, 'secretmanager');
      if (world.secrets[id] !== undefined) throw new Refusal(`ALREADY_EXISTS: Secret [${id}] already exists.`);
      const policy = [flagOf(call, 'replication-policy'), flagOf(call, 'locations')].join(':');
      if (policy !== `user-managed:${world.regions[0]}`) throw new Refusal(`INVALID_ARGUMENT: ${policy}`);
      world.secrets[id] = flagOf(call, 'data-file') === '-' ? [call.input] : [];
      const pairs = flagOf(call, 'set-annotations')
        .split(',')
        .filter((pair) => pair !== '');
      const annotations = Object.fromEntries(pairs.map((pair) => pair.split('=', 2)));
      world.secretFacts[id] = { annotations, etag: newEtag(), ...toLife(call, Date.now()) };
      return printSecret(world, id);
    },
  },
  'secrets update': {
    ...{ words: [1, 1], values: ['ttl', 'etag'], switches: [] },
    run(call) {
      const {
        world,
        words: [id = ''],
      } = call;
      // gcloud looks before it updates, and says so itself.
      if (world.secrets[id] === undefined) {
        throw new Refusal(
          `Invalid value for [secret]: The secret [${id}] cannot be updated because it does not exist. Please use the create command to create a new secret.`,
        );
      }
      const facts = requireSecret(world, id, flagOf(call, 'etag'));
      world.secretFacts[id] = { ...facts, ...toLife(call, Date.now()), createTime: facts.createTime, etag: newEtag() };
      return printSecret(world, id);
    },
  },
  'secrets delete': {
    ...{ words: [1, 1], values: ['etag'], switches: [] },
    run(call) {
      const {
        world,
        words: [id = ''],
      } = call;
      requireSecret(world, id, flagOf(call, 'etag'));
      delete world.secrets[id];
      delete world.secretFacts[id];
      delete world.policies[`secret:${id}`];
    },
  },
  'secrets versions list': {
    ...named,
    run: ({ world, words: [id = ''] }) =>
      (world.secrets[id] ?? []).map((_, index) => ({
        name: `projects/123456789012/secrets/${id}/versions/${index + 1}`,
        state: world.disabledVersions.includes(`${id}:${index + 1}`) ? 'DISABLED' : 'ENABLED',
      })),
  },
  'secrets versions access': {
    ...{ words: [1, 1], values: ['secret'], switches: [] },
    run: (call) => call.world.secrets[flagOf(call, 'secret')]?.[Number(call.words[0]) - 1],
  },
  'secrets versions add': {
    ...{ words: [1, 1], values: ['data-file'], switches: [] },
    run: ({ world, words: [id = ''], input }) => void world.secrets[id]?.push(input),
  },
  'secrets get-iam-policy': { ...named, run: ({ world, words }) => printPolicy(world.policies[`secret:${words[0]}`]) },
  'secrets add-iam-policy-binding': {
    ...{ words: [1, 1], values: ['member', 'role'], switches: [] },
    run: (call) => bind(call, `secret:${call.words[0]}`),
  },
  'secrets remove-iam-policy-binding': {
    ...{ words: [1, 1], values: ['member', 'role'], switches: [] },
    run: (call) => unbind(call, `secret:${call.words[0]}`),
  },
};
