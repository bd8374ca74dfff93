import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import type { CallApi } from '../src/callApi.js';
import { SignalingError } from '../src/errors.js';
import { selectedPath } from '../src/mediaPath.js';
import { connectivityOf } from '../src/quality/connectivity.js';
import type { ConnectivityReport, TelemetrySample } from '../src/quality/measures.js';
import { QualityReporter, type CallQuality, type QualityOptions } from '../src/quality/reporter.js';
import { SampleWindow } from '../src/quality/telemetry.js';

type Entry = Record<string, unknown> & { id: string; type: string };

// Two looks at one connection, five seconds apart, as Chromium gave them; addresses replaced.
const recorded = JSON.parse(readFileSync(path.join(import.meta.dirname, 'fakes/chromium-stats.json'), 'utf8')) as { first: Entry[]; second: Entry[] };

const first = statsOf(recorded.first);
const second = statsOf(recorded.second);
const sdp = ['v=0', 'a=mid:0', 'a=candidate:1 1 udp 2113937151 0b1c-2d3e.local 50000 typ host', 'a=candidate:2 1 udp 1677729535 203.0.113.7 46154 typ srflx raddr 0.0.0.0 rport 0', 'a=mid:1'].join('\r\n');
const connected = { connectionState: 'connected', localDescription: { type: 'offer', sdp } } as unknown as RTCPeerConnection;

describe('connectivity', () => {
  it('is read from what Chromium says', () => {
    const report = connectivityOf(second, connected, false);

    expect(report.state).toBe('connected');
    expect(report.selected?.local).toMatchObject({ type: 'host', protocol: 'udp' });
    expect(report.selected?.roundTripMilliseconds).toBeGreaterThanOrEqual(0);
    expect(report.pairs).toContainEqual(expect.objectContaining({ local: 'host', remote: 'host', transport: 'udp', state: 'succeeded' }));
    expect(new Set(report.pairs!.map(({ local, remote, transport }) => `${local} ${remote} ${transport}`)).size).toBe(report.pairs!.length);
    expect(report.sections).toEqual([{ mid: '0', state: 'connected' }, { mid: '1', state: 'connected' }]);
    expect(report.hostAddresses).toEqual(['0b1c-2d3e.local']);
    expect(report.relayOnly).toBeUndefined();
  });

  it('tells how the own relay is reached, and nothing of where the other side is', () => {
    const report = connectivityOf(
      changed(recorded.second, (entry) =>
        entry.type === 'local-candidate' ? { ...entry, candidateType: 'relay', protocol: 'udp', relayProtocol: 'tcp', url: 'turn:turn.example:443?transport=tcp', address: '203.0.113.5' } : entry,
      ),
      connected,
      true,
    );

    expect(report.selected?.local).toEqual({ type: 'relay', protocol: 'udp', address: '203.0.113.5', relayProtocol: 'tcp', relayUrl: 'turn:turn.example:443?transport=tcp' });
    expect(report.selected?.remote).not.toHaveProperty('address');
    expect(report.pairs).toContainEqual(expect.objectContaining({ local: 'relay', transport: 'tcp' }));
    expect(report.relayOnly).toBe(true);
  });

  it('has no selected pair where none works', () => {
    expect(connectivityOf(second, { ...connected, connectionState: 'failed' }, false)).toMatchObject({ state: 'failed' });
    expect(connectivityOf(second, { ...connected, connectionState: 'failed' }, false)).not.toHaveProperty('selected');
    expect(connectivityOf(statsOf([]), connected, false).state).toBe('checking');
  });

  it('finds the pair that Firefox marks', () => {
    const marked = changed(recorded.second, (entry) => (entry.type === 'transport' ? { ...entry, selectedCandidatePairId: undefined } : entry['nominated'] === true ? { ...entry, selected: true } : entry));

    expect(selectedPath(marked)).toMatchObject({ kind: 'direct', transport: 'udp' });
  });
});

