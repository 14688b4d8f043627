import type { Field } from '../../manifest/objects/field';
import type { Toleration } from '../nodes/taint';

/** What the DaemonSet controller adds to the tolerations of its pods. */
export function daemonTolerations(spec: Field): readonly Toleration[] {
  const keys = [
    ['not-ready', 'NoExecute'],
    ['unreachable', 'NoExecute'],
    ['disk-pressure', 'NoSchedule'],
    ['memory-pressure', 'NoSchedule'],
    ['pid-pressure', 'NoSchedule'],
    ['unschedulable', 'NoSchedule'],
    ...(spec.at('hostNetwork').value === true ? [['network-unavailable', 'NoSchedule'] as const] : []),
  ] as const;
  return keys.map(([name, effect]) => ({ key: `node.kubernetes.io/${name}`, operator: 'Exists', value: '', effect }));
}
