const { clz32 } = Math;

/** A set of small numbers as bits: what makes "does a rule name this peer" one machine word. */
export class PeerSet {
  private readonly words: Uint32Array;

  constructor(readonly size: number) {
    this.words = new Uint32Array((size + 31) >> 5);
  }

  static full(size: number): PeerSet {
    const set = new PeerSet(size);
    set.addSpan(0, size);
    return set;
  }

  add(peer: number): void {
    this.words[peer >> 5] = this.word(peer >> 5) | (1 << (peer & 31));
  }

  /** Adds every number from the first to the one before the end. */
  addSpan(first: number, end: number): void {
    for (let peer = first; peer < end;) {
      const next = Math.min(end, ((peer >> 5) + 1) << 5);
      const bits = next - peer === 32 ? -1 : ((1 << (next - peer)) - 1) << (peer & 31);
      this.words[peer >> 5] = this.word(peer >> 5) | bits;
      peer = next;
    }
  }

  addAll(other: PeerSet): void {
    for (let i = 0; i < this.words.length; i++) this.words[i] = this.word(i) | other.word(i);
  }

  /** The members that another set does not have. */
  subtract(other: PeerSet): PeerSet {
    const rest = new PeerSet(this.size);
    for (let i = 0; i < this.words.length; i++) rest.words[i] = this.word(i) & ~other.word(i);
    return rest;
  }

  has(peer: number): boolean {
    return (this.word(peer >> 5) & (1 << (peer & 31))) !== 0;
  }

  get isEmpty(): boolean {
    return this.words.every((word) => word === 0);
  }

  /** The members by whether the other set has them too; one word where one half would be empty. */
  split(other: PeerSet): { readonly inside: PeerSet; readonly outside: PeerSet } | 'inside' | 'outside' {
    let some = 0;
    let rest = 0;
    for (let i = 0; i < this.words.length; i++) {
      some |= this.word(i) & other.word(i);
      rest |= this.word(i) & ~other.word(i);
    }
    if (some === 0) return 'outside';
    if (rest === 0) return 'inside';
    const inside = new PeerSet(this.size);
    const outside = new PeerSet(this.size);
    for (let i = 0; i < this.words.length; i++) {
      inside.words[i] = this.word(i) & other.word(i);
      outside.words[i] = this.word(i) & ~other.word(i);
    }
    return { inside, outside };
  }

  /** Members that both sets have, lowest first. */
  common(other: PeerSet): Generator<number> {
    return this.members(other, 0);
  }

  /** Members that are not below a number, lowest first. */
  from(lowest: number): Generator<number> {
    return this.members(this, lowest);
  }

  [Symbol.iterator](): Generator<number> {
    return this.members(this, 0);
  }

  private *members(other: PeerSet, lowest: number): Generator<number> {
    for (let i = lowest >> 5; i < this.words.length; i++) {
      let word = this.word(i) & other.word(i);
      while (word !== 0) {
        const peer = (i << 5) + 31 - clz32(word & -word);
        if (peer >= lowest) yield peer;
        word &= word - 1;
      }
    }
  }

  private word(i: number): number {
    return this.words[i] ?? 0;
  }
}
