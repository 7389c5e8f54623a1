// Firestore as server templates use it.
import { describe, expect, test } from 'vitest';
import { createFakeServer } from '../../../../../scripts/simulator/server/fake-server.ts';
import { createMemoryFirestore } from '../../../../../scripts/simulator/server/memory-firestore.ts';
import { evaluateOnServer, permit, refusalOf, settleOnServer } from '../evaluate-on-server.ts';

function allow(operation: string, path = '*', projectId = '*') {
  return permit({ access_firestore: { allowedOptions: [{ projectId, path, operation }] } });
}

const permissions = allow('read_write');
const start = "const Firestore = require('Firestore');";

function serverWith(documents: Readonly<Record<string, Readonly<Record<string, unknown>>>>) {
  return createFakeServer({ firestore: createMemoryFirestore(documents) });
}

async function run(code: string, server = createFakeServer()) {
  const evaluation = await settleOnServer(`${start} ${code}`, { permissions, server });
  return { ...evaluation, documents: server.firestore.documents() };
}

describe('Firestore.read', () => {
  test('resolves with id and data', async () => {
    const { notes } = await run("Firestore.read('carts/a').then(note);", serverWith({ 'carts/a': { n: 1 } }));
    expect(notes).toEqual([{ id: 'a', data: { n: 1 } }]);
  });

  test('rejects with not_found for a document that is not there', async () => {
    expect((await run("Firestore.read('carts/a').catch(note);")).notes).toEqual([{ reason: 'not_found' }]);
  });

  test('another project and another database are other places', async () => {
    const server = createFakeServer();
    const code = `Firestore.write('carts/a', { n: 2 }, { projectId: 'p', databaseId: 'd' })
        .then(() => Firestore.read('carts/a', { projectId: 'p', databaseId: 'd' })).then((d) => note(d.data.n))
        .then(() => Firestore.read('carts/a', { projectId: 'p' })).catch((e) => note(e.reason))
        .then(() => Firestore.read('carts/a')).catch((e) => note(e.reason));`;
    expect((await run(code, server)).notes).toEqual([2, 'not_found', 'not_found']);
  });

  test('gives the cached answer to a second read, unless it is told not to', async () => {
    const code = `const read = (options) => Firestore.read('carts/a', options).then((d) => note(d.data.n));
      read().then(() => Firestore.write('carts/a', { n: 2 })).then(() => read())
        .then(() => read({ disableCache: true }));`;
    expect((await run(code, serverWith({ 'carts/a': { n: 1 } }))).notes).toEqual([1, 1, 2]);
  });

  test('does not remember that a document was missing', async () => {
    const code = `Firestore.read('carts/a').catch(() => Firestore.write('carts/a', { n: 1 }))
      .then(() => Firestore.read('carts/a')).then((d) => note(d.data.n));`;
    expect((await run(code)).notes).toEqual([1]);
  });

  test.each([['/carts/a'], ['carts/a/'], ['carts'], ['']])('rejects the path %j', async (path) => {
    expect((await run(`Firestore.read('${path}').catch(note);`)).notes).toEqual([{ reason: 'invalid_argument' }]);
  });
});

