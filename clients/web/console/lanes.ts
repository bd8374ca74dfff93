/** A horizontal stretch that wants a lane: from one x to another, and on which side each end goes on. */
export interface Span {
  readonly from: number;
  readonly to: number;
  readonly fromSide: 'up' | 'down';
  readonly toSide: 'up' | 'down';
}

/** How far apart spans must end to share a lane. */
const gap = 40;

/**
 * A lane for each span, 0 the topmost, so that no two spans lie on each other and few lines cross. Spans that are far enough
 * apart share one. The same spans give the same lanes.
 */
export function lanesFor(spans: readonly Span[]): { readonly lanes: readonly number[]; readonly count: number } {
  const order = spans.map((_, index) => index).sort((a, b) => length(spans[a]!) - length(spans[b]!) || a - b);
  improve(order, spans);
  const lanes: number[] = new Array<number>(spans.length).fill(0);
  const taken: Span[][] = [];
  for (const index of order) {
    const span = spans[index]!;
    // No lane above one that was given to an earlier span that it meets: that would undo the order.
    const below = taken.reduce((last, lane, at) => (lane.some((other) => meets(span, other)) ? at : last), -1) + 1;
    lanes[index] = below;
    (taken[below] ??= []).push(span);
  }
  return { lanes, count: taken.length };
}

/** Swaps neighbours and strangers while that takes crossings away. */
function improve(order: number[], spans: readonly Span[]): void {
  for (let round = 0, better = true; better && round < 8; round++) {
    better = false;
    for (let i = 0; i < order.length; i++) {
      for (let j = i + 1; j < order.length; j++) {
        const before = crossings(order, spans);
        [order[i], order[j]] = [order[j]!, order[i]!];
        if (crossings(order, spans) < before) better = true;
        else [order[i], order[j]] = [order[j]!, order[i]!];
      }
    }
  }
}

function crossings(order: readonly number[], spans: readonly Span[]): number {
  let count = 0;
  for (let upper = 0; upper < order.length; upper++) {
    for (let lower = upper + 1; lower < order.length; lower++) {
      const [above, below] = [spans[order[upper]!]!, spans[order[lower]!]!];
      for (const [x, side] of ends(above)) if (side === 'down' && inside(below, x)) count++;
      for (const [x, side] of ends(below)) if (side === 'up' && inside(above, x)) count++;
    }
  }
  return count;
}

const ends = (span: Span): readonly (readonly [number, 'up' | 'down'])[] => [[span.from, span.fromSide], [span.to, span.toSide]];
const low = (span: Span): number => Math.min(span.from, span.to);
const high = (span: Span): number => Math.max(span.from, span.to);
const length = (span: Span): number => high(span) - low(span);
const inside = (span: Span, x: number): boolean => x > low(span) && x < high(span);
const meets = (a: Span, b: Span): boolean => low(a) - gap < high(b) && low(b) - gap < high(a);
