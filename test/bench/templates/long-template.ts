// A template file of a given length whose code and tests resemble large published ones.
import { printGsonJson } from '../../../functions/downloads/gson-json.ts';
import { encodePermission } from '../../../functions/downloads/permission-trees.ts';
import { joinSections } from '../../../functions/downloads/tpl-sections.ts';

const scenarioCount = 40;

/** A web tag with this many lines, of which functions and their calls make most, and 40 scenarios that pass. */
export function toLongTemplate(lines: number): string {
  const blank = toTemplate(0, 0).split('\n').length;
  let functions = Math.floor((lines - blank - scenarioLines * scenarioCount) / functionLines);
  while (toTemplate(functions, 0).split('\n').length > lines) functions -= 1;
  return toTemplate(functions, lines - toTemplate(functions, 0).split('\n').length);
}

/** A web tag that does nothing but succeed, with one scenario. */
export function toShortTemplate(): string {
  const scenario = "- name: Succeeds\n  code: |-\n    runCode({});\n    assertApi('gtmOnSuccess').wasCalled();";
  return join('data.gtmOnSuccess();', [scenario]);
}

const functionLines = 14;
const scenarioLines = 9;

function toTemplate(functions: number, comments: number): string {
  const numbers = Array.from({ length: functions }, (_, index) => index);
  const code = [
    "const callInWindow = require('callInWindow');",
    "const getType = require('getType');",
    "const makeString = require('makeString');",
    ...Array.from({ length: comments }, (_, index) => `// Line ${index + 1}`),
    ...numbers.map(toFunction),
    'const event = {name: data.eventName, items: data.items || []};',
    ...numbers.map(
      (index) => `if (event.name === 'event ${index}') event.result = map${index}(event.items, {limit: 10});`,
    ),
    "callInWindow('vendor.track', event.name, event);",
    'data.gtmOnSuccess();',
  ].join('\n');
  const scenarios = Array.from({ length: scenarioCount }, (_, index) => toScenario(index, Math.max(1, functions)));
  return join(code, scenarios);
}

function toFunction(index: number): string {
  return `
function map${index}(items, options) {
  const result = {total: 0, names: [], kind: 'kind ${index}'};
  for (let i = 0; i < items.length; i++) {
    const item = items[i];
    if (getType(item) !== 'object' || !item.hasOwnProperty('price')) continue;
    result.total = result.total + item.price * (item.quantity || 1);
    result.names.push(makeString(item.name).split(' ').join('_').toLowerCase());
    if (options.limit && result.names.length >= options.limit) break;
  }
  const long = result.names.filter((name) => name.length > ${index % 7}).map((name) => name + '/${index}');
  result.path = long.length > 0 ? long.join(',') : undefined;
  return result;
}`.slice(1);
}

function toScenario(index: number, functions: number): string {
  return `- name: Sends event ${index}
  code: |-
    let sent;
    mock('callInWindow', (path, name, event) => {
      sent = event;
    });
    runCode({eventName: 'event ${index % functions}', items: [{name: 'A b', price: 2.5, quantity: 2}]});
    assertThat(sent.result === undefined || sent.result.total === 5).isTrue();
    assertApi('gtmOnSuccess').wasCalled();`;
}

function join(code: string, scenarios: readonly string[]): string {
  const keys = [{ key: 'vendor.track', read: false, write: false, execute: true }];
  const permissions = [{ publicId: 'access_globals', params: { keys } }];
  const info = { type: 'TAG', displayName: 'A long tag', containerContexts: ['WEB'] };
  return joinSections([
    { name: 'INFO', text: printGsonJson(info) },
    { name: 'TEMPLATE_PARAMETERS', text: printGsonJson([{ type: 'TEXT', name: 'eventName' }]) },
    { name: 'SANDBOXED_JS_FOR_WEB_TEMPLATE', text: code },
    { name: 'WEB_PERMISSIONS', text: printGsonJson(permissions.map(encodePermission)) },
    { name: 'TESTS', text: `scenarios:\n${scenarios.join('\n')}` },
  ]);
}
