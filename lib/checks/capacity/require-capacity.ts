import { podTemplateOf } from '../../manifest/pods/pod-template';
import { podOwningKinds } from '../../manifest/pods/workload-kinds';
import { formatIdentity, identityOf } from '../../manifest/objects/object-identity';
import type { WorkloadCapacity } from '../../capacity/capacity';
import type { Check } from '../check';
import { treeCapacity } from './tree-capacity';

/** All pods of a workload, when every workload is at its highest, must find a node in the pools of the cluster. */
export const requireCapacity: Check = {
  id: 'require-capacity',
  severity: 'error',
  profile: 'baseline',
  why: 'Pods that no node takes stay Pending, and an autoscaler that wants them under load gets nothing.',
  assumptions: [
    'nothing but the pods of this tree, and what the pools say of DaemonSets, runs on the nodes',
    'pools grow to their maximum while pods wait, evenly over their zones',
    'the scheduler has its default plugins, and no admission webhook changes pods but that of the mesh',
  ],
  kinds: podOwningKinds,
  *run(object, context) {
    if (context.cluster.nodePools.length === 0) return;
    const answer = treeCapacity(context).workloads.get(object);
    const path = podTemplateOf(object)?.specPath;
    if (answer === undefined || path === undefined || answer.status === 'proved') return;
    if (answer.status === 'violated') {
      yield { path, message: `Invalid value: ${whyNot(answer)}`, fix: fixOf(answer) };
    } else {
      yield {
        path,
        message: `cannot be proved to fit on the node pools: ${answer.reasons.join('; ')}`,
        fix:
          answer.fix ??
          'see what "cdk8s-blueprints capacity" says of it, and leave more room where others may take it first',
        status: 'unproved',
        severity: 'info',
      };
    }
  },
};

function whyNot({ reasons, together, refused }: WorkloadCapacity): string {
  const others =
    together.length > 1
      ? `, together with ${together.map(({ manifest }) => formatIdentity(identityOf(manifest))).join(', ')}`
      : '';
  const nodes = new Map<string, number>();
  for (const { pool, message } of refused)
    nodes.set(`pool ${pool}: ${message}`, (nodes.get(`pool ${pool}: ${message}`) ?? 0) + 1);
  const why = [...nodes].map(([text, count]) => `${text} (${count} node${count === 1 ? '' : 's'})`);
  return [`${reasons.join('; ')}${others}`, ...why].join('; ');
}

function fixOf({ resource }: WorkloadCapacity): string {
  return resource === undefined
    ? 'let its rules have more nodes or domains, or give it a pool of its own'
    : `ask for less ${resource}, lower the highest number of pods, or raise the maximum of a pool that takes them`;
}