describe('a sample', () => {
  it('is what happened between two looks', () => {
    const sample = sampleOf(first, second);

    expect(sample).toMatchObject({ sequence: 1, windowMilliseconds: 5_000 });
    expect(sample.network.latency).toMatchObject({ kind: 'rtt' });
    expect(sample.network.loss).toEqual({ percent: 0, maxBurst: 0 });
    expect(sample.network.jitter).toEqual({ milliseconds: 7 }); // nobody listened, so nothing was held
    expect(sample.network.packetsReceived).toBeGreaterThan(100);
    expect(sample.network.media.map(({ kind, direction, codec }) => `${kind} ${direction} ${codec}`).sort()).toEqual(['audio receive opus', 'audio send opus', 'video receive VP8', 'video send VP8']);
    expect(sample.network.media.every(({ bitrateKbps }) => bitrateKbps! > 0)).toBe(true);
    expect(sample.device).toMatchObject({ cpuLimited: expect.any(Boolean) as boolean, framesPerSecond: expect.any(Number) as number });
  });

  it('puts the jitter beside the time for which packets were held', () => {
    const heard = changed(recorded.second, (entry) =>
      entry.type === 'inbound-rtp' && entry['kind'] === 'audio' ? { ...entry, jitterBufferDelay: Number(entry['jitterBufferDelay']) + 14_400, jitterBufferEmittedCount: Number(entry['jitterBufferEmittedCount']) + 240_000 } : entry,
    );

    expect(sampleOf(first, heard).network.jitter).toEqual({ milliseconds: 7, bufferMilliseconds: 60 });
  });

  it('weighs a burst by what was made up at one go', () => {
    const lossy = changed(recorded.second, (entry) =>
      entry.type === 'inbound-rtp' && entry['kind'] === 'audio'
        ? { ...entry, packetsLost: Number(entry['packetsLost']) + 20, concealedSamples: Number(entry['concealedSamples']) + 2 * 10 * 960, concealmentEvents: Number(entry['concealmentEvents']) + 2 }
        : entry,
    );
    const window = new SampleWindow();
    window.observe(first, 0);
    window.observe(second, 2_000);
    window.observe(lossy, 4_000);

    const { network } = window.take(1, 12.5)!;

    expect(network.loss!.maxBurst).toBe(10);
    expect(network.loss!.percent).toBeGreaterThan(0);
    expect(network.edgeRoundTripMilliseconds).toBe(12.5);
    expect(network.media.find(({ kind, direction }) => kind === 'audio' && direction === 'receive')!.freezeMilliseconds).toBeGreaterThanOrEqual(400);
  });

  it('begins where the last one ended, and is none where nothing was seen', () => {
    const window = new SampleWindow();
    expect(window.take(1, undefined)).toBeUndefined();
    window.observe(first, 0);
    expect(window.take(1, undefined)).toBeUndefined();
    window.observe(second, 5_000);
    expect(window.take(1, undefined)).toBeDefined();
    expect(window.take(2, undefined)).toBeUndefined();
    window.observe(second, 9_000);
    expect(window.take(2, undefined)).toMatchObject({ windowMilliseconds: 4_000, network: { packetsReceived: 0 } });
  });
});

