// Which versions metadata.yaml gets, seen from the state of the repository.
import { describe, expect, test } from 'vitest';
import type { GitRepository } from '../../../../scripts/toolkit/gallery/git-repository.ts';
import { planVersions } from '../../../../scripts/toolkit/gallery/plan-versions.ts';

/** A repository in which commits hold these templates, and the last of them is the latest. */
function holding(templates: Readonly<Record<string, string>>): GitRepository {
  return {
    branch: 'main',
    isShallow: false,
    head: Object.keys(templates).at(-1),
    read: (commit) => templates[commit],
    hasCommit: (sha) => sha in templates,
    isAncestor: () => true,
    findLastChange: () => Object.keys(templates).at(-1),
    listUncommitted: () => [],
  };
}

const first = { sha: 'a', changeNotes: 'One.' };

describe('planVersions', () => {
  test('before the first commit nothing can be named', () => {
    const release = { tpl: 'x', changes: ['One.'], recorded: [] };
    const expected = { kind: 'pending', versions: [], changeNotes: 'One.' };
    expect(planVersions({ ...release, repository: undefined })).toEqual(expected);
    expect(planVersions({ ...release, repository: holding({}) })).toEqual(expected);
    expect(planVersions({ ...release, repository: holding({ a: 'something else' }) })).toEqual(expected);
  });

  test('the commit that holds the built template becomes the newest version', () => {
    const release = { tpl: 'y', changes: ['Two.', 'One.'], recorded: [first] };
    expect(planVersions({ ...release, repository: holding({ a: 'x', b: 'y' }) })).toEqual({
      kind: 'named',
      versions: [{ sha: 'b', changeNotes: 'Two.' }, first],
      changeNotes: 'Two.',
    });
  });

  test('changes that were never published on their own go out together', () => {
    const release = { tpl: 'z', changes: ['Three.', 'Two.', 'One.'], recorded: [first] };
    expect(planVersions({ ...release, repository: holding({ a: 'x', b: 'z' }) }).versions).toEqual([
      { sha: 'b', changeNotes: 'Three.\nTwo.' },
      first,
    ]);
    const recorded = [{ sha: 'b', changeNotes: 'Three.\nTwo.' }, first];
    expect(planVersions({ ...release, recorded, repository: holding({ a: 'x', b: 'z' }) }).kind).toBe('complete');
  });

  test('with every change published, the template must be the published one', () => {
    const release = { changes: ['One.'], recorded: [first], repository: holding({ a: 'x' }) };
    expect(planVersions({ ...release, tpl: 'x' }).kind).toBe('complete');
    expect(planVersions({ ...release, tpl: 'y' }).kind).toBe('unpublished');
    expect(planVersions({ ...release, tpl: 'x', repository: undefined }).kind).toBe('unpublished');
  });

  test('a published line that is gone from the changes is noticed', () => {
    const release = { tpl: 'x', changes: ['Uno.'], recorded: [first], repository: holding({ a: 'x' }) };
    expect(planVersions(release)).toEqual({ kind: 'lost', versions: [first], changeNotes: 'One.' });
  });
});
