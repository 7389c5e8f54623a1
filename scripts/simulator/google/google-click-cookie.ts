// Reads and writes the value of the cookie in which the conversion linker keeps a Google click id.

/** The click id of a `_gcl_aw` value, of the classic form or the newer one of letters; undefined for anything else. */
export function readGoogleClick(value: string): string | undefined {
  const classic = /^GCL\.\d+\.(.+)$/.exec(value);
  const lettered = /^2\.1\.(?:.*\$)?k([^$]+)(?:\$|$)/.exec(value);
  return classic?.[1] ?? lettered?.[1];
}

/** The classic form: `GCL.<click in Unix seconds>.<click id>`. */
export function writeGoogleClick(gclid: string, nowMs: number): string {
  return `GCL.${Math.floor(nowMs / 1000)}.${gclid}`;
}