describe('the reporter', () => {
  it('tells a path once, and again when it is another', async () => {
    const { reporter, api } = made();

    reporter.observe(first, connected);
    reporter.observe(second, connected);
    reporter.observe(second, { ...connected, connectionState: 'failed' });
    await settled();

    expect(api.paths.map(({ sequence, state }) => [sequence, state])).toEqual([[1, 'connected'], [2, 'failed']]);
  });

  it('tells a path anew where it was not taken', async () => {
    const { reporter, api } = made();
    api.refusal = new SignalingError('call_not_answered', 'Nobody has answered yet.', 409);
    reporter.observe(first, connected);
    await settled();
    api.refusal = undefined;
    reporter.observe(second, connected);
    await settled();

    expect(api.paths.map(({ sequence }) => sequence)).toEqual([1, 2]);
  });

  it('sends samples in batches, each with its number, and says how good the call is', async () => {
    const { reporter, api, qualities, look } = made({ intervalMs: 1_000, batch: 2 });
    for (let second = 0; second <= 6; second++) {
      look(reporter, second);
      await settled();
    }

    expect(api.batches.map((batch) => batch.map(({ sequence }) => sequence))).toEqual([[1], [2, 3], [4, 5]]); // the first at once; the sixth waits for another
    expect(qualities.at(-1)).toMatchObject({ verdict: 'fair', roundTripMs: 1 });
  });

  it('keeps what could not be sent, up to a bound', async () => {
    const { reporter, api, look } = made({ intervalMs: 1_000, batch: 1 });
    api.refusal = new SignalingError('network_unreachable', 'Away.');
    for (let second = 0; second <= 200; second++) {
      look(reporter, second);
      await settled();
    }
    api.refusal = undefined;
    api.batches.length = 0;
    look(reporter, 201);
    await settled();

    expect(api.batches[0]!.map(({ sequence }) => sequence)).toEqual(Array.from({ length: 20 }, (_, at) => 82 + at));
  });

  it('leaves what is left behind with the end', async () => {
    const { reporter, api, look } = made({ intervalMs: 10_000 });
    for (let second = 0; second <= 4; second++) look(reporter, second);
    reporter.close();
    look(reporter, 30);
    reporter.close();
    await settled();

    expect(api.batches).toEqual([]);
    expect(api.left.map((batch) => batch.map(({ windowMilliseconds }) => windowMilliseconds))).toEqual([[4_000]]);
  });

  it.each(['call_ended', 'call_not_found', 'not_available_yet'] as const)('stops where the edge says %s', async (code) => {
    const { reporter, api, look } = made({ intervalMs: 1_000, batch: 1 });
    api.refusal = new SignalingError(code, 'No more.', 409);
    for (let second = 0; second <= 5; second++) {
      look(reporter, second);
      await settled();
    }

    expect(api.batches.length).toBeLessThanOrEqual(1);
  });

  it.each([['too_many_reports', 429], ['rate_limited', 429], ['conflict', 409]] as const)('tells the path again where the edge says %s, and does not press it', async (code, status) => {
    const { reporter, api, look } = made();
    api.refusal = new SignalingError(code, 'Later.', status);
    for (let second = 0; second <= 8; second += 2) {
      look(reporter, second);
      await settled();
    }
    const pressed = api.paths.length;
    api.refusal = undefined;
    look(reporter, 30);
    await settled();

    expect(pressed).toBe(status === 429 ? 1 : 5);
    expect(api.paths.at(-1)).toMatchObject({ sequence: pressed + 1, state: 'connected' });
    look(reporter, 60);
    await settled();
    expect(api.paths.length).toBe(pressed + 1);
  });

  it('says when the path is forbidden', async () => {
    const { reporter, api, problems } = made();
    api.refusal = new SignalingError('direct_media_blocked', 'Forbidden.', 409);
    reporter.observe(first, connected);
    await settled();

    expect(problems.map(({ code }) => code)).toEqual(['direct_media_blocked']);
  });
});

function made(options?: QualityOptions) {
  const [qualities, problems]: [CallQuality[], SignalingError[]] = [[], []];
  let now = 0;
  const api = {
    paths: [] as ConnectivityReport[],
    batches: [] as (readonly TelemetrySample[])[],
    left: [] as (readonly TelemetrySample[])[],
    refusal: undefined as SignalingError | undefined,
    connectivity(_: string, report: ConnectivityReport) {
      this.paths.push(report);
      return this.refusal ? Promise.reject(this.refusal) : Promise.resolve();
    },
    telemetry(_: string, samples: readonly TelemetrySample[]) {
      this.batches.push(samples);
      return this.refusal ? Promise.reject(this.refusal) : Promise.resolve({ verdict: 'fair' as const });
    },
    telemetryAndLeave(_: string, samples: readonly TelemetrySample[]) {
      this.left.push(samples);
      return Promise.resolve();
    },
  };
  const handlers = { quality: (quality: CallQuality) => void qualities.push(quality), problem: (error: SignalingError) => void problems.push(error) };
  const reporter = new QualityReporter(api as unknown as CallApi, { now: () => now }, () => 'c1', () => false, handlers, options);
  const look = (by: QualityReporter, seconds: number) => {
    now = seconds * 1_000;
    by.observe(seconds % 2 === 0 ? first : second, connected);
  };
  return { reporter, api, qualities, problems, look };
}

function sampleOf(begin: RTCStatsReport, end: RTCStatsReport): TelemetrySample {
  const window = new SampleWindow();
  window.observe(begin, 0);
  window.observe(end, 5_000);
  return window.take(1, undefined)!;
}

function statsOf(entries: Entry[]): RTCStatsReport {
  return new Map(entries.map((entry) => [entry.id, entry])) as unknown as RTCStatsReport;
}

function changed(entries: Entry[], change: (entry: Entry) => Entry): RTCStatsReport {
  return statsOf(entries.map(change));
}

async function settled(): Promise<void> {
  await vi.waitFor(() => Promise.resolve());
  for (let turn = 0; turn < 5; turn++) await Promise.resolve();
}
