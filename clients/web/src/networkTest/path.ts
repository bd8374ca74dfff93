import { connectPair } from './pair.js';
import { pause, type TestPlatform } from './platform.js';
import { urlOf, type RelayCredential } from './relays.js';
import type { PathMeasure, RelayCheck } from './report.js';

/** Both ends allocate and check; that takes a few round trips. */
const connectWithinMs = 10_000;

/** As voice does: fifty packets a second, of its size. */
const everyMs = 20;
const packetBytes = 160;

/** Late packets are waited for this long; voice would not. */
const tailMs = 500;

/** What is not told of the way that is used, before `measure` has an answer. */
export type PathOptions = { readonly forMs: number; readonly signal: AbortSignal };

/**
 * Sends packets from this page to the relay, through it, and back to this page: both ends are here, so that one clock times them, and each
 * packet has made exactly one round trip to the relay.
 */
export async function measurePath(platform: TestPlatform, way: RelayCheck, credential: RelayCredential, { forMs, signal }: PathOptions): Promise<PathMeasure | undefined> {
  const rtc: RTCConfiguration = { iceServers: [{ urls: urlOf(way), ...credential }], iceTransportPolicy: 'relay' };
  const pair = await connectPair(platform, rtc, rtc, connectWithinMs, signal);
  if (pair === undefined) return undefined;
  try {
    const tookMs = new Map<number, number>();
    pair.into.binaryType = 'arraybuffer';
    pair.into.addEventListener('message', ({ data }) => {
      const view = new DataView(data as ArrayBuffer);
      const number = view.getUint32(0);
      if (!tookMs.has(number)) tookMs.set(number, platform.clock() - view.getFloat64(4));
    });
    const packets = await send(platform, pair.out, forMs, signal);
    await pause(tailMs, signal);
    return { transport: way.transport, relay: way.host, packets, ...summarize(tookMs, packets) };
  } finally {
    pair.close();
  }
}

async function send(platform: TestPlatform, channel: RTCDataChannel, forMs: number, signal: AbortSignal): Promise<number> {
  const begun = platform.clock();
  let sent = 0;
  while (platform.clock() - begun < forMs && channel.readyState === 'open') {
    const view = new DataView(new ArrayBuffer(packetBytes));
    view.setUint32(0, sent++);
    view.setFloat64(4, platform.clock());
    channel.send(view.buffer);
    await pause(Math.max(0, begun + sent * everyMs - platform.clock()), signal);
  }
  return sent;
}

/** Round trip, loss and jitter of numbered packets; `tookMs` holds those that arrived. */
export function summarize(tookMs: ReadonlyMap<number, number>, packets: number): Pick<PathMeasure, 'roundTripMs' | 'lossPercent' | 'jitterMs' | 'longestLoss'> {
  const arrived = [...tookMs].sort(([a], [b]) => a - b).map(([, ms]) => ms);
  let longestLoss = 0;
  for (let i = 0, run = 0; i < packets; i++) {
    run = tookMs.has(i) ? 0 : run + 1;
    longestLoss = Math.max(longestLoss, run);
  }
  const changes = arrived.slice(1).map((ms, i) => Math.abs(ms - arrived[i]!));
  return {
    roundTripMs: arrived.length === 0 ? null : round([...arrived].sort((a, b) => a - b)[Math.floor(arrived.length / 2)]!),
    lossPercent: packets === 0 ? 0 : round(((packets - arrived.length) / packets) * 100),
    jitterMs: changes.length === 0 ? null : round(changes.reduce((sum, change) => sum + change, 0) / changes.length),
    longestLoss,
  };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
