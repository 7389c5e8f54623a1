// Gives up waiting after a while, whatever it is that does not answer.

/** What `work` resolves to; rejects once `deadlineMs` have passed. The work itself is not stopped. */
export function withDeadline<T>(work: Promise<T>, deadlineMs: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`No answer within ${deadlineMs} ms.`)), deadlineMs);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
