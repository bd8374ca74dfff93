import type { Hub, HubHandlers } from '../../src/hub.js';
import type { Platform } from '../../src/platform.js';
import type { AttachReply, ControlMessage, SignalingEvent, WireCall } from '../../src/wire.js';

/** A request that reached the fake. */
export type Request = { readonly edge: string; readonly method: string; readonly path: string; readonly key: string | null; readonly token: string; readonly device: string; readonly body: unknown };

/** What the fake answers with: a status and a body, or nothing at all. */
export type Answer = { readonly status: number; readonly body?: unknown; readonly headers?: Record<string, string> } | 'unreachable';

/** One connection that a client has opened. */
export type FakeConnection = { readonly edge: string; readonly device: string; readonly handlers: HubHandlers; readonly cursors: (string | null)[]; readonly renewed: string[]; stopped: boolean };

/** Stands in for the deployment: answers requests by `on`, and holds the connections for tests to speak through. */
export class FakeEdge {
  readonly requests: Request[] = [];
  readonly connections: FakeConnection[] = [];
  /** Edges that refuse connections. */
  readonly down = new Set<string>();
  /** Tokens that connections are refused with. */
  readonly refused = new Set<string>();
  readonly #rules: { readonly pattern: RegExp; readonly answers: Answer[] }[] = [];
  #events = 0;
  attachReply: AttachReply | (() => AttachReply) = { type: 'attached', cursor: 'c0', activeCalls: [] };

  /** Answers requests that match, such as `POST /v1/calls`, one answer after the other; the last one repeats. */
  on(request: string, ...answers: Answer[]): this {
    this.#rules.unshift({ pattern: new RegExp(`^${request}$`), answers });
    return this;
  }

  get last(): FakeConnection {
    return this.connections.at(-1)!;
  }

  /** The requests whose path ends like this. */
  to(end: string): Request[] {
    return this.requests.filter(({ path, method }) => `${method} ${path}`.endsWith(end));
  }

  /** Sends an event; gives it back, to be sent again. */
  tell<Type extends SignalingEvent['type']>(type: Type, callId: string, data: Extract<SignalingEvent, { type: Type }>['data']): SignalingEvent {
    const id = `e${++this.#events}`;
    const event = { id, cursor: id, type, callId, at: '2026-01-01T12:00:00Z', data } as SignalingEvent;
    this.repeat(event);
    return event;
  }

  repeat(event: SignalingEvent): void {
    this.last.handlers.events([event], event.id);
  }

  control(message: ControlMessage): void {
    this.last.handlers.control(message);
  }

  /** Cuts the last connection. */
  cut(): void {
    const connection = this.last;
    connection.stopped = true;
    connection.handlers.closed();
  }

  readonly fetch: typeof fetch = (input, init) => {
    const url = new URL(String(input));
    const headers = new Headers(init?.headers);
    const request = {
      edge: url.origin,
      method: init?.method ?? 'GET',
      path: url.pathname + url.search,
      key: headers.get('Idempotency-Key'),
      token: headers.get('Authorization')?.slice('Bearer '.length) ?? '',
      device: headers.get('Device-Id') ?? '',
      body: init?.body === undefined ? undefined : (JSON.parse(String(init.body)) as unknown),
    };
    this.requests.push(request);
    const rule = this.#rules.find(({ pattern }) => pattern.test(`${request.method} ${request.path}`));
    const answer: Answer = (rule !== undefined && rule.answers.length > 1 ? rule.answers.shift() : rule?.answers[0]) ?? { status: 200, body: {} };
    if (answer === 'unreachable' || this.down.has(url.origin)) return Promise.reject(new TypeError('Failed to fetch'));
    const body = answer.body === undefined || answer.status === 204 ? null : JSON.stringify(answer.body);
    return Promise.resolve(new Response(body, { status: answer.status, headers: answer.headers ?? {} }));
  };

  readonly openHub: Platform['openHub'] = async (edge, device, token, handlers): Promise<Hub> => {
    const given = await token();
    if (this.down.has(edge) || this.refused.has(given)) throw new Error('WebSocket failed to connect.');
    const connection: FakeConnection = { edge, device, handlers, cursors: [], renewed: [], stopped: false };
    this.connections.push(connection);
    return {
      attach: (cursor) => {
        connection.cursors.push(cursor);
        return Promise.resolve(typeof this.attachReply === 'function' ? this.attachReply() : this.attachReply);
      },
      renew: (renewed) => Promise.resolve(void connection.renewed.push(renewed)),
      stop: () => Promise.resolve(void (connection.stopped = true)),
    };
  };
}

/** A call as the API shows it. */
export function wireCall(id: string, more: Partial<WireCall> = {}): WireCall {
  return { id, state: 'inviting', from: { user: 'ann', device: 'tab' }, to: 'ben', reachable: true, pendingOffer: null, ...more };
}

/** A refusal with this code. */
export function refusal(status: number, code: string, more: object = {}): Answer {
  return { status, body: { type: `/problems/${code}`, title: code, status, code, detail: `Because of ${code}.`, ...more } };
}
