// The stand-in's projects, APIs, accounts and access policies.
import type { Call, StandInCommand } from './commands.ts';
import { Refusal } from './parse-arguments.ts';
import type { PolicyLine, World } from './world.ts';

/** The first value of a flag; empty without it. */
export function flagOf({ flags }: Pick<Call, 'flags'>, name: string): string {
  return flags[name]?.[0] ?? '';
}

/** As `get-iam-policy` prints it. */
export function printPolicy(lines: readonly PolicyLine[] = []): unknown {
  return { bindings: lines.map(({ member, ...rest }) => ({ ...rest, members: [member] })), etag: 'BwX', version: 3 };
}

/** Adds a line to the policy of something; an account in it must exist. */
export function bind(call: Call, of: string): void {
  const { world } = call;
  const member = flagOf(call, 'member');
  const email = member.replace('serviceAccount:', '');
  if (!world.accounts.includes(email)) {
    throw new Refusal(`INVALID_ARGUMENT: Service account ${email} does not exist.`);
  }
  const condition = readCondition(flagOf(call, 'condition'));
  const line: PolicyLine = { role: flagOf(call, 'role'), member, ...(condition && { condition }) };
  world.policies[of] = [...(world.policies[of] ?? []), line];
}

/** Takes lines off the policy of something. */
export function unbind(call: Call, of: string): void {
  const lines = call.world.policies[of] ?? [];
  const kept = lines.filter(({ role, member }) => role !== flagOf(call, 'role') || member !== flagOf(call, 'member'));
  if (kept.length === lines.length) throw new Refusal('NOT_FOUND: Policy binding not found.');
  call.world.policies[of] = kept;
}

function readCondition(text: string): PolicyLine['condition'] {
  const [, expression, title] = /^expression=(.*),title=(.*)$/.exec(text) ?? [];
  return expression === undefined || title === undefined ? undefined : { expression, title };
}

/** Throws Refusal where it is off. */
export function requireApi({ apis }: World, api: string): void {
  if (!apis.includes(`${api}.googleapis.com`)) throw new Refusal(`SERVICE_DISABLED: ${api} has not been used before.`);
}

const plain = { words: [0, 0], values: [], switches: [] } as const;
const named = { words: [1, 1], values: [], switches: [] } as const;

function requireProject(world: World, id: string): void {
  if (id !== world.project.projectId)
    throw new Refusal(`[${world.account}] does not have permission to access [${id}].`);
}

export const accessCommands: Readonly<Record<string, StandInCommand>> = {
  'auth list': {
    ...plain,
    values: ['filter'],
    run: ({ world }) => (world.account === '' ? [] : [{ account: world.account, status: 'ACTIVE' }]),
  },
  'auth print-access-token': {
    ...plain,
    run({ world }) {
      if (world.account === '') throw new Refusal('You do not currently have an active account selected.');
      return 'ya29.stand-in\n';
    },
  },
  version: { ...plain, run: ({ world }) => ({ 'Google Cloud SDK': world.version, core: '2025.02.14' }) },
  'projects describe': {
    ...named,
    run({ world, words: [id = ''] }) {
      requireProject(world, id);
      return world.project;
    },
  },
  'projects get-iam-policy': { ...named, run: ({ world }) => printPolicy(world.policies['project']) },
  'projects add-iam-policy-binding': {
    ...{ words: [1, 1], values: ['member', 'role', 'condition'], switches: [] },
    run: (call) => bind(call, 'project'),
  },
  'projects remove-iam-policy-binding': {
    ...{ words: [1, 1], values: ['member', 'role'], switches: ['all'] },
    run: (call) => unbind(call, 'project'),
  },
  'billing projects describe': { ...named, run: ({ world }) => ({ billingEnabled: world.billingEnabled }) },
  'services list': {
    ...{ ...plain, switches: ['enabled'] },
    run: ({ world }) => world.apis.map((name) => ({ config: { name }, state: 'ENABLED' })),
  },
  'services enable': {
    ...{ words: [1, 20], values: [], switches: [] },
    run({ world, words }) {
      if (!world.billingEnabled) throw new Refusal('FAILED_PRECONDITION: Billing must be enabled.');
      world.apis = [...new Set([...world.apis, ...words])];
    },
  },
  'iam service-accounts list': {
    ...plain,
    run: ({ world }) => world.accounts.map((email) => ({ email, displayName: world.accountTitles[email] })),
  },
  'iam service-accounts create': {
    ...{ words: [1, 1], values: ['display-name'], switches: [] },
    run(call) {
      const {
        world,
        words: [id = ''],
      } = call;
      requireApi(world, 'iam');
      const email = `${id}@${world.project.projectId}.iam.gserviceaccount.com`;
      if (!/^[a-z][a-z0-9-]{4,28}[a-z0-9]$/.test(id)) throw new Refusal(`INVALID_ARGUMENT: ${id}`);
      if (world.accounts.includes(email)) throw new Refusal(`ALREADY_EXISTS: ${id}`);
      world.accounts.push(email);
      world.accountTitles[email] = flagOf(call, 'display-name');
    },
  },
  'iam service-accounts delete': {
    ...named,
    run({ world, words: [email = ''] }) {
      world.accounts = world.accounts.filter((one) => one !== email);
    },
  },
};
