import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import type { ClusterSpec } from '../../../imports/cluster.x-k8s.io';
import { chartContextOf } from '../../chart/chart-context';
import { assertProps, rejectProps } from '../../fleet/assert-props';
import { placedId } from '../../fleet/placed-id';
import { notFound, type ShapeProblem } from '../../fleet/shape';
import type { Plain } from '../../manifest/objects/plain';
import { numbersOf } from './cluster-class';
import { emitMachineDeployments } from './machine-deployments';
import { managedClusterShape, type ManagedClusterProps } from './managed-cluster-props';
import { poolProblem } from './pool-problem';

/**
 * A cluster of the fleet, as Cluster API makes it: a Cluster whose topology says the version, the control plane, and a machine
 * deployment for each zone of each node pool. Pools that Karpenter makes are left to it.
 */
export class ManagedCluster extends Construct {
  /** Name of the Cluster: that of the cluster of the fleet. */
  readonly name: string;
  /** The version of Kubernetes that it is to run. */
  readonly version: string;

  constructor(scope: Construct, id: string, props: ManagedClusterProps) {
    super(scope, placedId('ManagedCluster', scope, id));
    assertProps(this, 'ManagedCluster', managedClusterShape, props);
    const { cluster, clusterClass, network } = props;
    this.name = cluster.name;
    this.version = this.chooseVersion(props);
    const { namespace } = chartContextOf(this);
    const spec: Plain<ClusterSpec> = {
      clusterNetwork: {
        serviceDomain: cluster.dnsDomain,
        ...(network === undefined
          ? {}
          : { pods: { cidrBlocks: [...network.pods] }, services: { cidrBlocks: [...network.services] } }),
      },
      topology: {
        classRef: {
          name: clusterClass.name,
          ...(clusterClass.namespace === namespace ? {} : { namespace: clusterClass.namespace }),
        },
        version: this.version,
        controlPlane: { replicas: this.controlPlaneReplicas(props) },
        ...this.workers(props),
      },
    };
    const metadata = { name: cluster.name, namespace };
    new ApiObject(this, 'Cluster', { apiVersion: 'cluster.x-k8s.io/v1beta2', kind: 'Cluster', metadata, spec });
  }

  private chooseVersion({ cluster, clusterClass, version }: ManagedClusterProps): string {
    const { kubernetesVersions } = clusterClass;
    const ofMinor = kubernetesVersions.filter((each) => `1.${numbersOf(each)[0]}` === cluster.kubernetesVersion);
    const newest = ofMinor.at(-1);
    if (newest === undefined)
      return this.reject({
        path: 'clusterClass',
        message: `Not found: the class has no version of Kubernetes ${cluster.kubernetesVersion}, which ${cluster.name} runs`,
        fix: `add one to kubernetesVersions of ClusterClass ${clusterClass.name}`,
      });
    if (version === undefined || ofMinor.includes(version)) return version ?? newest;
    return this.reject(notFound('version', version, ofMinor));
  }

  private controlPlaneReplicas({ cluster, controlPlaneReplicas: replicas }: ManagedClusterProps): number {
    if (replicas === undefined) return cluster.environment.tier === 'production' ? 3 : 1;
    if (replicas % 2 === 1) return replicas;
    return this.reject({
      path: 'controlPlaneReplicas',
      message: `Invalid value: ${replicas}: etcd runs on them, and an even number survives no more than one less`,
      fix: `write ${replicas - 1} or ${replicas + 1}`,
    });
  }

  private workers({ cluster, clusterClass, poolClasses = {} }: ManagedClusterProps) {
    const pools = cluster.nodePools.filter(({ karpenter }) => karpenter === undefined);
    const names = pools.map(({ name }) => name);
    for (const [pool, worker] of Object.entries(poolClasses)) {
      if (!names.includes(pool)) this.reject(notFound('poolClasses', pool, names));
      if (!clusterClass.workerClasses.includes(worker))
        this.reject(notFound(`poolClasses[${pool}]`, worker, clusterClass.workerClasses));
    }
    const [first] = clusterClass.workerClasses;
    const machineDeployments = pools.flatMap((pool) => {
      const problem = poolProblem(pool, cluster.zones, clusterClass);
      if (problem !== undefined) this.reject(problem);
      const worker = poolClasses[pool.name] ?? first;
      if (worker !== undefined) return emitMachineDeployments(pool, worker, cluster.zones);
      return this.reject({
        path: 'clusterClass',
        message: `Not found: the class has no class of machines, and ${cluster.name} has the pool ${pool.name}`,
        fix: `add one to workers of ClusterClass ${clusterClass.name}`,
      });
    });
    return machineDeployments.length === 0 ? {} : { workers: { machineDeployments } };
  }

  private reject(problem: ShapeProblem): never {
    return rejectProps(this, 'ManagedCluster', problem);
  }
}
