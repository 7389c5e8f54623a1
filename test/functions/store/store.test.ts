// Runs the stores' common suite over SQLite and over Firestore.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from 'vitest';
import { openStore } from '../../../functions/store/open-store.ts';
import {
  clickRecordId,
  emailKey,
  entryId,
  joinKey,
  originKey,
  rollupId,
  tallyId,
  watermarkId,
} from '../../../functions/store/store.ts';
import { describeStore } from './describe-store.ts';
import { findEmulator, startEmulator } from './emulator.ts';
import { overwriteBody } from './firestore/overwrite-body.ts';

describe('entryId', () => {
  test('joins the property and the session', () => {
    expect(entryId('tt_abc', 'cs_test_1')).toBe('tt_abc:cs_test_1');
  });
});

describe('clickRecordId', () => {
  test('joins the property and the click', () => {
    expect(clickRecordId('tt_abc', 'AAECAwQFBgcICQoLDA0ODw')).toBe('tt_abc:AAECAwQFBgcICQoLDA0ODw');
  });
});

describe('watermarkId', () => {
  test('joins the property and the mode', () => {
    expect(watermarkId('tt_abc', 'test')).toBe('tt_abc:test');
  });
});

describe('tallyId', () => {
  test('joins the property, the day and the instance, so that those of a property sort by day', () => {
    expect(tallyId('tt_abc', '2026-11-22', '7f3a')).toBe('tt_abc:2026-11-22:7f3a');
  });
});

describe('joinKey', () => {
  test('joins the property and the payment', () => {
    expect(joinKey('tt_abc', 'pi_1')).toBe('tt_abc:pi_1');
  });
});

describe('originKey', () => {
  test('joins the property and the session', () => {
    expect(originKey('tt_abc', 'cs_test_1')).toBe('tt_abc:cs_test_1');
  });
});

describe('emailKey', () => {
  test('joins the property and the address', () => {
    expect(emailKey('tt_abc', 'ada@example.com')).toBe('tt_abc:ada@example.com');
  });
});

describe('rollupId', () => {
  test('joins the property, the mode and the day, so that those of a mode sort by day', () => {
    expect(rollupId('tt_abc', 'live', '2026-11-22')).toBe('tt_abc:live:2026-11-22');
  });
});

describeStore('SQLite store', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tilltag-store-'));
  const path = join(folder, 'tilltag.db');
  return {
    open: () => openStore(`sqlite:${path}`),
    damage: async (collection, id, body) => {
      const database = new DatabaseSync(path);
      // SQLite's names tell no capital letters from small ones, and so part words otherwise.
      const table = collection.replace(/[A-Z]/, (letter) => `_${letter.toLowerCase()}`);
      database.prepare(`UPDATE ${table} SET body = ? WHERE id = ?`).run(body, id);
      database.close();
    },
    stop: async () => rmSync(folder, { recursive: true }),
  };
});

const source = findEmulator();

describeStore(
  'Firestore store',
  async () => {
    const emulator = await startEmulator(source);
    // The emulator keeps projects apart, so a project of its own is an empty database also in one that runs for long.
    const projectId = `tilltag-${process.pid}-${Date.now()}`;
    return {
      open: () => openStore('firestore', { projectId, firestoreEmulatorHost: emulator.host }),
      damage: (collection, id, body) => overwriteBody(emulator.host, projectId, `${collection}/${id}`, body),
      stop: emulator.stop,
    };
  },
  source.kind === 'missing' ? source.cure : undefined,
);
