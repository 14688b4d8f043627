import type { Finding } from '../../lib/manifest/objects/finding';
import type { Report } from '../../lib/report/report';

/** A violated rule about a NetworkPolicy, with what a test says differently. */
export function finding(tweak: Partial<Finding> = {}): Finding {
  return {
    id: 'valid-port',
    severity: 'error',
    status: 'violated',
    object: { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', namespace: 'boutique', name: 'cart' },
    path: 'spec.ingress[0].ports[0].port',
    message: 'Invalid value: 0: must be between 1 and 65535, inclusive',
    fix: 'leave "port" out to allow every port',
    origin: 'prod-euw1/boutique/cart/network-policy',
    cluster: 'prod-euw1',
    ...tweak,
  };
}

export function reportOf(findings: readonly Finding[], tweak: Partial<Report> = {}): Report {
  return { findings, proofs: [], suppressed: [], objects: 3, clusters: ['prod-euw1'], ...tweak };
}

/** Text that breaks out of XML, Markdown tables, workflow commands and terminals where it is not escaped. */
export const hostile = 'a|b <script>&"\' ::error::x%0A\r\n]]> @team `code` \u0000 \uD800';
