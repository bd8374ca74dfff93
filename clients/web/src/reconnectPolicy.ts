/** How long to wait before the first tries to connect again. */
const firstDelaysMs = [0, 300, 1_000, 2_000, 4_000] as const;

/** How long to wait before each later try. */
const steadyDelayMs = 8_000;

/** At most this much is added by chance, so that the devices of a dead edge do not all come at once. */
const maxJitterMs = 1_000;

/** The wait before try number `attempt` (from 0); `random` is in [0, 1). */
export function reconnectDelayMs(attempt: number, random: number): number {
  const delay = firstDelaysMs[attempt] ?? steadyDelayMs;
  return delay + Math.floor(random * Math.min(delay / 2, maxJitterMs));
}
