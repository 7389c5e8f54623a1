// The least that a Cloud Function can do: a functions-framework handler that answers with a constant.
import { readFileSync } from 'node:fs';
import { http } from '@google-cloud/functions-framework';

/** An answer of ours, so that both sides send the same number of bytes. */
const body = readFileSync(process.env['BENCH_ANSWER_FILE'] ?? '', 'utf8');

http('constant', (_request, response) => {
  response.set('Content-Type', 'application/json; charset=utf-8').send(body);
});
