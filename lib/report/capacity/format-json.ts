import type { WorkloadCapacity } from '../../capacity/capacity';
import type { QuotaAnswer } from '../../capacity/quota/judge-quotas';
import { formatAmount } from '../../capacity/resources/amounts';
import type { LocatedManifest } from '../../manifest/objects/manifest';
import { identityOf } from '../../manifest/objects/object-identity';
import { formatJsonText } from '../escape/json';
import type { CapacityReport } from './capacity-report';

/**
 * `{ workloads: [{ cluster, object, status, replicas, placed: [{ node, count }], refused: [{ node, filter, message }],
 * reasons, together, resource, zoneLost }], quotas: [{ cluster, object, status, entries: [{ key, used, hard }], reasons }],
 * assumptions }`. What does not apply is left out.
 */
export function formatCapacityAsJson(reports: readonly CapacityReport[]): string {
  const body = {
    workloads: reports.flatMap(({ cluster, capacity }) => capacity.workloads.map((each) => workloadOf(cluster, each))),
    quotas: reports.flatMap(({ cluster, capacity }) => capacity.quotas.map((each) => quotaOf(cluster, each))),
    assumptions: [...new Set(reports.flatMap(({ capacity }) => capacity.assumptions))],
  };
  return formatJsonText(body);
}

function workloadOf(cluster: string, answer: WorkloadCapacity) {
  const { object, status, replicas, placed, refused, reasons, together, resource, zoneLost } = answer;
  return {
    cluster,
    object: objectOf(object),
    status,
    replicas,
    placed,
    refused: refused.map(({ node, pool, filter, message }) => ({ node, pool, filter, message })),
    ...(reasons.length > 0 && { reasons }),
    ...(together.length > 0 && { together: together.map(objectOf) }),
    ...(resource !== undefined && { resource }),
    ...(zoneLost !== undefined && { zoneLost }),
  };
}

function quotaOf(cluster: string, { object, status, entries, reasons }: QuotaAnswer) {
  return {
    cluster,
    object: objectOf(object),
    status,
    entries: entries.map(({ key, used, hard }) => ({
      key,
      used: formatAmount(key, used),
      hard: formatAmount(key, hard),
    })),
    ...(reasons.length > 0 && { reasons }),
  };
}

function objectOf({ manifest }: LocatedManifest) {
  const { kind, namespace, name } = identityOf(manifest);
  return { apiVersion: manifest.apiVersion, kind, ...(namespace === '' ? {} : { namespace }), name };
}
