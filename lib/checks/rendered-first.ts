import { appendTo } from '../manifest/objects/append-to';
import type { Finding } from './finding';
import { listNames } from './list-names';
import { renderFirst } from './to-render-first';

/**
 * Findings with one in place of all that are about the variables of an object: what they complain of is gone once the file
 * is rendered, and what it says then is what counts.
 */
export function renderedFirst(findings: readonly Finding[]): readonly Finding[] {
  const byObject = new Map<string, Finding[]>();
  for (const finding of findings) {
    if (finding.fix.startsWith(renderFirst)) appendTo(byObject, objectOf(finding), finding);
  }
  const merged = new Set([...byObject.values()].filter(({ length }) => length > 1).flat());
  if (merged.size === 0) return findings;
  const rest = findings.filter((finding) => !merged.has(finding));
  return [...rest, ...[...byObject.values()].flatMap((own) => (own.length > 1 ? oneFinding(own) : []))];
}

function oneFinding(own: readonly Finding[]): readonly Finding[] {
  const worst = own.find(({ severity }) => severity === 'error') ?? own[0];
  if (worst === undefined) return [];
  const variables = new Set(own.flatMap(({ message }) => message.match(/\$\{[A-Za-z_][^{}]{0,100}\}/g) ?? []));
  return [
    {
      ...worst,
      id: 'valid-manifest',
      path: '',
      message: `Invalid value: ${variables.size === 0 ? 'its variables' : listNames([...variables].sort())} must be filled in first`,
      fix: renderFirst,
    },
  ];
}

function objectOf({ object, origin }: Finding): string {
  const { apiVersion, kind, namespace = '', name } = object;
  return JSON.stringify([apiVersion, kind, namespace, name, origin]);
}
