/** What a rule, and all rules of a version, may cost as the API server estimates it. */
export const costLimits = { rule: 10_000_000n, definition: 100_000_000n } as const;

/** How an estimate and its limit compare, in the words of the API server. */
export function exceedsBudget(cost: bigint, limit: bigint): string {
  const hint = 'adding maxItems, maxProperties, and maxLength where arrays, maps, and strings are declared';
  return `exceeds budget by factor of ${factorOf(cost, limit)} (try simplifying the rule, or ${hint})`;
}

function factorOf(cost: bigint, limit: bigint): string {
  const factor = Number(cost) / Number(limit);
  if (factor > 100) return 'more than 100x';
  return `${rounded(factor, factor < 1.5 ? 6 : 1)}x`;
}

/** Go rounds what lies in the middle to the even digit, JavaScript up. */
function rounded(value: number, digits: number): string {
  const exact = value.toFixed(60);
  const end = exact.indexOf('.') + 1 + digits;
  const isMiddle = /^50*$/.test(exact.slice(end));
  return isMiddle && /[02468]$/.test(exact.slice(0, end)) ? exact.slice(0, end) : value.toFixed(digits);
}
