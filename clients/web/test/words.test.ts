import { describe, expect, it } from 'vitest';
import { explanationInWords } from '../page/words.js';
import type { ExplainedPath } from '../src/index.js';

describe('the line under a path', () => {
  const told = (summary: string, asExpected: boolean, state = 'connected') => explanationInWords({ mine: true, state, asExpected, summary } as ExplainedPath, undefined);

  it('says why a path is not what was expected', () =>
    expect(told('relayed over TCP, because UDP is blocked; open it', false)).toBe('Relayed over TCP, because UDP is blocked; open it.'));

  it('says what is wrong although the path is as expected', () =>
    expect(told('relayed over UDP, as expected, but media are sent and none come back; let them in', true)).toBe('Relayed over UDP, as expected, but media are sent and none come back; let them in.'));

  it('is left out where there is nothing to say', () => {
    expect(told('direct over UDP, as expected', true)).toBeUndefined();
    expect(told('relayed over UDP, because a relay is the expected way; nothing', true)).toBeUndefined();
    expect(told('no path is reported yet', false)).toBeUndefined();
  });
});
