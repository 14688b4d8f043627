/** A place in a file. Line and column count from 1. */
export interface SourceLocation {
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
}

/** The place that an origin names, as `boutique/cart.yaml:12:3`; undefined for the path of a construct. */
export function sourceLocation(origin: string | undefined): SourceLocation | undefined {
  const parts = /^(.+?\.(?:ya?ml|json)|-)(?::(\d+))?(?::(\d+))?$/is.exec(origin ?? '');
  if (parts?.[1] === undefined || parts[1] === '-') return undefined;
  const [, file, line, column] = parts;
  return {
    file,
    ...(line === undefined ? {} : { line: Number(line) }),
    ...(column === undefined ? {} : { column: Number(column) }),
  };
}
