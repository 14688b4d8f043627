/** What a command sees of the outside: nothing else, so that a test can run it in memory. */
export interface CommandIo {
  readonly write: (text: string) => void;
  readonly writeError: (text: string) => void;
  /** Standard input, read to its end, but for at most so many bytes. */
  readonly readInput: (limit: number) => Promise<Uint8Array>;
  /** Whether standard output is a terminal that shows colours. */
  readonly color: boolean;
  /** The day, as `2027-01-31`. */
  readonly today: string;
}

/** `0` clean, `1` at least one finding of severity `error`, `2` could not run; `3` what a command says of it. */
export type ExitCode = 0 | 1 | 2 | 3;

/** What a command's file exports. */
export interface Command {
  /** Arguments, options and exit codes, as `--help` prints them. */
  readonly usage: string;
  readonly run: (args: readonly string[], io: CommandIo) => Promise<ExitCode> | ExitCode;
}

/** The arguments are not what the command takes: printed with a hint to `--help`, and the exit code is 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
