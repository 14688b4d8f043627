import { formatIdentity, identityOf } from '../../manifest/objects/object-identity';
import type { Loss } from '../../survival/loss';
import type { ReplicaCount } from '../../survival/replicas-of-copies';
import type { HostSurvival, Survival, SurvivalStatus, WorkloadSurvival } from '../../survival/survival';

/** What becomes of a workload or a host, in words. */
export interface SurvivalLine {
  readonly status: SurvivalStatus;
  readonly environment: string;
  /** `Deployment shop/web`, `host shop.example.com`. */
  readonly name: string;
  readonly text: string;
  readonly reasons: readonly string[];
}

const ranks: Readonly<Record<SurvivalStatus, number>> = { lost: 0, unproved: 1, degraded: 2, serves: 3 };

/** Worst first; what serves as before is counted, not listed. */
export function survivalLines({ workloads, hosts }: Survival): readonly SurvivalLine[] {
  return [...workloads.map(workloadLine), ...hosts.map(hostLine)]
    .filter(({ status }) => status !== 'serves')
    .toSorted((one, other) => ranks[one.status] - ranks[other.status]);
}

/** `2 lost, 1 unproved, 3 degraded, 40 serve as before`. */
export function countsText({ workloads, hosts }: Survival): string {
  const count = (status: SurvivalStatus) => [...workloads, ...hosts].filter((each) => each.status === status).length;
  return `${count('lost')} lost, ${count('unproved')} unproved, ${count('degraded')} degraded, ${count('serves')} serve as before`;
}

/** `region eu-west-1 (prod-euw1)`. */
export function lossText({ losses, clusters }: Survival): string {
  return `${losses.map(({ domain, name }: Loss) => `${domain} ${name}`).join(', ')} (${clusters.join(', ')})`;
}

/** Clusters that are left and get no changes. */
export function unsyncedLines({ unsynced }: Survival): readonly string[] {
  return unsynced.map(({ cluster, by }) => `no change reaches ${cluster}: its GitOps engine ran in ${by}`);
}

function workloadLine({
  status,
  environment,
  object,
  left,
  lost,
  replicas,
  reasons,
  clients,
}: WorkloadSurvival): SurvivalLine {
  const name = formatIdentity({ ...identityOf(object.manifest), group: '' });
  const needed = clients.length === 0 ? [] : [`could be reached by ${clients.join(', ')}`];
  return { status, environment, name, text: leftText(left, lost, replicas), reasons: [...reasons, ...needed] };
}

function hostLine({ status, environment, host, left, lost }: HostSurvival): SurvivalLine {
  return { status, environment, name: `host ${host}`, text: leftText(left, lost, undefined), reasons: [] };
}

function leftText(left: readonly string[], lost: readonly string[], replicas: WorkloadSurvival['replicas']): string {
  if (left.length === 0) return `was in ${lost.join(', ')} alone`;
  const pods = replicas === undefined ? '' : `${rangeText(replicas.after)} of ${rangeText(replicas.before)} replicas `;
  return `${pods}in ${left.join(', ')}`;
}

function rangeText({ minimum, maximum }: ReplicaCount): string {
  return minimum === maximum ? String(minimum) : `${minimum}–${maximum}`;
}
