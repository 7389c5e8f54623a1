// The shape of log lines and traces.
import { describe, expect, it } from 'vitest';
import { createLog, toTrace } from '../../../functions/http/log.ts';

describe('createLog', () => {
  it('writes one JSON object per line, with severity, message and time', () => {
    const lines: string[] = [];
    createLog(
      (line) => lines.push(line),
      () => 0,
    )('WARNING', 'Two\nlines', { event: 'x', missing: undefined });
    expect(lines).toHaveLength(1);
    expect(lines[0]).not.toContain('\n');
    expect(JSON.parse(lines[0] ?? '')).toEqual({
      severity: 'WARNING',
      message: 'Two\nlines',
      time: '1970-01-01T00:00:00.000Z',
      event: 'x',
    });
  });
});

describe('toTrace', () => {
  const id = '0123456789abcdef0123456789ABCDEF';
  it.each([
    { header: `${id}/123;o=1`, project: 'p', trace: `projects/p/traces/${id}` },
    { header: id, project: 'p', trace: `projects/p/traces/${id}` },
    { header: `${id}/1`, project: undefined, trace: id },
    { header: `${id}0/1`, project: 'p', trace: undefined },
    { header: 'x', project: 'p', trace: undefined },
    { header: undefined, project: 'p', trace: undefined },
  ])('of "$header" in project $project is $trace', ({ header, project, trace }) => {
    expect(toTrace(header, project)).toBe(trace);
  });
});
