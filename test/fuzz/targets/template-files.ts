// Template files and containers, ours or anybody's, as somebody hands them to the check and the simulator.
import fc from 'fast-check';
import { splitTpl } from '../../../functions/downloads/tpl-sections.ts';
import { formatJson } from '../../../scripts/tpl/format-json.ts';
import { formatTpl } from '../../../scripts/tpl/format-tpl.ts';
import { parseTpl } from '../../../scripts/tpl/parse-tpl.ts';
import { readJsonTree } from '../../../scripts/tpl/read-json-tree.ts';
import { mutatedJson } from '../arbitraries/mutated-json.ts';
import { mutatedText } from '../arbitraries/mutated-text.ts';
import { ensure, ensureSame } from '../oracle.ts';
import { type Json, type Target, toTarget } from '../target.ts';

const code = { parseTpl, formatTpl, readJsonTree, formatJson };

const info: Json = {
  type: 'TAG',
  id: 'cvt_temp_public_id',
  version: 1,
  displayName: 'A = <b>',
  containerContexts: ['WEB'],
};
const fields: Json = [
  { type: 'GROUP', name: 'group', subParams: [{ type: 'TEXT', name: 'a' }] },
  { type: 'CHECKBOX', name: 'b' },
];
const permission: Json = [
  {
    instance: {
      key: { publicId: 'logging', versionId: '1' },
      param: [{ key: 'environments', value: { type: 1, string: 'debug' } }],
    },
    isRequired: true,
  },
];
const tests =
  'scenarios:\n- name: "it: works"\n  code: |-\n    const a = 1;\n\n    runCode({});\n- name: b\n  code: runCode();\nsetup: |-\n  const x = 2;';

const json = (value: Json) => mutatedJson(fc.constant(value)).map((one) => JSON.stringify(one, null, 2));

const files = fc
  .record({
    mark: fc.constantFrom('', '', '\uFEFF'),
    info: json(info),
    fields: json(fields),
    permission: json(permission),
    code: fc.constantFrom('const a = 1;\ndata.gtmOnSuccess();', '___INFO___', ''),
    tests: mutatedText(fc.constant(tests)),
    end: fc.constantFrom('\n', '\r\n', '\r'),
  })
  .map((file) =>
    [
      `${file.mark}___TERMS_OF_SERVICE___\n\nBy creating.\n\n`,
      `___INFO___\n\n${file.info}\n\n\n___TEMPLATE_PARAMETERS___\n\n${file.fields}\n\n`,
      `___SANDBOXED_JS_FOR_WEB_TEMPLATE___\n\n${file.code}\n\n\n___WEB_PERMISSIONS___\n\n${file.permission}\n\n`,
      `___TESTS___\n\n${file.tests}\n\n\n___NOTES___\n\nCreated.`,
    ]
      .join('\n')
      .replaceAll('\n', file.end),
  );

const trees = fc.oneof(
  json(info),
  json(permission),
  mutatedText(json(fields)),
  fc.constantFrom('['.repeat(3_000), '{"a":'.repeat(3_000), '"\\u00'),
);

/** The parser and the printer of template files, and the reader of broken JSON under them. */
export function templateFilesTarget(parsers: typeof code = code): Target {
  return toTarget({
    name: 'template-files',
    reads: 'template files, from anybody',
    inputs: fc.record({ file: mutatedText(files), json: mutatedText(trees) }),
    open: () => ({
      examine({ file, json: text }) {
        examineFile(parsers, file);
        examineJson(parsers, text);
      },
    }),
  });
}

function examineFile({ parseTpl: parse, formatTpl: format }: typeof code, file: string): void {
  const parsed = parse(file);
  const lines = file.split(/\r\n?|\n/).length;
  for (const { line, column, message } of parsed.faults) {
    ensure(line >= 1 && line <= lines + 1 && column >= 1, `A fault lies outside of the file: ${line}:${column}.`);
    ensure(message !== '', 'A fault has no words.');
  }
  const printed = format(splitTpl(file));
  ensureSame(format(splitTpl(printed)), printed, 'Printed again it is another file.');
  const again = parse(printed);
  ensureSame(
    [again.info, again.parameters.length, again.permissions],
    [parsed.info, parsed.parameters.length, parsed.permissions],
    'Printed it means something else.',
  );
  ensureSame(
    again.scenarios.map(({ name, code: body }) => [name, body]),
    parsed.scenarios.map(({ name, code: body }) => [name, body]),
    'Printed its tests are others.',
  );
}

function examineJson({ readJsonTree: read, formatJson: format }: typeof code, text: string): void {
  const { root, faults } = read(text);
  const value = parseJson(text);
  ensure((value === undefined) === faults.length > 0, 'It and JSON.parse disagree whether this is JSON.');
  ensure(
    faults.every(({ offset }) => offset >= 0 && offset <= text.length),
    'A fault lies outside of the text.',
  );
  ensure(root.offset <= text.length, 'The value lies outside of the text.');
  const printed = format(text);
  if (value === undefined) ensure(printed === text, 'It changed what is no JSON.');
  else {
    ensureSame(parseJson(printed), value, 'Laid out it is another value.');
    ensure(format(printed) === printed, 'Laid out again it is another text.');
  }
}

/** In an object, so that `null` is told from nothing. */
function parseJson(text: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}
