// What is found out about the file of an exported container.
import { describe, expect, test } from 'vitest';
import { inspectContainerFile } from '../../../../scripts/toolkit/containers/inspect-container-file.ts';
import type { FileReport } from '../../../../scripts/toolkit/file-report.ts';
import { runWholeFile } from '../../../../scripts/toolkit/scenarios/run-file-scenarios.ts';
import { type ContainerParts, entity, toContainer } from '../to-container.ts';
import { failing, passing, toTpl } from '../to-tpl.ts';

async function inspect(text: string, withRunner = true): Promise<FileReport[]> {
  const inspection = { file: 'c.json', text, ...(withRunner ? { runner: runWholeFile } : {}) };
  const reports: FileReport[] = [];
  for await (const report of inspectContainerFile(inspection)) reports.push(report);
  return reports;
}

/** The report about the container itself. */
async function inspectOne(parts: ContainerParts): Promise<FileReport | undefined> {
  return (await inspect(toContainer(parts)))[0];
}

describe('inspectContainerFile', () => {
  test('a web container is named with what it holds', async () => {
    const parts = {
      tags: [entity('A', 'cvt_2_1')],
      variables: [entity('C', 'c', { value: 'x' }), entity('U', 'u', { component: 'HOST' })],
      templates: { 'My tag': toTpl() },
    };
    expect(await inspectOne(parts)).toEqual({
      file: 'c.json',
      template: 'web container',
      contents: ['1 tag', '2 variables', '1 template'],
      scenarioCount: 0,
      scenarios: [],
      problems: [],
      notes: [],
    });
  });

  test('a server container is named with its clients', async () => {
    const client = toTpl({ container: 'server', kind: 'CLIENT' });
    const parts = { context: 'SERVER', clients: [entity('A', 'cvt_2_1')], templates: { Client: client } };
    expect(await inspectOne(parts)).toMatchObject({
      template: 'server container',
      contents: ['1 client', 'no tags', '1 template'],
      problems: [],
      notes: [],
    });
  });

  test('a fault has the line and column of its place, and the place as its section', async () => {
    const text = toContainer({ tags: [entity('A', 'img', { url: 'https://{{None}}/' })] });
    const line = text.split('\n').findIndex((one) => one.includes('"parameter"')) + 2;
    const section = 'containerVersion.tag[0].parameter[0]';
    const message = expect.stringContaining(`${section}: no variable is named None;`);
    expect((await inspect(text))[0]?.problems).toEqual([{ section, line, column: 11, message }]);
  });

  test('faults stand in the order of the file', async () => {
    const variables = [entity('A', 'jsm', { javascript: 'function( {' }), entity('B', 'c', { value: '{{None}}' })];
    const sections = (await inspectOne({ variables }))?.problems.map(({ section }) => section);
    expect(sections).toEqual(['containerVersion.variable[0]', 'containerVersion.variable[1].parameter[0]']);
  });

  test('JavaScript of a variable that does not parse is a fault of that variable', async () => {
    const variables = [entity('C', 'c', { value: 'x' }), entity('JS', 'jsm', { javascript: 'function( {' })];
    const message = expect.stringContaining('The JavaScript of the variable "JS" does not parse');
    expect(await inspectOne({ variables })).toMatchObject({
      problems: [{ section: 'containerVersion.variable[1]', message }],
    });
  });

  test('a type that the simulator does not know is a note, and no fault', async () => {
    expect(await inspectOne({ tags: [entity('Floodlight', 'flc')] })).toMatchObject({
      problems: [],
      notes: ['Tag "Floodlight" is of the type flc, which the simulator does not know; it never fires.'],
    });
    expect(await inspectOne({ context: 'SERVER', clients: [entity('GA4', 'gaaw_client')] })).toMatchObject({
      problems: [],
      notes: ['The client GA4 is of the type gaaw_client, which is not simulated: it claims nothing.'],
    });
  });

  test('a broken template is no type that the simulator lacks', async () => {
    const broken = toTpl({ container: 'server' }).replace('[]', '[,]');
    const parts = { context: 'SERVER', tags: [entity('A', 'cvt_2_1')], templates: { Broken: broken } };
    const [container, template] = await inspect(toContainer(parts));
    expect(container?.notes).toEqual([]);
    expect(template?.problems).toMatchObject([{ section: 'TEMPLATE_PARAMETERS' }]);
  });

  test('a container for apps is checked as far as its kind is like the others', async () => {
    expect(await inspectOne({ context: 'IOS', tags: [entity('A', 'x', { name: '{{None}}' })] })).toMatchObject({
      template: 'IOS container',
      problems: [{ section: 'containerVersion.tag[0].parameter[0]' }],
      notes: [expect.stringContaining('web and server containers only')],
    });
  });
});

describe('inspectContainerFile, templates within', () => {
  const templates = {
    'My tag': toTpl({ scenarios: { Succeeds: passing, Fails: failing } }),
    Other: toTpl({ code: 'this;' }),
  };

  test('each has a report under the container’s name and its own, with its scenarios and problems', async () => {
    const [, first, second, ...more] = await inspect(toContainer({ templates }));
    expect(first).toMatchObject({
      file: 'c.json › My tag',
      template: 'web tag',
      scenarios: [{ passed: true }, { passed: false }],
    });
    expect(second).toMatchObject({ file: 'c.json › Other', problems: [{ message: expect.stringContaining('this') }] });
    expect(more).toEqual([]);
  });

  test('without a runner they are checked, and no scenario runs', async () => {
    const [, first, second] = await inspect(toContainer({ templates }), false);
    expect(first).toMatchObject({ scenarioCount: 2, scenarios: [], problems: [] });
    expect(second?.problems).toHaveLength(1);
  });
});

describe('inspectContainerFile, files that are none', () => {
  test('JSON of another kind is refused in words', async () => {
    for (const text of ['{"name": "a-package"}', '[]', 'null', '"exportFormatVersion"']) {
      const reports = await inspect(text);
      const message = expect.stringMatching(/^This is no container that GTM exported: .*Export Container\.$/);
      expect(reports).toMatchObject([
        { template: 'JSON', contents: [], problems: [{ section: '', line: 1, column: 1, message }] },
      ]);
    }
  });

  test('a slip in the JSON is told at its place, and nothing else is looked at', async () => {
    const text = toContainer({ templates: { A: toTpl() } }).replace('"containerVersion": {', '"containerVersion" {');
    expect(await inspect(text)).toMatchObject([
      { problems: [{ line: 3, column: 22, message: 'A colon is missing before this.' }] },
    ]);
  });

  test('another shape is told at its place, and that the rest comes later', async () => {
    const text = toContainer().replace('"exportFormatVersion": 2', '"exportFormatVersion": 1');
    expect(await inspect(text)).toMatchObject([
      {
        template: 'container',
        problems: [{ line: 2, message: 'exportFormatVersion: only 2 can stand here.' }],
        notes: ['Names, references and templates are looked at once this is mended.'],
      },
    ]);
  });

  test('what is missing is told of the place where it is missing', async () => {
    expect(await inspect('{"exportFormatVersion": 2}')).toMatchObject([
      { problems: [{ line: 1, column: 1, message: 'the file: containerVersion is missing.' }] },
    ]);
  });

  test('a mark in front of the JSON is no fault', async () => {
    expect(await inspect(`\uFEFF${toContainer()}`)).toMatchObject([{ template: 'web container', problems: [] }]);
  });
});
