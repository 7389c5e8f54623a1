// Exported containers, ours or anybody's, on their way to the check, the simulator and the downloads.
import fc from 'fast-check';
import { bakeContainer } from '../../../functions/downloads/bake-container.ts';
import { listLeftOver } from '../../../functions/downloads/list-left-over.ts';
import { BakeError } from '../../../functions/downloads/parse-endpoint.ts';
import { findContainerFaults } from '../../../scripts/containers/find-container-faults.ts';
import { isContainerExport } from '../../../scripts/containers/find-shape-faults.ts';
import { readContainer } from '../../../scripts/simulator/container/reading/read-container.ts';
import { hostileText } from '../arbitraries/hostile-text.ts';
import { mutatedJson } from '../arbitraries/mutated-json.ts';
import { mutatedText } from '../arbitraries/mutated-text.ts';
import { attempt, ensure } from '../oracle.ts';
import { type Json, type Target, toTarget } from '../target.ts';

const code = { findContainerFaults, isContainerExport, readContainer, bakeContainer, listLeftOver };

const own = { accountId: '1', containerId: '2', fingerprint: '3' };

const template =
  '___INFO___\n\n{"type": "TAG", "id": "cvt_temp_public_id", "version": 1, "displayName": "A", "containerContexts": ["WEB"]}\n\n\n___TEMPLATE_PARAMETERS___\n\n[]\n\n\n___SANDBOXED_JS_FOR_WEB_TEMPLATE___\n\ndata.gtmOnSuccess();\n\n\n___WEB_PERMISSIONS___\n\n[]\n\n\n___TESTS___\n\nscenarios: []\n\n\n___NOTES___\n\nNone.\n\n\n';

const container: Json = {
  exportFormatVersion: 2,
  exportTime: '2026-01-31 12:00:00',
  containerVersion: {
    path: 'accounts/1/containers/2/versions/0',
    accountId: '1',
    containerId: '2',
    containerVersionId: '0',
    container: { path: 'accounts/1/containers/2', ...own, name: 'Web', publicId: 'GTM-ABCD', usageContext: ['WEB'] },
    tag: [
      {
        ...own,
        tagId: '1',
        name: 'Checkout',
        type: 'cvt_2_5',
        parameter: [{ type: 'TEMPLATE', key: 'endpoint', value: '{{Endpoint}}' }],
        firingTriggerId: ['2'],
      },
      {
        ...own,
        tagId: '2',
        name: 'Ads',
        type: 'awct',
        paused: true,
        setupTag: [{ tagName: 'Checkout' }],
        firingTriggerId: ['2147479553'],
      },
    ],
    trigger: [
      {
        ...own,
        triggerId: '2',
        name: 'Purchase',
        type: 'CUSTOM_EVENT',
        customEventFilter: [
          {
            type: 'MATCH_REGEX',
            parameter: [
              { type: 'TEMPLATE', key: 'arg0', value: '{{_event}}' },
              { type: 'TEMPLATE', key: 'arg1', value: 'purchase' },
            ],
          },
        ],
      },
    ],
    variable: [
      {
        ...own,
        variableId: '3',
        name: 'Endpoint',
        type: 'c',
        parameter: [{ type: 'TEMPLATE', key: 'value', value: 'https://YOUR-ENDPOINT' }],
      },
      {
        ...own,
        variableId: '4',
        name: 'Script',
        type: 'jsm',
        parameter: [{ type: 'TEMPLATE', key: 'javascript', value: 'function() { return 1; }' }],
        formatValue: { convertNullToValue: { type: 'TEMPLATE', value: 'x' } },
      },
    ],
    builtInVariable: [{ accountId: '1', containerId: '2', type: 'PAGE_URL', name: 'Page URL' }],
    customTemplate: [{ ...own, templateId: '5', name: 'Checkout', templateData: template }],
    fingerprint: '3',
  },
};

const values = fc.dictionary(
  fc.constantFrom(
    'propertyId',
    'endpoint',
    'functionEndpoint',
    'measurementId',
    'adsConversionId',
    'adsLabel',
    'path',
    'dataLayer',
  ),
  fc.oneof(
    hostileText,
    mutatedText(
      fc.constantFrom(
        'https://tags.example.com',
        'tt_shopshop00',
        'G-ABCD1234',
        'AW-123456',
        'label_1',
        '/checkout',
        'dataLayer',
      ),
    ),
  ),
  { noNullPrototype: true },
);

/** The check, the simulator's reader and the baker of containers. */
export function containerFilesTarget(parsers: typeof code = code): Target {
  return toTarget({
    name: 'container-files',
    reads: 'exported containers, from anybody, and values typed for ours',
    inputs: fc.record({ file: mutatedJson(fc.constant(container)), values }),
    open: () => ({
      examine({ file, values: given }) {
        const faults = parsers.findContainerFaults(file);
        ensure(
          faults.every(({ path, sentence }) => path !== '' && sentence !== ''),
          'A fault has no place or no words.',
        );
        if (!parsers.isContainerExport(file)) {
          ensure(faults.length > 0, 'It refuses a container without a word.');
          return;
        }
        attempt(() => parsers.readContainer(file), isTypeError);
        parsers.listLeftOver(file, given);
        const baked = attempt(() => parsers.bakeContainer(file, given), isBakeError);
        // Only sound ones are baked: the build checks its own.
        const isSound = baked.kind === 'value' && faults.length === 0;
        ensure(!isSound || parsers.isContainerExport(baked.value), 'What was baked is no container.');
      },
    }),
  });
}

function isBakeError(error: unknown): error is BakeError {
  return error instanceof BakeError;
}

function isTypeError(error: unknown): error is TypeError {
  return error instanceof TypeError;
}
