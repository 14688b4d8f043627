/** The code of what the operating system refuses, such as `ENOSPC`; undefined for every other error. */
export function errorCode(error: unknown): string | undefined {
  // Not by class: what `fs` throws is of another realm within Jest.
  if (typeof error !== 'object' || error === null || !('code' in error) || !('syscall' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

/** Whether an error is of the operating system, with one of these codes where any are given. */
export function isErrorCode(error: unknown, ...codes: readonly string[]): boolean {
  const code = errorCode(error);
  return code !== undefined && (codes.length === 0 || codes.includes(code));
}
