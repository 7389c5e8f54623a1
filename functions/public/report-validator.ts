// The check of a report, compiled; a bundle carries it as plain code and leaves the compiler behind.
import { Ajv } from 'ajv';
import { type Report, reportSchema } from '../contract/report.ts';

/** Checking the schema itself is a test's work, not a cold start's. */
export const ajv = new Ajv({ meta: false, validateSchema: false, code: { source: true, esm: true } });

/** Whether a value is a report. */
export const validateReport = ajv.compile<Report>({ ...reportSchema, $id: 'validateReport' });
