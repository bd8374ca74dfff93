/** What a network test uses of the browser, so that tests can stand in for it. */
export type TestPlatform = {
  readonly fetch: typeof fetch;
  readonly createPeer: (configuration: RTCConfiguration) => RTCPeerConnection;
  readonly openSocket: (url: string) => WebSocket;
  /** Milliseconds of a clock that is never set. */
  readonly clock: () => number;
  readonly now: () => Date;
  readonly browser: string;
};

/** The browser itself. */
export function browserTestPlatform(): TestPlatform {
  return {
    fetch: (input, init) => fetch(input, init),
    createPeer: (configuration) => new RTCPeerConnection(configuration),
    openSocket: (url) => new WebSocket(url),
    clock: () => performance.now(),
    now: () => new Date(),
    browser: browserInWords(globalThis.navigator?.userAgent ?? ''),
  };
}

/** Name and major version of browser and system; not the whole line, which says more than a report needs. */
export function browserInWords(userAgent: string): string {
  const browser = /(Edg|Firefox)\/(\d+)/.exec(userAgent) ?? /(Chrome)\/(\d+)/.exec(userAgent) ?? /(Version)\/(\d+)/.exec(userAgent);
  const name = { Edg: 'Edge', Firefox: 'Firefox', Chrome: 'Chromium', Version: 'Safari' }[browser?.[1] ?? ''] ?? 'Unknown browser';
  const system = /Windows|Android|iPhone|iPad|Mac OS X|CrOS|Linux/.exec(userAgent)?.[0] ?? 'unknown system';
  return `${name}${browser === null ? '' : ` ${browser[2]}`} on ${system.replace('Mac OS X', 'macOS')}`;
}

/** Waits for `ms`, or rejects as soon as `signal` says so. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason as Error);
    const stop = () => {
      clearTimeout(timer);
      reject(signal.reason as Error);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop);
      resolve();
    }, ms);
    signal.addEventListener('abort', stop, { once: true });
  });
}

/** Runs `work` on every item, at most `atOnce` at a time, in order. */
export async function inTurn<T, R>(items: readonly T[], atOnce: number, work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  const worker = async () => {
    for (let at = next++; at < items.length; at = next++) results[at] = await work(items[at]!);
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, worker));
  return results;
}