describe('Firestore.write', () => {
  test('makes a document and resolves with its id', async () => {
    const { notes, documents } = await run("Firestore.write('carts/a', { n: 1 }).then(note);");
    expect([notes, documents]).toEqual([['a'], { 'carts/a': { n: 1 } }]);
  });

  test('gives a document of a collection a new id', async () => {
    const code = "Firestore.write('carts', { n: 1 }).then(note); Firestore.write('carts', { n: 2 }).then(note);";
    const { notes, documents } = await run(code);
    expect(new Set(notes).size).toBe(2);
    expect(Object.values(documents)).toEqual([{ n: 1 }, { n: 2 }]);
  });

  test.each([
    ['{}', { b: { d: 2 } }],
    ['{ merge: true }', { a: 1, b: { c: 1, d: 2 } }],
  ])('with %s over a document it leaves %j', async (options, data) => {
    const server = serverWith({ 'carts/a': { a: 1, b: { c: 1 } } });
    const { documents } = await run(`Firestore.write('carts/a', { b: { d: 2 } }, ${options});`, server);
    expect(documents).toEqual({ 'carts/a': data });
  });

  test('merges fields of any name as data of this document alone', async () => {
    const data = `require('JSON').parse('{"__proto__":{"leaked":1},"constructor":{"prototype":{"leaked":1}}}')`;
    const code = `Firestore.write('carts/a', ${data}, { merge: true });`;
    const { documents } = await run(code, serverWith({ 'carts/a': { a: 1 } }));
    expect(Object.keys(documents['carts/a'] ?? {})).toEqual(['a', '__proto__', 'constructor']);
    expect(Object.hasOwn(Object.prototype, 'leaked')).toBe(false);
  });

  test('keeps a copy', async () => {
    const { documents } = await run("const d = { list: [1] }; Firestore.write('carts/a', d); d.list.push(2);");
    expect(documents).toEqual({ 'carts/a': { list: [1] } });
  });
});

describe('Firestore.query', () => {
  const server = () =>
    serverWith({
      'carts/a': { n: 1, tags: ['x'], who: { city: 'Ulm' } },
      'carts/b': { n: 2, tags: ['y', 'z'] },
      'carts/c': { n: '2' },
      'carts/a/lines/l': { n: 1 },
      'orders/o': { n: 1 },
    });

  test.each([
    ["[['n', '==', 1]]", ['a']],
    ["[['n', '!=', 1]]", ['b', 'c']],
    ["[['n', '<', 2]]", ['a']],
    ["[['n', '<=', 2]]", ['a', 'b']],
    ["[['n', '>', 1]]", ['b']],
    ["[['n', '>=', '2']]", ['c']],
    ["[['n', '<', '10']]", []],
    ["[['n', '>', '10']]", ['c']],
    ["[['n', '<', 10]]", ['a', 'b']],
    ["[['n', 'in', [1, '2']]]", ['a', 'c']],
    ["[['n', 'not-in', [1, '2']]]", ['b']],
    ["[['tags', 'array-contains', 'z']]", ['b']],
    ["[['tags', 'array-contains-any', ['x', 'y']]]", ['a', 'b']],
    ["[['who.city', '==', 'Ulm']]", ['a']],
    ["[['missing', '!=', 1]]", []],
    ["[['n', '>=', 1], ['tags', 'array-contains', 'y']]", ['b']],
    ['[]', ['a', 'b', 'c']],
  ])('%s finds %j', async (conditions, ids) => {
    const code = `Firestore.query('carts', ${conditions}).then((list) => note(list.map((d) => d.id)));`;
    expect((await run(code, server())).notes).toEqual([ids]);
  });

  test('finds five documents by default and `limit` on demand', async () => {
    const many = serverWith(Object.fromEntries(Array.from({ length: 9 }, (_, n) => [`carts/${n}`, { n }])));
    const code = `const count = (list) => note(list.length);
      Firestore.query('carts', []).then(count); Firestore.query('carts', [], { limit: 7 }).then(count);`;
    expect((await run(code, many)).notes).toEqual([5, 7]);
  });

  test.each([["'carts', [['n', 'like', 1]]"], ["'carts', ['n']"], ["'carts', [[1, '==', 1]]"], ["'carts/a', []"]])(
    'rejects (%s)',
    async (values) => {
      expect((await run(`Firestore.query(${values}).catch(note);`)).notes).toEqual([{ reason: 'invalid_argument' }]);
    },
  );
});

