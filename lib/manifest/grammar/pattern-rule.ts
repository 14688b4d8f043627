/** How the API server explains a pattern: the rule in words, examples, and the pattern itself. */
export function patternRule(rule: string, pattern: string, ...examples: readonly string[]): string {
  const listed = examples.map((example) => `'${example}', `).join(' or ');
  return `${rule} (e.g. ${listed}regex used for validation is '${pattern}')`;
}

const compiled = new Map<string, RegExp>();

/** Whether a whole text matches a pattern. */
export function matchesWhole(pattern: string, text: string): boolean {
  let whole = compiled.get(pattern);
  if (whole === undefined) compiled.set(pattern, (whole = new RegExp(`^(?:${pattern})$`)));
  return whole.test(text);
}

/** A rule where it is broken. */
export function brokenRule(isBroken: boolean, rule: string): readonly string[] {
  return isBroken ? [rule] : [];
}
