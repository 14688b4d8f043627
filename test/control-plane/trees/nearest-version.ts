/**
 * The version that judges a tree: the newest of those at hand that is not newer than the cluster's own, since what a
 * newer server takes, the cluster may not. The newest of all for a tree that says nothing; undefined where all are
 * newer.
 */
export function nearestVersion(atHand: readonly string[], wanted: string | undefined): string | undefined {
  const fitting = wanted === undefined ? atHand : atHand.filter((version) => minorOf(version) <= minorOf(wanted));
  return [...fitting].sort((one, other) => minorOf(one) - minorOf(other)).at(-1);
}

function minorOf(version: string): number {
  return Number(version.split('.')[1]);
}
