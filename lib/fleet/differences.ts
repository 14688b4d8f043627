/** The fields that are not what they are by default. */
export function differences(facts: object, defaults: object): Readonly<Record<string, unknown>> {
  const usual = new Map(Object.entries(defaults).map(([name, value]) => [name, JSON.stringify(value)]));
  return Object.fromEntries(
    Object.entries(facts).filter(([name, value]) => value !== undefined && JSON.stringify(value) !== usual.get(name)),
  );
}
