// One build in a process of its own, because a module that was loaded once is never read again: prints one JSON object.
import { buildAndReport } from './build-report.ts';

process.stdout.write(JSON.stringify(await buildAndReport(JSON.parse(process.argv[2] ?? '{}'))));
