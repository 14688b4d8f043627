import { identityOf } from '../../manifest/objects/object-identity';
import type { Survival, WorkloadSurvival } from '../../survival/survival';
import { formatJsonText } from '../escape/json';

/**
 * `{ losses: [{ domain, name }], clusters, workloads: [{ status, environment, object, left, lost, replicas: { before, after },
 * reasons, clients }], hosts: [{ status, environment, host, left, lost }], unsynced: [{ cluster, by }], assumptions }`, of
 * everything, what serves as before included. Reasons, clients and replicas that there are none of are left out.
 */
export function formatSurvivalAsJson(survival: Survival): string {
  return formatJsonText({ ...survival, workloads: survival.workloads.map(workloadOf) });
}

function workloadOf({ object: { manifest }, replicas, reasons, clients, ...workload }: WorkloadSurvival) {
  const { kind, namespace, name } = identityOf(manifest);
  return {
    ...workload,
    object: { apiVersion: manifest.apiVersion, kind, ...(namespace === '' ? {} : { namespace }), name },
    ...(replicas !== undefined && { replicas }),
    ...(reasons.length > 0 && { reasons }),
    ...(clients.length > 0 && { clients }),
  };
}
