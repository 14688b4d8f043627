import type { Finding } from './finding';

/**
 * Findings without what the schema says of a value that another check says as well: that there is no such value. The
 * other check knows which of the values is meant for what.
 */
export function saidOnce(findings: readonly Finding[]): readonly Finding[] {
  const said = new Set(findings.filter((finding) => isChoice(finding) && finding.id !== schema).map(placeOf));
  if (said.size === 0) return findings;
  return findings.filter((finding) => finding.id !== schema || !isChoice(finding) || !said.has(placeOf(finding)));
}

const schema = 'valid-schema';

function isChoice({ message, status, severity }: Finding): boolean {
  return status === 'violated' && severity === 'error' && message.startsWith('Unsupported value: ');
}

function placeOf({ object, path, origin }: Finding): string {
  const { apiVersion, kind, namespace = '', name } = object;
  return JSON.stringify([apiVersion, kind, namespace, name, path, origin]);
}
