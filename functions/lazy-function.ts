// A function that is loaded when it is first asked, or as soon as somebody wants to know whether it can be.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { HttpError } from './http/http-error.ts';
import { sendError } from './http/send-answer.ts';
import type { OpenFunction } from './open-function.ts';

export interface LazyFunction<Opened extends OpenFunction> {
  /** Answers one request; with `internal` where the function cannot be loaded, and the next request tries again. */
  handle(request: IncomingMessage, response: ServerResponse): Promise<void> | undefined;
  /** Loads it, or waits for it. Rejects as the loading does. */
  load(): Promise<Opened>;
  /** What was loaded by now. */
  peek(): Opened | undefined;
  /** Closes what was loaded. */
  close(): Promise<void>;
}

/** The function that `open` loads; `onFailure` hears why a request found none. */
export function lazyFunction<Opened extends OpenFunction>(
  open: () => Promise<Opened>,
  onFailure: (error: unknown) => void,
): LazyFunction<Opened> {
  let opened: Opened | undefined;
  let opening: Promise<Opened> | undefined;

  async function load(): Promise<Opened> {
    opening ??= open();
    try {
      opened = await opening;
      return opened;
    } catch (error) {
      opening = undefined;
      throw error;
    }
  }

  function answerFault(response: ServerResponse, error: unknown): void {
    sendError(response, new HttpError('internal', { cause: error }));
    onFailure(error);
  }

  return {
    handle: (request, response) =>
      opened === undefined
        ? load().then(
            (loaded) => loaded.handle(request, response),
            (error: unknown) => answerFault(response, error),
          )
        : opened.handle(request, response),
    load,
    peek: () => opened,
    async close() {
      await opened?.close();
    },
  };
}
