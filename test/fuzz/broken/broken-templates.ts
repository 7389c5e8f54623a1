// Faults in templates and in what reads their files, each to be found by the fuzzer.
import { bakeContainer } from '../../../functions/downloads/bake-container.ts';
import type { ContainerExport } from '../../../functions/downloads/container-export.ts';
import { listLeftOver } from '../../../functions/downloads/list-left-over.ts';
import { findContainerFaults } from '../../../scripts/containers/find-container-faults.ts';
import { readContainer } from '../../../scripts/simulator/container/reading/read-container.ts';
import { formatJson } from '../../../scripts/tpl/format-json.ts';
import { formatTpl } from '../../../scripts/tpl/format-tpl.ts';
import { parseTpl } from '../../../scripts/tpl/parse-tpl.ts';
import { readJsonTree } from '../../../scripts/tpl/read-json-tree.ts';
import { compileShared } from '../../gtm-templates/shared/compile-shared.ts';
import { readBuiltTpl } from '../../gtm-templates/web/built-tpl.ts';
import { clickCookieTarget } from '../targets/click-cookie.ts';
import { containerFilesTarget } from '../targets/container-files.ts';
import { serverContainerTarget } from '../targets/server-container.ts';
import { templateFilesTarget } from '../targets/template-files.ts';
import { webTemplatesTarget } from '../targets/web-templates.ts';
import type { BrokenTarget } from './broken-target.ts';

/** Each with the fault in words. */
export const brokenTemplates: readonly BrokenTarget[] = [
  [
    'decodes a cookie that cannot be decoded',
    clickCookieTarget({
      openDecode: async () => {
        const decode = await compileShared('shared/decode-journey.ts', 'decodeJourney');
        return (text, names) => decode(decodeURIComponent(String(text)), names);
      },
      openEncode: () => compileShared('shared/encode-journey.ts', 'encodeJourney'),
    }),
  ],
  [
    'finds no fault in broken JSON',
    templateFilesTarget({
      parseTpl,
      formatTpl,
      formatJson,
      readJsonTree: (text) => ({ ...readJsonTree(text), faults: [] }),
    }),
  ],
  [
    'takes anything with a version for a container',
    containerFilesTarget({
      ...{ findContainerFaults, readContainer, bakeContainer, listLeftOver },
      isContainerExport: (value): value is ContainerExport =>
        typeof value === 'object' && value !== null && 'containerVersion' in value,
    }),
  ],
  [
    'counts on a path of two parts',
    serverContainerTarget(async () =>
      (await readBuiltTpl('checkout-client')).replace(
        '___SANDBOXED_JS_FOR_SERVER___',
        "___SANDBOXED_JS_FOR_SERVER___\n\nrequire('getRequestPath')().split('/')[2].length;",
      ),
    ),
  ],
  [
    'counts on a session id in the address',
    webTemplatesTarget(
      changeCode('checkout-session-id-variable', "require('getQueryParameters')('session_id').length;"),
    ),
  ],
  [
    'reads a cookie that its file does not allow',
    webTemplatesTarget(changeCode('page-address-variable', "require('getCookieValues')('_ga');")),
  ],
  [
    'says in the console who bought',
    webTemplatesTarget(async (folder) => {
      const tpl = await readBuiltTpl(folder);
      return tpl.replace("'pushed ' + describeEvent(", "'pushed ' + answer.customer_email + describeEvent(");
    }),
  ],
];

/** The built templates, with this line before the code of one of them. */
function changeCode(wanted: string, line: string): (folder: string) => Promise<string> {
  return async (folder) => {
    const tpl = await readBuiltTpl(folder);
    const mark = '___SANDBOXED_JS_FOR_WEB_TEMPLATE___\n';
    return folder === wanted ? tpl.replace(mark, `${mark}\n${line}\n`) : tpl;
  };
}
