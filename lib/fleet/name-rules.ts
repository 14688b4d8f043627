/** Throws unless a name is what Kubernetes calls an RFC 1123 label: it ends up in names, labels and paths. */
export function assertDnsLabel(what: string, name: string): void {
  if (name.length > 0 && name.length <= 63 && /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(name)) return;
  throw new Error(
    `${what}: Invalid value: "${name}": must be an RFC 1123 label: lower case letters, digits and '-', ` +
      'starting and ending with a letter or digit, at most 63 characters',
  );
}

/** The error for a name that is not in a list, with the list in it. */
export function unknownName(what: string, name: string, known: readonly string[]): Error {
  return new Error(`${what}: Not found: "${name}": must be one of ${known.map((item) => `"${item}"`).join(', ')}`);
}
