/** Two soft tones for a call that comes in, a single low one for a call that rings elsewhere. */
const tones = {
  incoming: { notes: [659, 880], everyMs: 2_400, volume: 0.14 },
  outgoing: { notes: [440], everyMs: 3_600, volume: 0.05 },
} as const;

let stop = () => undefined as void;

/** Rings until {@link hush}. A browser that has not been touched yet stays silent. */
export function ring(kind: keyof typeof tones): void {
  hush();
  const { notes, everyMs, volume } = tones[kind];
  const audio = new AudioContext();
  const once = () => {
    if (audio.state === 'suspended') return;
    notes.forEach((frequency, index) => {
      const from = audio.currentTime + index * 0.28;
      const tone = new OscillatorNode(audio, { frequency });
      const gain = new GainNode(audio, { gain: 0 });
      gain.gain.linearRampToValueAtTime(0, from);
      gain.gain.linearRampToValueAtTime(volume, from + 0.04);
      gain.gain.exponentialRampToValueAtTime(0.0001, from + 0.9);
      tone.connect(gain).connect(audio.destination);
      tone.start(from);
      tone.stop(from + 1);
    });
  };
  once();
  const timer = setInterval(once, everyMs);
  stop = () => {
    clearInterval(timer);
    void audio.close();
    stop = () => undefined;
  };
}

/** Stops ringing. */
export function hush(): void {
  stop();
}
