// The least that a webhook can do: it verifies the signature with Stripe's SDK and writes the event into SQLite.
import { DatabaseSync } from 'node:sqlite';
import { serveWebhook } from './serve-webhook.ts';

const database = new DatabaseSync(process.env['BENCH_DATABASE'] ?? '');
// As ours.
database.exec('PRAGMA journal_mode = WAL');
database.exec('PRAGMA synchronous = FULL');
database.exec('PRAGMA wal_autocheckpoint = 4000');
database.exec('PRAGMA cache_size = -16000');
database.exec('CREATE TABLE events (id TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT');
const insert = database.prepare('INSERT INTO events (id, body) VALUES (?, ?) ON CONFLICT (id) DO NOTHING');

serveWebhook((id, body) => {
  insert.run(id, body);
});
