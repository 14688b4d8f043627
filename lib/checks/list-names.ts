/** How many names a message shows: enough to see what they have in common. */
const shown = 5;

/** Names in the middle of a sentence, sorted, each once, the first few of many: `a, b, c, d, e and 3 more`. */
export function listNames(names: readonly string[]): string {
  const sorted = [...new Set(names)].sort();
  const rest = sorted.length - shown;
  return rest > 0 ? `${sorted.slice(0, shown).join(', ')} and ${rest} more` : sorted.join(', ');
}
