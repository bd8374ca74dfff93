/** One entry of a connection's statistics; browsers leave out what they do not know. */
export type Entry = Readonly<Record<string, unknown>> & { readonly id: string; readonly type: string };

/** Statistics, looked up by type and id. */
export class Stats {
  readonly #entries: readonly Entry[];

  constructor(stats: RTCStatsReport) {
    this.#entries = [...(stats as unknown as Map<string, Entry>).values()];
  }

  of(type: string): readonly Entry[] {
    return this.#entries.filter((entry) => entry.type === type);
  }

  find(id: unknown): Entry | undefined {
    return id === undefined ? undefined : this.#entries.find((entry) => entry.id === id);
  }

  /** The pair in use. Firefox names no pair in its transport and marks the pair instead. */
  get selectedPair(): Entry | undefined {
    const named = this.of('transport').find((transport) => transport['selectedCandidatePairId'] !== undefined);
    return this.find(named?.['selectedCandidatePairId']) ?? this.of('candidate-pair').find((pair) => pair['selected'] === true);
  }
}

/** A number of an entry; nothing where it is none. */
export function num(entry: Entry | undefined, name: string): number | undefined {
  const value = entry?.[name];
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

/** A text of an entry; nothing where it is empty. */
export function text(entry: Entry | undefined, name: string): string | undefined {
  const value = entry?.[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}
