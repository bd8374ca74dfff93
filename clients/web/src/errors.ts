import type { ErrorCode } from './errorCodes.js';

/** What can go wrong on this side, where no edge has answered. */
export const localCodes = [
  'network_unreachable',
  'timed_out',
  'unexpected_answer',
  'connection_closed',
  'device_replaced',
  'camera_missing',
  'microphone_missing',
  'permission_denied',
  'device_in_use',
  'devices_unavailable',
  'screen_share_refused',
  'relay_refused',
  'relay_unreachable',
  'relay_unavailable',
  'media_not_connected',
  'negotiation_failed',
  'token_expiring',
] as const;

export type LocalCode = (typeof localCodes)[number];

/** The code of a {@link SignalingError}: the edge's, or this side's own. */
export type SignalingErrorCode = ErrorCode | LocalCode;

/** The body of a refusal (RFC 9457), as far as this library reads it. */
export type Problem = {
  readonly code: string;
  readonly title?: string;
  readonly detail?: string;
  readonly status?: number;
  readonly line?: number;
  readonly rule?: string;
  readonly traceId?: string;
  readonly callId?: string;
};

/** A refusal with a stable `code`; `status` is the HTTP status, or 0 where no edge answered. */
export class SignalingError extends Error {
  override readonly name = 'SignalingError';

  constructor(
    readonly code: SignalingErrorCode,
    /** For people: what happened and what to do. */
    readonly detail: string,
    readonly status = 0,
    /** The edge's whole answer, if there was one. */
    readonly problem?: Problem,
    options?: ErrorOptions,
  ) {
    super(`${code}: ${detail}`, options);
  }

  /** Whether `error` is a refusal with this code. */
  static is(error: unknown, code: SignalingErrorCode): error is SignalingError {
    return error instanceof SignalingError && error.code === code;
  }

  /** Any thrown thing as a {@link SignalingError}. */
  static from(error: unknown, code: SignalingErrorCode): SignalingError {
    if (error instanceof SignalingError) return error;
    return new SignalingError(code, error instanceof Error ? error.message : String(error), 0, undefined, { cause: error });
  }
}
