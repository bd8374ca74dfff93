// The codes an edge can answer with, in its catalogue's order.
export const errorCodes = [
  'unauthenticated',
  'token_expired',
  'forbidden',
  'not_found',
  'invalid_request',
  'rate_limited',
  'https_required',
  'idempotency_key_reused',
  'version_mismatch',
  'store_unavailable',
  'internal_error',
  'not_allowed_now',
  'answered_elsewhere',
  'call_ended',
  'glare',
  'offer_pending',
  'offer_superseded',
  'srtp_required',
] as const;

export type ErrorCode = (typeof errorCodes)[number];
