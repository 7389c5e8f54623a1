// A leak to be found: something of each request stays for as long as the process lives.
import { channel } from 'node:diagnostics_channel';

interface Kept {
  filling: readonly number[];
  earlier: Kept | undefined;
}

const bytesPerNumber = 8;

/** From now on about `bytes` of each request that this process takes stay on its heap, in the list that is returned. */
export function keepOfEachRequest(bytes: number): { last: Kept | undefined } {
  // An array of all of them would double its size now and then, which is no even leak.
  const list: { last: Kept | undefined } = { last: undefined };
  channel('http.server.request.start').subscribe(() => {
    const filling = new Array<number>(Math.ceil(bytes / bytesPerNumber)).fill(0);
    list.last = { filling, earlier: list.last };
  });
  return list;
}
