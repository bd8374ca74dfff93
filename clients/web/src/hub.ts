import { HttpTransportType, HubConnectionBuilder, LogLevel } from '@microsoft/signalr';
import type { AttachReply, ControlMessage, SignalingEvent } from './wire.js';

/** What an edge may call on us. */
export type HubHandlers = {
  readonly events: (events: readonly SignalingEvent[], cursor: string) => void;
  readonly control: (message: ControlMessage) => void;
  readonly closed: () => void;
};

/** One live connection to one edge. */
export type Hub = {
  readonly attach: (cursor: string | null) => Promise<AttachReply>;
  readonly renew: (token: string) => Promise<void>;
  readonly stop: () => Promise<void>;
};

/** Opens a connection to the edge at `edge`, or rejects. */
export type OpenHub = (edge: string, device: string, token: () => Promise<string>, handlers: HubHandlers) => Promise<Hub>;

/** A connection by SignalR over a WebSocket, without negotiation: any edge will do, and none needs sticky sessions. */
export const openHub: OpenHub = async (edge, device, token, handlers) => {
  const connection = new HubConnectionBuilder()
    .withUrl(`${edge}/hubs/signaling?device=${encodeURIComponent(device)}`, {
      transport: HttpTransportType.WebSockets,
      skipNegotiation: true,
      accessTokenFactory: token,
    })
    .configureLogging(LogLevel.None)
    .build();
  connection.on('events', handlers.events);
  connection.on('control', handlers.control);
  connection.onclose(handlers.closed);
  await connection.start();
  return {
    attach: (cursor) => connection.invoke<AttachReply>('attach', cursor),
    renew: (renewed) => connection.invoke('renew', renewed),
    stop: () => connection.stop(),
  };
};
