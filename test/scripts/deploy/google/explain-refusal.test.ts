// What is said of Google's own words; these are quoted from what gcloud and Google's services print.
import { describe, expect, test } from 'vitest';
import { describeRefusal, explainRefusal } from '../../../../scripts/deploy/google/explain-refusal.ts';

const cases: readonly [what: string, said: string, cure: string][] = [
  [
    'billing that is off',
    "ERROR: (gcloud.services.enable) FAILED_PRECONDITION: Billing account for project '123' is not found. Billing must be enabled for activation of service(s) 'run.googleapis.com' to proceed.",
    'billing/linkedaccount?project=shop-123',
  ],
  [
    'an API that is off',
    'ERROR: (gcloud.scheduler.jobs.list) PERMISSION_DENIED: Cloud Scheduler API has not been used in project 123 before or it is disabled. Enable it by visiting https://console.developers.google.com/apis/api/cloudscheduler.googleapis.com/overview?project=123 then retry. reason: SERVICE_DISABLED',
    'gcloud services enable cloudscheduler.googleapis.com --project=shop-123',
  ],
  [
    'a right that is missing',
    "ERROR: (gcloud.iam.service-accounts.create) PERMISSION_DENIED: Permission 'iam.serviceAccounts.create' denied on resource (or it may not exist).",
    '(iam.serviceAccounts.create). An owner of the project can give',
  ],
  [
    'an organisation that lets nobody but its own people in',
    'ERROR: (gcloud.run.services.add-iam-policy-binding) FAILED_PRECONDITION: One or more users named in the policy do not belong to a permitted customer, perhaps due to an organization policy.',
    'constraints/iam.allowedPolicyMemberDomains',
  ],
  [
    'an organisation that keeps data in some places',
    'ERROR: (gcloud.secrets.create) FAILED_PRECONDITION: Constraint constraints/gcp.resourceLocations violated for [orgpolicy:projects/123] attempting to create a secret in [us-central1].',
    '--region and --database-location',
  ],
  [
    'another policy of an organisation',
    'ERROR: (gcloud.run.deploy) FAILED_PRECONDITION: Constraint constraints/run.allowedIngress violated for projects/123',
    'forbids it (constraints/run.allowedIngress)',
  ],
  [
    'a place that is none',
    "ERROR: (gcloud.firestore.databases.create) INVALID_ARGUMENT: Invalid location 'moon-west1'.",
    '--database-location',
  ],
  [
    'a quota',
    'ERROR: (gcloud.iam.service-accounts.create) RESOURCE_EXHAUSTED: Maximum number of service accounts on project reached.',
    'iam-admin/quotas?project=shop-123',
  ],
  [
    'a build',
    'ERROR: (gcloud.run.deploy) Build failed; check build logs for details',
    'cloud-build/builds?project=shop-123',
  ],
  [
    'a build that takes too long',
    'ERROR: (gcloud.run.deploy) Build 1a2b timed out',
    'cloud-build/builds?project=shop-123',
  ],
  [
    'a function that does not start',
    'ERROR: (gcloud.run.deploy) Revision tilltag-public-00002-abc is not ready and cannot serve traffic. The user-provided container failed to start and listen on the port',
    'its log says why',
  ],
  [
    'a sign-in that has ended',
    'ERROR: (gcloud.projects.describe) There was a problem refreshing your current auth tokens: invalid_grant',
    'gcloud auth login',
  ],
  [
    'a machine without the internet',
    "ERROR: gcloud crashed (ConnectionError): HTTPSConnectionPool(host='run.googleapis.com', port=443): Max retries exceeded with url: /v1",
    'not reached from this machine',
  ],
  [
    'what is there',
    'ERROR: (gcloud.secrets.create) ALREADY_EXISTS: Secret [x] already exists.',
    'The next run finds it',
  ],
];

describe('explainRefusal', () => {
  test.each(cases)('%s has its cure', (_, said, cure) => {
    expect(explainRefusal({ said, projectId: 'shop-123' })).toContain(cure);
  });

  test('leaves words alone that it does not know', () => {
    expect(explainRefusal({ said: 'ERROR: something new', projectId: '' })).toBeUndefined();
    expect(describeRefusal({ said: 'one\ntwo', projectId: '' })).toEqual(['Google said:', '  one', '  two']);
    expect(describeRefusal({ said: '', projectId: '' })).toEqual([]);
  });

  test('names no project where none is known', () => {
    expect(explainRefusal({ said: 'BILLING_DISABLED', projectId: '' })).toMatch(/linkedaccount$/);
  });
});
