// What may import what: the linter refuses every arrow that the design does not have.
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');

/** Lints one file for each import in an empty copy of the house; answers the files that were refused. */
function lintImports(imports: readonly (readonly [string, string])[]): Set<string> {
  const house = mkdtempSync(path.join(tmpdir(), 'house-'));
  copyFileSync(path.join(root, 'biome.json'), path.join(house, 'biome.json'));
  const files = imports.map(([file, specifier], index) => {
    const probe = file.replace('.ts', `-${index}.ts`);
    mkdirSync(path.dirname(path.join(house, probe)), { recursive: true });
    writeFileSync(path.join(house, probe), `import { it } from '${specifier}';\nit();\n`);
    return probe;
  });
  const result = spawnSync(
    path.join(root, 'node_modules/.bin/biome'),
    ['lint', '--vcs-enabled=false', '--only=style/noRestrictedImports', '--max-diagnostics=none', '--colors=off'],
    { cwd: house, encoding: 'utf8' },
  );
  rmSync(house, { recursive: true, force: true });
  const output = `${result.stdout}${result.stderr}`;
  if (!output.includes('Checked')) throw new Error(`The linter did not run: ${output}`);
  return new Set(imports.filter((_, index) => output.includes(`${files[index]}:`)).map(String));
}

const allowed = [
  ['functions/rules/a.ts', '../contract/report.ts'],
  ['functions/rules/a.ts', './money.ts'],
  ['functions/store/open-store.ts', './sqlite/open.ts'],
  ['functions/store/sqlite/open.ts', '../errors.ts'],
  ['functions/store/sqlite/open.ts', '../../rules/entry.ts'],
  ['functions/ledger/a.ts', '../store/store.ts'],
  ['functions/public/a.ts', '../ledger/record.ts'],
  ['functions/destinations/a.ts', '../outbound/send-request.ts'],
  ['functions/properties/a.ts', '../store/sealing.ts'],
  ['functions/properties/a.ts', '../stripe/probe-key.ts'],
  ['functions/properties/webhook/a.ts', '../../http/webhook-path.ts'],
  ['functions/properties/webhook/a.ts', '../../stripe/connect-webhook.ts'],
  ['functions/properties/webhook/a.ts', '../change-property.ts'],
  ['functions/properties/destinations/a.ts', '../../outbound/send-request.ts'],
  ['functions/delivery/a.ts', '../destinations/destinations.ts'],
  ['functions/delivery/a.ts', '../ledger/record-change.ts'],
  ['functions/tally/a.ts', '../store/store.ts'],
  ['functions/doctor/a.ts', '../delivery/open-delivery.ts'],
  ['functions/coverage/a.ts', '../store/store.ts'],
  ['functions/console/a.ts', '../doctor/examine.ts'],
  ['functions/console/pages/a.ts', '../../delivery/open-delivery.ts'],
  ['functions/webhook/a.ts', '../ledger/record-change.ts'],
  ['functions/webhook/a.ts', '../properties/property-cache.ts'],
  ['functions/sweep/a.ts', '../delivery/run-sweep.ts'],
  ['functions/links/a.ts', '../rules/encode-passport.ts'],
  ['functions/deployed/a.ts', '../register-functions.ts'],
  ['functions/deployed/a.ts', '../open-sweep-function.ts'],
  ['gtm-templates/web/a-tag/code.ts', '../../shared/log.ts'],
  ['gtm-templates/web/a-tag/code.ts', '../../../functions/contract/report.ts'],
  ['gtm-templates/server/a-client/code.ts', '../../shared/log.ts'],
  ['gtm-templates/containers/a.ts', '../../functions/downloads/container-export.ts'],
  ['gtm-templates/containers/a.ts', '../authoring/container.ts'],
  ['gtm-templates/loader/a.ts', '../../functions/contract/report.ts'],
  ['gtm-templates/web/a-tag/code.ts', '../../../functions/rules/encode-passport.ts'],
  ['gtm-templates/loader/a.ts', '../../functions/rules/repair-utm.ts'],
  ['scripts/tpl/a.ts', '../../functions/downloads/tpl-sections.ts'],
  ['scripts/permissions/code/a.ts', '../../dialect/find-references.ts'],
  ['scripts/compiler/a.ts', '../permissions/find-missing-scopes.ts'],
  ['scripts/simulator/web/a.ts', '../permissions/check-permission.ts'],
  ['scripts/toolkit/a.ts', '../simulator/tests/run-scenarios.ts'],
] as const;