describe('Firestore.runTransaction', () => {
  const increment = `Firestore.runTransaction((transaction) => {
      note(typeof transaction);
      return Firestore.read('counters/a', { transaction: transaction })
        .then((d) => Firestore.write('counters/a', { n: d.data.n + 1 }, { transaction: transaction }));
    })`;

  test('writes at the end and resolves with the ids that it wrote', async () => {
    const { notes, documents } = await run(`${increment}.then(note);`, serverWith({ 'counters/a': { n: 1 } }));
    expect([notes, documents]).toEqual([['string', ['a']], { 'counters/a': { n: 2 } }]);
  });

  test('writes nothing when its callback rejects', async () => {
    const code = `Firestore.runTransaction((transaction) =>
        Firestore.write('counters/a', { n: 9 }, { transaction: transaction })
          .then(() => Firestore.read('missing/a', { transaction: transaction }))).catch(note);`;
    const { notes, documents } = await run(code);
    expect([notes, documents]).toEqual([[{ reason: 'not_found' }], {}]);
  });

  test('tries again when somebody else wrote what it had read', async () => {
    const code = `let other = 1;
      Firestore.runTransaction((transaction) => Firestore.read('counters/a', { transaction: transaction })
        .then((d) => {
          note(d.data.n);
          const write = Firestore.write('counters/a', { n: d.data.n + 1 }, { transaction: transaction });
          return (other = other - 1) >= 0 ? Firestore.write('counters/a', { n: 50 }) : write;
        })).then(note);`;
    const { notes, documents } = await run(code, serverWith({ 'counters/a': { n: 1 } }));
    expect([notes, documents]).toEqual([[1, 50, ['a']], { 'counters/a': { n: 51 } }]);
  });

  test('gives up after three attempts', async () => {
    const code = `Firestore.runTransaction((transaction) => Firestore.read('counters/a', { transaction: transaction })
        .then((d) => { note('try'); return Firestore.write('counters/a', { n: d.data.n + 1 }); })).catch(note);`;
    const { notes } = await run(code, serverWith({ 'counters/a': { n: 1 } }));
    expect(notes).toEqual(['try', 'try', 'try', { reason: 'aborted' }]);
  });

  test('an error in the callback rejects', async () => {
    const { notes } = await run("Firestore.runTransaction(() => require('nothing')).catch((e) => note('caught'));");
    expect(notes).toEqual(['caught']);
  });
});

describe('Firestore permissions', () => {
  test.each([
    ["Firestore.read('carts/a')", allow('read', 'carts/*'), undefined],
    ["Firestore.query('carts/a/lines', [])", allow('read', 'carts/*'), undefined],
    ["Firestore.read('orders/a')", allow('read', 'carts/*'), 'permission_denied'],
    ["Firestore.write('carts/a', {})", allow('read', 'carts/*'), 'permission_denied'],
    ["Firestore.write('carts/a', {})", allow('write', 'carts/*'), undefined],
    ["Firestore.read('carts/a')", allow('write', 'carts/*'), 'permission_denied'],
    ["Firestore.read('carts/a')", allow('read', '*', 'GOOGLE_CLOUD_PROJECT'), undefined],
    ["Firestore.read('carts/a', { projectId: 'p' })", allow('read', '*', 'GOOGLE_CLOUD_PROJECT'), 'permission_denied'],
    ["Firestore.read('carts/a')", {}, 'permission_denied'],
  ])('%s is judged by operation, path and project', (call, granted, refusal) => {
    expect(refusalOf(evaluateOnServer(`${start} ${call};`, { permissions: granted }))).toBe(refusal);
  });

  test.each([
    ['Firestore.read()', 'missing_argument'],
    ["Firestore.write('a/b')", 'missing_argument'],
    ["Firestore.write('a/b', [])", 'wrong_argument_type'],
    ["Firestore.query('a')", 'missing_argument'],
    ["Firestore.runTransaction('a')", 'wrong_argument_type'],
  ])('%s stops the template as %s', (call, refusal) => {
    expect(refusalOf(evaluateOnServer(`${start} ${call};`, { permissions }))).toBe(refusal);
  });
});
