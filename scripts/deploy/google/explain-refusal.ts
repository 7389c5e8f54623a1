// Turns what Google says no with into what a person can do about it.
import type { GcloudError } from './gcloud.ts';

type Refusal = Pick<GcloudError, 'said' | 'projectId'>;

interface Explanation {
  /** What Google says in that case. */
  said: RegExp;
  cure: (found: RegExpExecArray, refusal: Refusal) => string;
}

/** In this order: what is named first is often said together with what comes later. */
const explanations: readonly Explanation[] = [
  {
    said: /reauth|invalid_grant|problem refreshing your current auth tokens|do not currently have an active account/i,
    cure: () => 'The sign-in has ended. Sign in again with: gcloud auth login',
  },
  {
    said: /ConnectionError|Max retries exceeded|Failed to establish a new connection|Name or service not known|Unable to find the server|(connection|read|request) timed out/i,
    cure: () =>
      'Google was not reached from this machine. Look at the connection; behind a proxy, see "gcloud topic configurations" for proxy/address and proxy/port.',
  },
  {
    said: /billing (account|must)|BILLING_DISABLED|billing to be enabled|billing is disabled/i,
    cure: (_, { projectId }) =>
      `Nobody pays for the project, or its billing account is closed. Link one: https://console.cloud.google.com/billing/linkedaccount${toQuery(projectId)}`,
  },
  {
    said: /permitted customer|allowedPolicyMemberDomains/i,
    cure: () =>
      'A policy of the organisation (constraints/iam.allowedPolicyMemberDomains) forbids to let everybody in. Whoever administers it can make an exception for this project.',
  },
  {
    said: /constraints\/gcp\.resourceLocations|resource ?location/i,
    cure: () =>
      'A policy of the organisation (constraints/gcp.resourceLocations) forbids that place. Choose one that it allows with --region and --database-location, or have it allowed for this project.',
  },
  {
    said: /constraints\/[\w.]+|org(anization)?[ _]?policy/i,
    cure: ([policy]) =>
      `A policy of the organisation forbids it${policy.startsWith('constraints/') ? ` (${policy})` : ''}. Whoever administers it can make an exception for this project.`,
  },
  {
    said: /SERVICE_DISABLED|has not been used in project|API \[[\w.]+\] not enabled/i,
    cure(_, { said, projectId }) {
      const api = /([a-z]+\.googleapis\.com)/.exec(said)?.[1] ?? 'API';
      return `${api} is off, or was turned on only a moment ago. Turn it on, and wait for a minute: gcloud services enable ${api}${toFlag(projectId)}`;
    },
  },
  {
    said: /RESOURCE_EXHAUSTED|quota/i,
    cure: (_, { projectId }) =>
      `A quota of the project is used up. One that counts by the minute is free again in a minute; see and raise others here: https://console.cloud.google.com/iam-admin/quotas${toQuery(projectId)}`,
  },
  {
    said: /build failed|build .*(failed|timed out)|failed to build/i,
    cure: (_, { projectId }) =>
      `The build at Google failed, and its log says at which line: https://console.cloud.google.com/cloud-build/builds${toQuery(projectId)}`,
  },
  {
    said: /failed to start and listen|HealthCheckContainerError|is not ready and cannot serve traffic/i,
    cure: (_, { projectId }) =>
      `The function was built but did not start, and its log says why: https://console.cloud.google.com/run${toQuery(projectId)}. Requests go on to the revision before.`,
  },
  {
    said: /(location|region|zone)\b[^\n]*\b(not found|invalid|unsupported|not supported|not available|does not exist)|invalid (location|region)/i,
    cure: () =>
      'Google does not offer this there. Choose another place with --region, --database-location or --scheduler-region.',
  },
  {
    said: /PERMISSION_DENIED|Permission '?[\w.]+'? denied|does not have permission|\b403\b|forbidden/i,
    cure(_, { said }) {
      const right = /Permission '?([a-z]\w*\.[\w.]+)/.exec(said)?.[1];
      return `Whoever is signed in to gcloud may not do this${right === undefined ? '' : ` (${right})`}. An owner of the project can give the role Owner, or those that "deploy --help" lists.`;
    },
  },
  {
    said: /ALREADY_EXISTS|already exists/i,
    cure: () => 'It is there already: another run or a person made it in the meantime. The next run finds it.',
  },
];

/** A sentence; `undefined` where nothing better is known than what Google said. */
export function explainRefusal(refusal: Refusal): string | undefined {
  for (const { said, cure } of explanations) {
    const found = said.exec(refusal.said);
    if (found !== null) return cure(found, refusal);
  }
  return undefined;
}

/** What Google said, and what to do where that is known; lines of text, none where it said nothing. */
export function describeRefusal(refusal: Refusal): string[] {
  const { said } = refusal;
  const cure = explainRefusal(refusal);
  return [
    ...(said === '' ? [] : ['Google said:', ...said.split('\n').map((line) => `  ${line}`)]),
    ...(cure === undefined ? [] : [`What to do: ${cure}`]),
  ];
}

function toQuery(projectId: string): string {
  return projectId === '' ? '' : `?project=${projectId}`;
}

function toFlag(projectId: string): string {
  return projectId === '' ? '' : ` --project=${projectId}`;
}