const refused = [
  ['functions/contract/a.ts', '../rules/money.ts'],
  ['functions/rules/a.ts', '../store/store.ts'],
  ['functions/store/a.ts', '../stripe/client.ts'],
  ['functions/store/sqlite/a.ts', '../../ledger/record.ts'],
  ['functions/stripe/a.ts', '../store/store.ts'],
  ['functions/ledger/a.ts', '../public/lookup.ts'],
  ['functions/http/a.ts', '../store/store.ts'],
  ['functions/downloads/a.ts', '../store/store.ts'],
  ['functions/links/a.ts', '../store/store.ts'],
  ['functions/outbound/a.ts', '../destinations/ga4.ts'],
  ['functions/destinations/a.ts', '../store/store.ts'],
  ['functions/destinations/a.ts', '../delivery/run-sweep.ts'],
  ['functions/ledger/a.ts', '../delivery/run-sweep.ts'],
  ['functions/ledger/a.ts', '../destinations/ga4.ts'],
  ['functions/properties/a.ts', '../ledger/record-change.ts'],
  ['functions/properties/a.ts', '../settings.ts'],
  ['functions/properties/webhook/a.ts', '../../delivery/run-sweep.ts'],
  ['functions/properties/webhook/a.ts', '../../settings.ts'],
  ['functions/stripe/a.ts', '../properties/property-cache.ts'],
  ['functions/destinations/a.ts', '../properties/property-cache.ts'],
  ['functions/tally/a.ts', '../ledger/record-change.ts'],
  ['functions/doctor/a.ts', '../console/route.ts'],
  ['functions/coverage/a.ts', '../sweep/create-sweep-function.ts'],
  ['functions/console/a.ts', '../public/routes.ts'],
  ['functions/console/pages/a.ts', '../../open-function.ts'],
  ['functions/delivery/a.ts', '../sweep/create-sweep-function.ts'],
  ['functions/delivery/a.ts', '../public/routes.ts'],
  ['functions/webhook/a.ts', '../public/routes.ts'],
  ['functions/webhook/a.ts', '../sweep/create-sweep-function.ts'],
  ['functions/sweep/a.ts', '../webhook/routes.ts'],
  ['functions/sweep/a.ts', '../../scripts/build.ts'],
  ['functions/public/a.ts', '../webhook/routes.ts'],
  ['functions/public/a.ts', '../index.ts'],
  ['functions/public/a.ts', '../../scripts/build.ts'],
  ['functions/index.ts', '../scripts/build.ts'],
  ['functions/deployed/a.ts', '../index.ts'],
  ['functions/deployed/a.ts', '../open-all-functions.ts'],
  ['functions/deployed/a.ts', '../store/open-store.ts'],
  ['gtm-templates/authoring/a.ts', '../../scripts/build.ts'],
  ['gtm-templates/web/a-tag/code.ts', '../../../functions/rules/money.ts'],
  ['gtm-templates/web/a-tag/code.ts', '../../../scripts/build.ts'],
  ['gtm-templates/server/a-client/code.ts', '../../../functions/rules/money.ts'],
  ['gtm-templates/containers/a.ts', '../../functions/rules/money.ts'],
  ['gtm-templates/containers/a.ts', '../../scripts/build.ts'],
  ['gtm-templates/containers/a.ts', '../web/a-tag/form.ts'],
  ['gtm-templates/loader/a.ts', '../../functions/rules/money.ts'],
  ['gtm-templates/loader/a.ts', '../../functions/rules/decode-passport.ts'],
  ['gtm-templates/loader/a.ts', '../shared/log.ts'],
  ['scripts/diagnostics/a.ts', '../dialect/dialect-faults.ts'],
  ['scripts/tpl/a.ts', '../dialect/check-dialect.ts'],
  ['scripts/dialect/a.ts', '../tpl/parse-tpl.ts'],
  ['scripts/permissions/a.ts', '../compiler/flatten.ts'],
  ['scripts/permissions/code/a.ts', '../../simulator/run-template.ts'],
  ['scripts/compiler/a.ts', '../simulator/run-template.ts'],
  ['scripts/simulator/code/a.ts', '../../compiler/flatten.ts'],
  ['scripts/simulator/a.ts', '../toolkit/inspect-tpl.ts'],
] as const;

const refusals = lintImports([...allowed, ...refused]);

describe('boundaries', () => {
  test.each(allowed)('%s may import %s', (...arrow) => {
    expect(refusals.has(String(arrow))).toBe(false);
  });

  test.each(refused)('%s may not import %s', (...arrow) => {
    expect(refusals.has(String(arrow))).toBe(true);
  });
});
