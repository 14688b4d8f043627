import { Construct } from 'constructs';
import { chartContextOf } from '../chart/chart-context';
import { assertProps, rejectProps } from '../fleet/assert-props';
import { fieldsOf, textLike, workloadLike } from '../fleet/shape';
import { placedId } from '../fleet/placed-id';
import type { Manifest } from '../manifest/objects/manifest';
import { IntentSort } from '../model/intent-sort';
import type { Workload } from '../workload/workload';

/** Who elects a leader, and under which name. */
export interface LeaderElectionProps {
  /** Blueprint whose pods elect one of them, such as a Worker of two replicas. Its product must use Leases. */
  readonly candidates: { readonly workload: Workload };
  /** Name of the Lease that the leader holds, in the namespace of the candidates. @default the construct's id */
  readonly leaseName?: string;
}

const propsShape = fieldsOf<LeaderElectionProps>({
  candidates: workloadLike,
  'leaseName?': textLike(/^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/, 'a name of lower case letters and digits'),
});

/** An election as it was declared. */
export interface Election {
  readonly workload: Workload;
  readonly manifests: readonly Manifest[];
}

/** The elections of a tree. */
export const elections = new IntentSort<Election>();

/**
 * Lets pods elect one of them: a Role with which they hold one Lease of their namespace and no other, the way to the API
 * server, and their token. Prefer it to a store of one pod where nothing is kept on a volume: another pod takes over at once.
 */
export class LeaderElection extends Construct {
  /** Name of the Lease. */
  readonly leaseName: string;

  constructor(scope: Construct, id: string, props: LeaderElectionProps) {
    super(scope, placedId('LeaderElection', scope, id));
    assertProps(this, 'LeaderElection', propsShape, props);
    const { leaseName = id } = props;
    const { workload } = props.candidates;
    const context = chartContextOf(this);
    if (workload.namespace !== context.namespace)
      rejectProps(this, 'LeaderElection', {
        path: 'candidates',
        message: `Invalid value: ${workload.namespace}/${workload.name}: a Role holds for its own namespace, ${context.namespace}`,
        fix: 'declare the election in the chart of its candidates',
      });
    this.leaseName = leaseName;
    workload.connections.allowTo({ type: 'apiServer' });
    const name = `${leaseName}-leader-election`;
    const leases = { apiGroups: ['coordination.k8s.io'], resources: ['leases'] };
    elections.record(this, {
      workload,
      manifests: [
        {
          apiVersion: 'rbac.authorization.k8s.io/v1',
          kind: 'Role',
          metadata: context.metadata(name),
          rules: [
            // Nothing has a name before it is made.
            { ...leases, verbs: ['create'] },
            { ...leases, resourceNames: [leaseName], verbs: ['get', 'update'] },
          ],
        },
        {
          apiVersion: 'rbac.authorization.k8s.io/v1',
          kind: 'RoleBinding',
          metadata: context.metadata(name),
          roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name },
          subjects: [{ kind: 'ServiceAccount', name: workload.serviceAccountName, namespace: context.namespace }],
        },
      ],
    });
  }
}
