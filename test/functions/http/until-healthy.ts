// Waits for a server in a process of its own.

/** The first answer to `/health`. */
export async function untilHealthy(url: string): Promise<Response> {
  for (;;) {
    try {
      return await fetch(`${url}/health`);
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  }
}
