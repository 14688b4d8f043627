/** The name of a list that was meant, where one is mistyped or in another case. */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  const sameLetters = known.find((one) => one.toLowerCase() === name.toLowerCase());
  if (sameLetters !== undefined) return sameLetters;
  const [longer, another] = known.filter((one) => name.length >= 3 && one.toLowerCase().startsWith(name.toLowerCase()));
  if (longer !== undefined && another === undefined) return longer;
  const [nearest] = known
    .filter((one) => isNearMiss(name, one))
    .map((one) => ({ one, away: distance(name, one) }))
    .sort((a, b) => a.away - b.away);
  return nearest?.one;
}

/** The names of a list that are nearest to one, the nearest first. */
export function nearestNames(name: string, known: readonly string[], count: number): readonly string[] {
  return known
    .map((one, index) => ({ one, index, away: distance(name.toLowerCase(), one.toLowerCase()) }))
    .sort((a, b) => a.away - b.away || a.index - b.index)
    .slice(0, count)
    .map(({ one }) => one);
}

/** Whether a name may well be another one mistyped: at most two letters are wrong, missing, or too many. */
export function isNearMiss(name: string, known: string): boolean {
  return name !== known && Math.min(name.length, known.length) > 3 && distance(name, known) <= 2;
}

/** How many letters have to be put in, taken out or changed. */
function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const [i, letter] of [...one].entries()) {
    const next = [i + 1];
    for (const [j, wanted] of [...other].entries()) {
      const changed = (row[j] ?? 0) + (letter === wanted ? 0 : 1);
      next.push(Math.min(changed, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row[other.length] ?? 0;
}
