// Looks at the picture that a template carries for the gallery.

/** More than this and GTM refuses the picture. */
const maxThumbnailBytes = 50_000;

/** Sentences about the picture, which is a data URI; none when it is square and small. */
export function checkThumbnail(thumbnail: string): string[] {
  const match = /^data:image\/[a-z0-9.+-]+;base64,([A-Za-z0-9+/=\s]+)$/.exec(thumbnail);
  if (match === null) return ['The thumbnail must be a picture as a data URI, such as data:image/png;base64,…'];
  const bytes = Buffer.from(match[1] ?? '', 'base64');
  const size = readPngSize(bytes);
  const isSquare = size === undefined || size.width === size.height;
  return [
    bytes.length < maxThumbnailBytes
      ? []
      : `The thumbnail has ${bytes.length} bytes; keep it below ${maxThumbnailBytes}.`,
    isSquare ? [] : `The thumbnail is ${size.width} by ${size.height} pixels; make it square.`,
  ].flat();
}

/** Of a PNG, the format in which the gallery's pictures come; undefined for others, of which nothing is said. */
function readPngSize(bytes: Buffer): { width: number; height: number } | undefined {
  const isPng = bytes.length > 24 && bytes.subarray(1, 4).toString('latin1') === 'PNG';
  return isPng ? { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) } : undefined;
}
