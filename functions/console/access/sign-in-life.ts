// How long a sign-in lasts.

const dayMs = 86_400_000;

export const signInLife = {
  /** Without a visit it ends after so long. */
  idleMs: 14 * dayMs,
  /** And in any case so long after it began. */
  longestMs: 30 * dayMs,
  /** Of its use, after which its token is renewed. */
  renewAfterMs: dayMs,
  /** How long the token before counts beside the renewed one, because pages load in parallel. */
  lateMs: 60_000,
} as const;
