/** The sounds themselves, made here from noise and tones with WebAudio: no file is fetched. */

const NOISE_S = 2;

/** Everything that sounds, behind one volume. Needs a browser with WebAudio; made at a press, as browsers demand. */
export class Synth {
  private readonly context: AudioContext;
  private readonly out: GainNode;
  private readonly noise: AudioBuffer;
  private readonly fountain: GainNode;
  private readonly murmur: GainNode;

  constructor(context: AudioContext, random: () => number) {
    this.context = context;
    this.out = context.createGain();
    this.out.gain.value = 0;
    this.out.connect(context.destination);
    this.noise = noiseOf(context, random);
    this.fountain = this.stream(900, "bandpass", 0.5, 0);
    this.murmur = this.stream(420, "bandpass", 1.1, 0.9);
  }

  /** 0…1; fades there, so that nothing clicks. */
  setVolume(volume: number): void {
    this.glide(this.out.gain, volume, 0.08);
  }

  /** The two sounds that go on by themselves, 0…1 each. */
  setAround(fountain: number, murmur: number): void {
    this.glide(this.fountain.gain, fountain * 0.28, 0.3);
    this.glide(this.murmur.gain, murmur * 0.16, 0.5);
  }

  /** One step: a short, dull knock; `pitch` varies about 1 so that no two feet sound alike. */
  step(level: number, pitch: number): void {
    const { context } = this;
    const source = context.createBufferSource();
    source.buffer = this.noise;
    const dull = context.createBiquadFilter();
    dull.type = "lowpass";
    dull.frequency.value = 420 * pitch;
    const gain = context.createGain();
    const now = context.currentTime;
    gain.gain.setValueAtTime(0, now);
    gain.gain.linearRampToValueAtTime(level, now + 0.006);
    gain.gain.exponentialRampToValueAtTime(0.0001, now + 0.11);
    source.connect(dull).connect(gain).connect(this.out);
    source.start(now, pitch % NOISE_S, 0.13);
  }

  /** Two tones going up: something is there for this person. */
  chime(): void {
    this.tone(659.26, 0, 0.9);
    this.tone(880, 0.16, 1.3);
  }

  /** Stops all work until `wake`. */
  sleep(): void {
    void this.context.suspend();
  }

  wake(): void {
    void this.context.resume();
  }

  private tone(frequency: number, after_s: number, length_s: number): void {
    const { context } = this;
    const begin = context.currentTime + after_s;
    const tone = context.createOscillator();
    tone.type = "sine";
    tone.frequency.value = frequency;
    const gain = context.createGain();
    gain.gain.setValueAtTime(0, begin);
    gain.gain.linearRampToValueAtTime(0.22, begin + 0.015);
    gain.gain.exponentialRampToValueAtTime(0.0001, begin + length_s);
    tone.connect(gain).connect(this.out);
    tone.start(begin);
    tone.stop(begin + length_s);
  }

  /** Endless noise through a filter; with `sway` its loudness swells and falls as voices do. */
  private stream(frequency: number, type: BiquadFilterType, q: number, sway: number): GainNode {
    const { context } = this;
    const source = context.createBufferSource();
    source.buffer = this.noise;
    source.loop = true;
    const filter = context.createBiquadFilter();
    filter.type = type;
    filter.frequency.value = frequency;
    filter.Q.value = q;
    const level = context.createGain();
    level.gain.value = 0;
    source.connect(filter).connect(level).connect(this.out);
    if (sway > 0) {
      const slow = context.createOscillator();
      slow.frequency.value = 2.7;
      const depth = context.createGain();
      depth.gain.value = frequency * 0.25 * sway;
      slow.connect(depth).connect(filter.frequency);
      slow.start();
    }
    source.start();
    return level;
  }

  private glide(parameter: AudioParam, value: number, time_s: number): void {
    parameter.setTargetAtTime(value, this.context.currentTime, time_s);
  }
}

function noiseOf(context: AudioContext, random: () => number): AudioBuffer {
  const buffer = context.createBuffer(1, context.sampleRate * NOISE_S, context.sampleRate);
  const samples = buffer.getChannelData(0);
  for (let at = 0; at < samples.length; at++) samples[at] = random() * 2 - 1;
  return buffer;
}
