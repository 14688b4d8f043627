/** Whether a version is known and older than another. */
export function isOlder(version: string | undefined, other: string): boolean {
  return version !== undefined && minorOf(version) < minorOf(other);
}

/** Whether a version is known and as new as another, or newer. */
export function isAtLeastVersion(version: string | undefined, other: string): boolean {
  return version !== undefined && minorOf(version) >= minorOf(other);
}

function minorOf(version: string): number {
  return Number(version.split('.')[1]);
}
