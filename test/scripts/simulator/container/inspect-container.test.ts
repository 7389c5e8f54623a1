// What is said of a container before it runs.
import { describe, expect, test } from 'vitest';
import { inspectContainer } from '../../../../scripts/simulator/container/inspect-container.ts';
import { logTag, logTemplate, makeExport, tag, text, variable } from './simulate-exported-container/make-export.ts';

describe('inspectContainer', () => {
  test('finds nothing to say of a container that runs', () => {
    const exported = makeExport({ customTemplate: [logTemplate], tag: [logTag('Log', 'x')] });
    expect(inspectContainer(exported)).toEqual({ unsupported: [], broken: [], templates: [], scripts: [] });
  });

  test('names what it does not know, what refers to nothing, and code that does not parse', () => {
    const exported = makeExport({
      customTemplate: [{ ...logTemplate, templateData: 'no template' }],
      variable: [variable('JS', 'jsm', [text('javascript', 'function( {')])],
      tag: [logTag('Log', '{{None}}'), tag('Floodlight', 'flc')],
    });
    expect(inspectContainer(exported)).toEqual({
      unsupported: ['Tag "Floodlight" is of the type flc, which the simulator does not know; it never fires.'],
      broken: ['Tag "Log" refers to the variable "None", which does not exist.'],
      templates: [{ owner: 'Log', sentence: expect.stringMatching(/^The template file is broken/) }],
      scripts: [
        { owner: 'JS', sentence: expect.stringContaining('The JavaScript of the variable "JS" does not parse') },
      ],
    });
  });
});
