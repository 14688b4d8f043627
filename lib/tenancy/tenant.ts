import { Construct } from 'constructs';
import { ClusterChart } from '../chart/cluster-chart';
import { assertProps, rejectProps } from '../fleet/assert-props';
import { Cluster } from '../fleet/cluster';
import { isAtLeast } from '../fleet/kubernetes-version';
import { placedId } from '../fleet/placed-id';
import { located } from '../model/located';
import { objectLabels, type ObjectOwner } from '../model/object-owner';
import { Grants } from '../model/grants';
import { meshNamespaceMarker } from '../products/mesh-namespace-marker';
import type { SecretStoreRef } from '../secrets/external-secret';
import { SecretStore } from '../secrets/secret-store';
import { blueprints } from '../workload/blueprint';
import { emitImageRegistryPolicy } from './image-registry-policy';
import { emitLimitRange } from './limit-range';
import { emitResourceQuota } from './resource-quota';
import { deployerName } from '../fleet/team-repository';
import { emitAccounts } from './tenant-accounts';
import { tenantNetworks } from './tenant-network';
import type { TenantProps } from './tenant-props';
import { boundProvider, secretsAccount } from './tenant-secret-store';
import { tenantShape } from './tenant-shape';

/**
 * What a team gets of a cluster: a Namespace with its labels, quotas, defaults for containers, who may do what, the account
 * that its objects are applied as, and network policies that let in and out what is declared. Its workloads go into
 * `tenant.chart`, or into any other chart of the namespace.
 */
export class Tenant extends Construct {
  /** The chart of the namespace. */
  readonly chart: ClusterChart;
  /** Name of the Namespace. */
  readonly namespace: string;
  /** What the account may do that the team's objects are applied as, besides its ClusterRole; undefined where there is none. */
  readonly deployer?: Grants;
  /** What an ExternalSecret refers to the store of the team by; undefined where there is none. */
  readonly secretStore?: SecretStoreRef;

  constructor(scope: Construct, id: string, props: TenantProps) {
    super(scope, placedId('Tenant', scope, id, 'cluster'));
    const where = this.node.path;
    assertProps(this, 'Tenant', tenantShape, { namespace: id, ...props });
    const { namespace = id, quotas = [{}], limits = {}, network, imageRegistries = [], secretStore } = props;
    this.namespace = namespace;
    const cluster = Cluster.of(this);
    const marker = meshNamespaceMarker(cluster.mesh);
    this.chart = new ClusterChart(this, namespace, {
      namespace: {
        name: namespace,
        podSecurity: props.podSecurity ?? 'restricted',
        labels: { ...labelsOf(props, cluster), ...marker.labels },
        annotations: { ...marker.annotations, ...props.annotations },
      },
    });
    const owner: ObjectOwner = { origin: where, chart: namespace, objectLabels: objectLabels(this.chart.labels) };
    if (imageRegistries.length > 0 && !isAtLeast(cluster.kubernetesVersion, '1.30'))
      rejectProps(this, 'Tenant', {
        path: 'imageRegistries',
        message: `Forbidden: Kubernetes ${cluster.kubernetesVersion} has no ValidatingAdmissionPolicy by default`,
        fix: 'leave it out there, or upgrade to 1.30',
      });
    const manifests = [
      ...quotas.map((quota, index) => emitResourceQuota(namespace, quota, index)),
      emitLimitRange(namespace, quotas, limits),
      ...emitAccounts(namespace, props),
      ...(secretStore === undefined ? [] : [secretsAccount(namespace, secretStore)]),
      ...(imageRegistries.length === 0 ? [] : emitImageRegistryPolicy(namespace, imageRegistries)),
    ];
    blueprints.record(this, {
      resolve: () => ({ emit: () => manifests.flatMap((manifest) => located(manifest, owner)) }),
    });
    if (network !== undefined) tenantNetworks.record(this, { namespace, network, owner });
    if (secretStore !== undefined) {
      const { name = namespace } = secretStore;
      this.secretStore = new SecretStore(this.chart, 'secret-store', {
        name,
        provider: boundProvider(secretStore),
      }).ref;
    }
    if (props.deployer !== false)
      this.deployer = new Grants(this, { name: props.deployer?.name ?? deployerName, namespace }, owner);
  }
}

/** What tells the namespace of a team from others, and what its pods may be, by the rules of the cluster's own version. */
function labelsOf(
  { team, costCenter, labels, podSecurity = 'restricted' }: TenantProps,
  { environment, kubernetesVersion }: Cluster,
): Readonly<Record<string, string>> {
  const prefix = 'pod-security.kubernetes.io';
  const version = `v${kubernetesVersion}`;
  return {
    team,
    environment: environment.name,
    ...(costCenter === undefined ? {} : { 'cost-center': costCenter }),
    [`${prefix}/enforce-version`]: version,
    [`${prefix}/audit`]: podSecurity,
    [`${prefix}/audit-version`]: version,
    [`${prefix}/warn`]: podSecurity,
    [`${prefix}/warn-version`]: version,
    ...labels,
  };
}
