import { Field } from '../../manifest/objects/field';
import type { Check } from '../check';
import { clusterApiGroup } from './cluster-class-of';

/** A health check does not replace all machines at once. */
export const noUnboundedRemediation: Check = {
  id: 'no-unbounded-remediation',
  severity: 'warning',
  profile: 'production',
  why:
    'Where the network between the clusters fails, every Node looks broken. A health check that nothing bounds replaces all ' +
    'machines of a healthy cluster then.',
  kinds: [`${clusterApiGroup}/Cluster`, `${clusterApiGroup}/ClusterClass`, `${clusterApiGroup}/MachineHealthCheck`],
  run: function* ({ manifest }) {
    const spec = Field.root(manifest).at('spec');
    for (const check of healthChecks(manifest.kind, spec)) {
      const remediation = check.at('remediation');
      if (!check.at('checks').isSet && !remediation.isSet) continue;
      const trigger = remediation.at('triggerIf');
      const most = trigger.at('unhealthyLessThanOrEqualTo');
      const bounded = trigger.at('unhealthyInRange').isSet || (most.isSet && most.value !== '100%');
      if (bounded || remediation.at('maxInFlight').isSet) continue;
      yield {
        path: most.path,
        message: 'Required value: all machines may be replaced at once',
        fix: 'say how many may be broken for one to be replaced, such as 50%',
      };
    }
  },
};

/** Those of control planes are not among them: their controller replaces one machine at a time, and keeps the quorum of etcd. */
function healthChecks(kind: string, spec: Field): readonly Field[] {
  if (kind === 'MachineHealthCheck') return [spec];
  const workers = kind === 'Cluster' ? spec.at('topology', 'workers') : spec.at('workers');
  return workers
    .at('machineDeployments')
    .items()
    .map((each) => each.at('healthCheck'));
}
