// The check of a click report, compiled; a bundle carries it as plain code and leaves the compiler behind.
import { Ajv } from 'ajv';
import type { ClickReport } from '../contract/click-report.ts';
import { clickReportSchema } from '../contract/click-report-schema.ts';

/** Checking the schema itself is a test's work, not a cold start's. */
export const ajv = new Ajv({ meta: false, validateSchema: false, code: { source: true, esm: true } });

/** Whether a value is a click report. */
export const validateClickReport = ajv.compile<ClickReport>({ ...clickReportSchema, $id: 'validateClickReport' });
