/** How long a benchmark may take: `quick` for every commit, `full` for the figures that are published. */
export type Mode = 'quick' | 'full';

/** One measured figure, and the goal it is held against where there is one. */
export interface Figure {
  readonly what: string;
  readonly value: string;
  readonly goal?: string;
  /** Whether the goal is reached; left out where there is none, or where it holds for another size. */
  readonly reached?: boolean;
}

/** A part of the benchmark. Ratios come from runs side by side, never from a time alone. */
export interface Section {
  /** What `--only` takes. */
  readonly name: string;
  /** What is compared, in one line. */
  readonly title: string;
  readonly run: (mode: Mode) => Iterable<Figure>;
}
