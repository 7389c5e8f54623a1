// One console line per run, in words, and only where somebody wants to read it.
import { getContainerVersion, logToConsole } from 'sandbox:shared';

/** Prints one sentence, or swallows it: `debug` prints in preview only. */
export function createLog(logType: 'no' | 'debug' | 'always'): (sentence: string) => void {
  return (sentence) => {
    if (logType === 'always' || (logType === 'debug' && isPreview())) {
      logToConsole('Tilltag: ' + sentence);
    }
  };
}

function isPreview(): boolean {
  const version = getContainerVersion();
  return version.previewMode || version.debugMode;
}
