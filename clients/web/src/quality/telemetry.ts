import type { MediaFigures, TelemetrySample } from './measures.js';
import { num, Stats, text, type Entry } from './stats.js';

/** Sound is counted in samples at this rate, and packets usually hold 20 ms of it. */
const samplesPerMs = 48;
const samplesPerPacket = 960;

/** Collects what a connection's statistics say over a stretch of time, and makes a sample of it. */
export class SampleWindow {
  #begin: Stats | undefined;
  #last: Stats | undefined;
  #beganAt = 0;
  #lastAt = 0;
  #maxBurst = 0;

  /** Looks at the statistics of this moment. */
  observe(stats: RTCStatsReport, now: number): void {
    const seen = new Stats(stats);
    if (this.#begin === undefined) [this.#begin, this.#beganAt] = [seen, now];
    else if (this.#last !== undefined) this.#maxBurst = Math.max(this.#maxBurst, burst(this.#last, seen));
    [this.#last, this.#lastAt] = [seen, now];
  }

  /** For how long it has looked, in milliseconds. */
  get length(): number {
    return this.#lastAt - this.#beganAt;
  }

  /** What was seen since the last sample; nothing where it was too short. The next window begins where this one ended. */
  take(sequence: number, edgeRoundTripMs: number | undefined): TelemetrySample | undefined {
    const [begin, end, windowMilliseconds] = [this.#begin, this.#last, Math.round(this.length)];
    if (begin === undefined || end === undefined || windowMilliseconds < 100) return undefined;
    const sample = sampleOf(begin, end, Math.min(windowMilliseconds, 600_000), this.#maxBurst, sequence, edgeRoundTripMs);
    [this.#begin, this.#beganAt, this.#maxBurst] = [end, this.#lastAt, 0];
    return sample;
  }
}

function sampleOf(begin: Stats, end: Stats, windowMilliseconds: number, maxBurst: number, sequence: number, edgeRoundTripMs: number | undefined): TelemetrySample {
  const received = end.of('inbound-rtp').map((after) => ({ after, before: begin.find(after.id) }));
  const sent = end.of('outbound-rtp').map((after) => ({ after, before: begin.find(after.id) }));
  const [packetsReceived, lost] = [sum(received, 'packetsReceived'), sum(received, 'packetsLost')];
  const roundTrip = num(end.selectedPair, 'currentRoundTripTime');
  const jitter = jitterOf(received);
  const media = [...figures(received, 'receive', windowMilliseconds, end), ...figures(sent, 'send', windowMilliseconds, end)].slice(0, 8);
  const source = end.of('media-source').find((entry) => entry['kind'] === 'audio');
  return {
    sequence,
    windowMilliseconds,
    network: {
      ...(roundTrip === undefined ? {} : { latency: { kind: 'rtt' as const, milliseconds: round(roundTrip * 1000) } }),
      // A count that goes back, since a late packet came after all, is no loss.
      ...(packetsReceived + lost <= 0 ? {} : { loss: { percent: round((Math.max(0, lost) / (packetsReceived + Math.max(0, lost))) * 100), maxBurst } }),
      ...(jitter === undefined ? {} : { jitter }),
      packetsSent: sum(sent, 'packetsSent'),
      packetsReceived,
      ...(edgeRoundTripMs === undefined ? {} : { edgeRoundTripMilliseconds: round(edgeRoundTripMs) }),
      media,
    },
    device: deviceOf(end, source),
    environment: environmentOf(end, source),
  };
}

type Change = { readonly after: Entry; readonly before: Entry | undefined };

/** How much a counter has grown. A counter that begins anew, as with a new stream, begins at zero. */
function grown({ after, before }: Change, name: string): number {
  const [now, then] = [num(after, name) ?? 0, num(before, name) ?? 0];
  return name === 'packetsLost' ? now - then : Math.max(0, now - then);
}

function sum(changes: readonly Change[], name: string): number {
  return changes.reduce((all, change) => all + grown(change, name), 0);
}

/** Of sound where there is any: what is late is heard before it is seen. */
function jitterOf(received: readonly Change[]): TelemetrySample['network']['jitter'] {
  const change = received.find(({ after }) => after['kind'] === 'audio' && num(after, 'jitter') !== undefined) ?? received.find(({ after }) => num(after, 'jitter') !== undefined);
  if (change === undefined) return undefined;
  const emitted = grown(change, 'jitterBufferEmittedCount');
  const buffer = emitted > 0 ? { bufferMilliseconds: round((grown(change, 'jitterBufferDelay') / emitted) * 1000) } : {};
  return { milliseconds: round(num(change.after, 'jitter')! * 1000), ...buffer };
}

function figures(changes: readonly Change[], direction: MediaFigures['direction'], windowMs: number, stats: Stats): MediaFigures[] {
  return changes
    .filter(({ after }) => after['kind'] === 'audio' || after['kind'] === 'video')
    .map((change) => {
      const codec = text(stats.find(change.after['codecId']), 'mimeType')?.split('/')[1];
      const bytes = grown(change, direction === 'receive' ? 'bytesReceived' : 'bytesSent');
      const still = direction === 'send' ? {} : change.after['kind'] === 'video' ? frozen(change, windowMs) : madeUp(change, windowMs);
      return { kind: change.after['kind'] as 'audio' | 'video', direction, ...(codec === undefined ? {} : { codec }), bitrateKbps: round((bytes * 8) / windowMs), ...still };
    });
}

function frozen(change: Change, windowMs: number): Pick<MediaFigures, 'freezes' | 'freezeMilliseconds'> {
  return { freezes: grown(change, 'freezeCount'), freezeMilliseconds: Math.min(windowMs, round(grown(change, 'totalFreezesDuration') * 1000)) };
}

/** Silence that is filled up with silence is no loss: senders pause in it. */
function madeUp(change: Change, windowMs: number): Pick<MediaFigures, 'freezes' | 'freezeMilliseconds'> {
  const samples = Math.max(0, grown(change, 'concealedSamples') - grown(change, 'silentConcealedSamples'));
  return { freezes: samples === 0 ? 0 : grown(change, 'concealmentEvents'), freezeMilliseconds: Math.min(windowMs, round(samples / samplesPerMs)) };
}

/** Packets lost one after the other between two looks: as many as were made up for at one go, and never more than were lost. */
function burst(before: Stats, after: Stats): number {
  let most = 0;
  for (const entry of after.of('inbound-rtp')) {
    const change = { after: entry, before: before.find(entry.id) };
    const lost = grown(change, 'packetsLost');
    if (lost <= 0) continue;
    const [samples, events] = [grown(change, 'concealedSamples'), grown(change, 'concealmentEvents')];
    most = Math.max(most, Math.min(lost, events > 0 ? Math.max(1, Math.round(samples / events / samplesPerPacket)) : 1));
  }
  return most;
}

function deviceOf(stats: Stats, source: Entry | undefined): NonNullable<TelemetrySample['device']> {
  const video = stats.of('outbound-rtp').find((entry) => entry['kind'] === 'video' && num(entry, 'framesPerSecond') !== undefined);
  const [framesPerSecond, level] = [num(video, 'framesPerSecond'), num(source, 'audioLevel')];
  return {
    ...(video === undefined ? {} : { cpuLimited: video['qualityLimitationReason'] === 'cpu' }),
    ...(framesPerSecond === undefined ? {} : { framesPerSecond }),
    ...(level === undefined ? {} : { microphoneSilent: level === 0 }),
  };
}

function environmentOf(stats: Stats, source: Entry | undefined): NonNullable<TelemetrySample['environment']> {
  const networkType = text(stats.find(stats.selectedPair?.['localCandidateId']), 'networkType');
  const [audioLevel, echo] = [num(source, 'audioLevel'), num(source, 'echoReturnLoss')];
  return {
    ...(networkType === undefined ? {} : { networkType }),
    ...(audioLevel === undefined ? {} : { audioLevel: Math.min(1, Math.max(0, audioLevel)) }),
    ...(echo === undefined || echo < 0 || echo > 200 ? {} : { echoReturnLossDecibels: round(echo) }),
  };
}

function round(value: number): number {
  return Math.round(Math.max(0, value) * 100) / 100;
}
