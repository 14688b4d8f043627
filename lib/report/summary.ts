import { severities } from '../checks/finding-order';
import type { Report } from './report';

/**
 * The outcome in one line: `2 errors, 1 warning; 14 objects in 2 clusters; 61 checks proved; 1 finding suppressed; judged as
 * Kubernetes 1.33, profile production`.
 *
 * @param hidden says how infos are listed, where they are not
 */
export function formatSummary(
  { findings, proofs, suppressed, objects, clusters, judgedAs }: Report,
  hidden = '',
): string {
  const counts = severities.flatMap((severity) => {
    const count = findings.filter((finding) => finding.severity === severity).length;
    return count === 0 ? [] : [severity === 'info' ? `${count} info${hidden}` : plural(count, severity)];
  });
  const unproved = findings.filter(({ status }) => status === 'unproved').length;
  return [
    counts.length === 0 ? 'no findings' : counts.join(', '),
    ...(unproved === 0 ? [] : [`${unproved} of them unproved`]),
    `${plural(objects, 'object')}${clusters.length > 1 ? ` in ${clusters.length} clusters` : ''}`,
    `${plural(proofs.length, 'check')} proved`,
    ...(suppressed.length === 0 ? [] : [`${plural(suppressed.length, 'finding')} suppressed`]),
    ...(judgedAs === undefined || judgedAs.kubernetes.length === 0
      ? []
      : [`judged as Kubernetes ${judgedAs.kubernetes.join(', ')}, profile ${judgedAs.profiles.join(', ')}`]),
  ].join('; ');
}

function plural(count: number, noun: string): string {
  return count === 1 ? `1 ${noun}` : `${count} ${noun}s`;
}
