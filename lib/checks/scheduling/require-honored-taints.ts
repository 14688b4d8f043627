import { readPod } from '../../capacity/demand/read-pod';
import { matchesNodeAffinity } from '../../capacity/filters/static-refusal';
import { nodesOfPools } from '../../capacity/nodes/pool-nodes';
import { untoleratedTaint } from '../../capacity/nodes/taint';
import { nothing } from '../../capacity/resources/amounts';
import { podCheck } from '../pod-check';

/** A required spread does not count nodes that take none of its pods. */
export const requireHonoredTaints = podCheck({
  id: 'require-honored-taints',
  severity: 'warning',
  profile: 'baseline',
  why: 'Nodes whose taints keep the Pods off count as empty domains: once the others are ahead by maxSkew, Pods stay Pending.',
  *problems({ template, spec }, { cluster }) {
    if (cluster.nodePools.length === 0) return;
    const constraints = spec
      .at('topologySpreadConstraints')
      .items()
      .filter(
        (each) => each.at('whenUnsatisfiable').text === 'DoNotSchedule' && each.at('nodeTaintsPolicy').text !== 'Honor',
      );
    if (constraints.length === 0) return;
    const { namespace, labels } = template;
    const priority = { least: 0, most: 0, preempts: false };
    const pod = readPod(spec, { namespace, labels, requests: nothing, priority, namespaceLabels: () => undefined });
    const reached = nodesOfPools(cluster).nodes.filter((node) => matchesNodeAffinity(pod, node));
    const closed = new Set(
      reached.filter(({ taints }) => untoleratedTaint(taints, pod.tolerations)).map(({ pool }) => pool),
    );
    for (const constraint of constraints) {
      const key = constraint.at('topologyKey').text ?? '';
      const open = new Set(reached.filter(({ pool }) => !closed.has(pool)).map(({ labels: of }) => of[key]));
      const empty = reached.some(
        ({ pool, labels: of }) => closed.has(pool) && of[key] !== undefined && !open.has(of[key]),
      );
      if (!empty) continue;
      yield {
        path: constraint.at('nodeTaintsPolicy').path,
        message: `Required value: the taints of the pool ${[...closed].sort().join(', ')} keep the Pods off, and its nodes count as empty domains`,
        fix: 'set nodeTaintsPolicy: Honor, or tolerate the taints',
      };
    }
  },
});
