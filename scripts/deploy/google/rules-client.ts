// Sets the security rules of a database through Google's REST API, because gcloud has no command for them.
// https://firebase.google.com/docs/rules/manage-deploy#use_the_rest_api
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../../compiler/repository-root.ts';
import type { ExistingRules } from '../look/existing.ts';
import type { Gcloud } from './gcloud.ts';
import { GcloudError } from './gcloud.ts';
import { pick, pickList, pickText } from './json.ts';

export interface RulesClient {
  /** What the database's rules are now. Rejects with GcloudError. */
  look(projectId: string, database: string): Promise<ExistingRules>;
  /** Puts ours in force. Rejects with GcloudError. */
  set(projectId: string, database: string): Promise<void>;
  /** The same for a shell, a line each; `isThere` where the database has rules already. */
  toShell(projectId: string, database: string, isThere: boolean): string[];
}

/** The rules that let browsers and apps read and write nothing. */
export const denyAllRules = readFileSync(join(repositoryRoot, 'functions/store/firestore/firestore.rules'), 'utf8');

/** The variable with another address, named as gcloud itself names those of Google's services. */
export const rulesAddress = 'CLOUDSDK_API_ENDPOINT_OVERRIDES_FIREBASERULES';

const googleBase = 'https://firebaserules.googleapis.com';
const fileName = 'firestore.rules';

/** The client, with the token of whoever is signed in to gcloud; `base` is another address than Google's, for tests. */
export function createRulesClient(gcloud: Gcloud, base = googleBase): RulesClient {
  const request = async (projectId: string, method: string, path: string, body?: unknown): Promise<unknown> => {
    const token = (await gcloud.run({ args: ['auth', 'print-access-token'] })).trim();
    const answer = await fetch(`${base}/v1/projects/${projectId}/${path}`, {
      method,
      // Without it, Google counts the request for the project of gcloud itself, where the API is off.
      headers: {
        authorization: `Bearer ${token}`,
        'x-goog-user-project': projectId,
        'content-type': 'application/json',
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(30_000),
    }).catch((cause: unknown) => {
      throw Object.assign(new GcloudError('The API for security rules did not answer.', {}), { cause });
    });
    if (answer.status === 404) return undefined;
    if (!answer.ok) {
      throw new GcloudError('The API for security rules refused.', { said: (await answer.text()).slice(0, 600) });
    }
    return await answer.json();
  };
  return {
    async look(projectId, database) {
      const release = await request(projectId, 'GET', `releases/${toRelease(database)}`);
      const ruleset = pickText(release, 'rulesetName').replace(`projects/${projectId}/`, '');
      if (ruleset === '') return 'none';
      const [file] = pickList(pick(await request(projectId, 'GET', ruleset), 'source'), 'files');
      return compareRules(pickText(file, 'content'));
    },
    async set(projectId, database) {
      const ruleset = await request(projectId, 'POST', 'rulesets', { source: toSource() });
      const name = `projects/${projectId}/releases/${toRelease(database)}`;
      const release = { name, rulesetName: pickText(ruleset, 'name') };
      const path = `releases/${toRelease(database)}`;
      if ((await request(projectId, 'PATCH', path, { release })) === undefined)
        await request(projectId, 'POST', 'releases', release);
    },
    toShell: (projectId, database, isThere) =>
      toShell(`${base}/v1/projects/${projectId}`, { projectId, database, isThere }),
  };
}

/** Whose rules these are: our first line is kept from one form of them to the next. */
export function compareRules(content: string): ExistingRules {
  if (content === denyAllRules) return 'current';
  if (content.split('\n')[0] === denyAllRules.split('\n')[0]) return 'outdated';
  // What a database is locked with in Google's own console denies everything as well.
  return /\ballow\b(?![^;]*:\s*if\s+false\s*;)/.test(content) ? 'foreign' : 'outdated';
}

function toSource(): { files: readonly { name: string; content: string }[] } {
  return { files: [{ name: fileName, content: denyAllRules }] };
}

/** What the release of a database is called: that of the unnamed one has no name behind it. */
function toRelease(database: string): string {
  return database === '(default)' ? 'cloud.firestore' : `cloud.firestore/${database}`;
}

interface ShellWish {
  projectId: string;
  database: string;
  isThere: boolean;
}

/** The token goes to curl by its standard input: whoever lists the processes of a machine sees their arguments. */
function toShell(url: string, { projectId, database, isThere }: ShellWish): string[] {
  const token = `printf 'authorization: Bearer %s' "$(gcloud auth print-access-token)"`;
  const curl = `${token} | curl -sS -f -H @- -H 'x-goog-user-project: ${projectId}' -H 'content-type: application/json'`;
  const source = JSON.stringify({ source: toSource() }).replaceAll("'", "'\\''");
  const name = `releases/${toRelease(database)}`;
  const release = `{"name":"projects/${projectId}/${name}","rulesetName":"'"$RULESET"'"}`;
  return [
    `RULESET=$(${curl} -X POST -d '${source}' ${url}/rulesets | sed -n 's/^.*"name": *"\\([^"]*rulesets[^"]*\\)".*$/\\1/p')`,
    isThere
      ? `${curl} -X PATCH -d '{"release":${release}}' ${url}/${name}`
      : `${curl} -X POST -d '${release}' ${url}/releases`,
  ];
}
