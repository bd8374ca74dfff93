import { modeInWords } from './picture.js';
import type { Leg, Refusal, RoutePlan, Segment } from './wire.js';
import { refusalInWords, warningInWords } from './words.js';

/** What becomes of one kind of call, as a row of the table: all in words, so that rows can be compared. */
export interface Outcome {
  readonly id: string;
  readonly group: string;
  readonly title: string;
  readonly signaling: string;
  readonly media: string;
  readonly how: string;
  readonly relays: string;
  readonly warnings: string;
}

/** The columns that say something, in their order. */
export const columns = { signaling: 'Signaling', media: 'Media', how: 'How', relays: 'Relays', warnings: 'Warnings' } as const;

const segments: Readonly<Record<Segment, string>> = { local: 'local', internet: 'Internet', expressRoute: 'circuit', serviceBackbone: 'backbone' };

/** A row for a plan, or for a refusal: then the reason stands where the way would. */
export function outcomeOf(row: { readonly id: string; readonly group: string; readonly title: string }, answer: { readonly value: RoutePlan } | { readonly refusal: Refusal }): Outcome {
  const { id, group, title } = row;
  if ('refusal' in answer) return { id, group, title, signaling: '', media: '', how: `not possible: ${refusalInWords(answer.refusal)}`, relays: '', warnings: '' };
  const plan = answer.value;
  return {
    id, group, title,
    signaling: legs(plan.signaling),
    media: legs(plan.media),
    how: modeInWords(plan.mode),
    relays: plan.relays.map(({ owner, address, region }) => [relayWords[owner], address ?? region].filter((part) => part != null).join(' ')).join('; '),
    warnings: plan.warnings.map(({ code, participant }) => `${participant == null ? '' : `${participant}: `}${warningInWords(code)}`).join(' '),
  };
}

const relayWords = { service: 'of the service', onPremEdge: 'Edge on premises', federatedTenant: "of the other tenant", onlineEdge: 'Online Edge' } as const;

/** Such as `inside: 4 (Internet); vpn: 2', 4 (Internet)`. */
function legs(all: readonly Leg[]): string {
  return all.map((leg) => {
    if (!leg.inScope) return `${leg.participant}: another's affair`;
    const path = leg.path.map((segment) => segments[segment]).join(', ');
    const by = leg.transport === undefined || leg.transport === 'udp' ? '' : `, ${leg.transport === 'tcp' ? 'TCP' : 'HTTP tunnel'}`;
    return `${leg.participant}: ${leg.flows.length > 0 ? `${leg.flows.join(', ')} (${path}${by})` : `${path}${by}`}`;
  }).join('; ');
}

/** What differs between two states of a network, call by call. */
export interface Change {
  readonly id: string;
  readonly title: string;
  readonly what: 'changed' | 'added' | 'gone';
  readonly fields: readonly { readonly name: keyof typeof columns; readonly before: string; readonly after: string }[];
}

/** Which kinds of call change, and how; what stays is left out. */
export function changesBetween(before: readonly Outcome[], after: readonly Outcome[]): readonly Change[] {
  const old = new Map(before.map((row) => [row.id, row]));
  const now = new Set(after.map(({ id }) => id));
  return [
    ...after.flatMap((row): readonly Change[] => {
      const was = old.get(row.id);
      if (was === undefined) return [{ id: row.id, title: row.title, what: 'added', fields: [] }];
      const fields = (Object.keys(columns) as (keyof typeof columns)[]).filter((name) => was[name] !== row[name]).map((name) => ({ name, before: was[name], after: row[name] }));
      return fields.length === 0 ? [] : [{ id: row.id, title: row.title, what: 'changed', fields }];
    }),
    ...before.filter(({ id }) => !now.has(id)).map(({ id, title }): Change => ({ id, title, what: 'gone', fields: [] })),
  ];
}

/** The table as CSV (RFC 4180). What a spreadsheet would take for a formula is made text. */
export function csvOf(rows: readonly Outcome[]): string {
  const cell = (text: string) => `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
  const lines = [['Kind', 'Call', ...Object.values(columns)], ...rows.map((row) => [row.group, row.title, row.signaling, row.media, row.how, row.relays, row.warnings])];
  return lines.map((line) => `${line.map(cell).join(',')}\r\n`).join('');
}
