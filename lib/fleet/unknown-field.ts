import { nearestName, nearestNames } from './near-miss';
import type { ShapeProblem } from './shape';

/** The problem of a field that nothing knows: with the name that was meant, or the names that there are. */
export function unknownField(path: string, name: string, known: readonly string[], sameThing?: string): ShapeProblem {
  const meant = sameThing ?? nearestName(name, known);
  return {
    path,
    message: `unknown field; ${meant === undefined ? listKnown(name, known) : `did you mean "${meant}"?`}`,
    fix: meant === undefined ? `leave "${name}" out` : `write "${meant}"`,
  };
}

/** All that there are, or the nearest of many. */
function listKnown(name: string, known: readonly string[]): string {
  if (known.length <= listedNames) return `known are ${known.join(', ')}`;
  return `known are ${nearestNames(name, known, nearbyNames).join(', ')} and ${known.length - nearbyNames} more`;
}

const listedNames = 12;
const nearbyNames = 6;
