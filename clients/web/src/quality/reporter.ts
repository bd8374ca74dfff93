import type { CallApi } from '../callApi.js';
import { SignalingError } from '../errors.js';
import type { Platform } from '../platform.js';
import { connectivityOf, pathKey } from './connectivity.js';
import type { QualityVerdict, TelemetrySample } from './measures.js';
import { SampleWindow } from './telemetry.js';

/** How often a call's quality is told to the service. */
export type QualityOptions = {
  /** What one sample covers, in milliseconds; 10,000 by default. The service keeps the last 120. */
  readonly intervalMs?: number;
  /** Samples that are sent together, 1 to 20; 3 by default. */
  readonly batch?: number;
};

/** How good media were in the last sample. */
export type CallQuality = {
  /** By the operator's thresholds; `unknown` where none is set, or none is known yet. */
  readonly verdict: QualityVerdict;
  readonly roundTripMs?: number;
  readonly lossPercent?: number;
};

export type ReporterHandlers = {
  readonly quality: (quality: CallQuality) => void;
  readonly problem: (error: SignalingError) => void;
};

/** As many as one request takes, and as many as wait for the service to come back. */
const maxBatch = 20;
const maxWaiting = 120;

/** The edge says that it will hear no more of this call, or never of any. */
const over = new Set(['call_ended', 'call_not_found', 'not_available_yet', 'not_this_device', 'answered_elsewhere', 'not_found']);

/** What is refused for a moment only. */
const again = new Set(['call_not_answered', 'conflict', 'command_expired']);

/** For how long nothing is said of the path once too much was; the edge counts by the minute. */
const quietMs = 15_000;

/** Tells the service which path media take and how good they are, from a connection's statistics. It costs the call nothing: what cannot be sent waits, and nothing is tried twice at once. */
export class QualityReporter {
  readonly #window = new SampleWindow();
  readonly #intervalMs: number;
  readonly #batch: number;
  #waiting: TelemetrySample[] = [];
  #samples = 0;
  #reports = 0;
  #lastPath = '';
  #quietUntil = 0;
  #verdict: QualityVerdict = 'unknown';
  #edgeRoundTripMs: number | undefined;
  #sent = false;
  #sending = false;
  #done = false;

  constructor(
    private readonly api: CallApi,
    private readonly platform: Pick<Platform, 'now'>,
    private readonly callId: () => string,
    private readonly relayOnly: () => boolean,
    private readonly handlers: ReporterHandlers,
    options: QualityOptions = {},
  ) {
    this.#intervalMs = Math.max(1_000, options.intervalMs ?? 10_000);
    this.#batch = Math.min(maxBatch, Math.max(1, options.batch ?? 3));
  }

  /** Looks at the statistics of this moment. */
  observe(stats: RTCStatsReport, peer: Pick<RTCPeerConnection, 'connectionState' | 'localDescription'>): void {
    if (this.#done || this.callId() === '') return;
    this.#tellPath(stats, peer);
    if (peer.connectionState !== 'connected') return;
    this.#window.observe(stats, this.platform.now());
    if (this.#window.length < this.#intervalMs) return;
    this.#sample();
    // The first goes by itself, so that the verdict is there soon.
    if (this.#waiting.length >= this.#batch || !this.#sent) void this.#send();
  }

  /** The call is over: what is left is sent while the page may be going away. */
  close(): void {
    if (this.#done) return;
    this.#sample();
    this.#done = true;
    if (this.callId() !== '' && this.#waiting.length > 0) void this.api.telemetryAndLeave(this.callId(), this.#waiting.slice(-maxBatch));
    this.#waiting = [];
  }

  #sample(): void {
    const sample = this.#window.take(this.#samples + 1, this.#edgeRoundTripMs);
    if (sample === undefined) return;
    this.#samples++;
    this.#waiting = [...this.#waiting, sample].slice(-maxWaiting);
    this.#tellQuality(sample);
  }

  #tellQuality({ network: { latency, loss } }: TelemetrySample): void {
    this.handlers.quality({
      verdict: this.#verdict,
      ...(latency === undefined ? {} : { roundTripMs: latency.milliseconds }),
      ...(loss === undefined ? {} : { lossPercent: loss.percent }),
    });
  }

  #tellPath(stats: RTCStatsReport, peer: Pick<RTCPeerConnection, 'connectionState' | 'localDescription'>): void {
    const found = connectivityOf(stats, peer, this.relayOnly());
    const key = pathKey(found);
    if (found.state === 'checking' || key === this.#lastPath || this.platform.now() < this.#quietUntil) return;
    this.#lastPath = key;
    const roundTrip = this.#edgeRoundTripMs === undefined ? {} : { edgeRoundTripMilliseconds: this.#edgeRoundTripMs };
    this.api.connectivity(this.callId(), { sequence: ++this.#reports, ...found, ...roundTrip }).catch((error: unknown) => {
      const refused = SignalingError.from(error, 'network_unreachable');
      if (refused.status === 429) this.#quietUntil = this.platform.now() + quietMs;
      if (again.has(refused.code) || refused.status === 0 || refused.status === 429 || refused.status >= 500) this.#lastPath = ''; // Again with a later look.
      else this.#refused(refused);
    });
  }

  async #send(): Promise<void> {
    if (this.#sending) return;
    this.#sending = true;
    const batch = this.#waiting.slice(0, maxBatch);
    const begun = this.platform.now();
    try {
      const { verdict } = await this.api.telemetry(this.callId(), batch);
      this.#edgeRoundTripMs = this.platform.now() - begun;
      this.#sent = true;
      this.#waiting = this.#waiting.filter((sample) => !batch.includes(sample));
      this.#verdict = verdict ?? 'unknown';
      if (!this.#done) this.#tellQuality(batch.at(-1)!);
    } catch (error) {
      const refused = SignalingError.from(error, 'network_unreachable');
      if (refused.status === 400) this.#waiting = this.#waiting.filter((sample) => !batch.includes(sample)); // It will not become better.
      else this.#refused(refused);
    } finally {
      this.#sending = false;
    }
  }

  #refused(refused: SignalingError): void {
    if (over.has(refused.code)) this.#done = true;
    else if (refused.code === 'direct_media_blocked') this.handlers.problem(refused);
  }
}
