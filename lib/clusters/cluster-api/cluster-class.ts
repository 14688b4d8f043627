import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { chartContextOf } from '../../chart/chart-context';
import { assertProps, rejectProps } from '../../fleet/assert-props';
import { placedId } from '../../fleet/placed-id';
import { resolveClusterClass } from './cluster-class-model';
import { clusterClassShape, type ClusterClassProps, type ControllerSettings } from './cluster-class-props';
import { emitClusterClass } from './emit-cluster-class';

/**
 * What clusters that are made alike have in common: a ClusterClass of Cluster API, a KubeadmControlPlaneTemplate, a
 * KubeadmConfigTemplate for each class of other machines, and the templates of the infrastructure. Machines that break are
 * replaced, and those of control planes before their certificates expire.
 *
 * The controllers of the management cluster need the feature gate `ClusterTopology`.
 *
 * @see https://cluster-api.sigs.k8s.io/tasks/experimental-features/cluster-class/
 */
export class ClusterClass extends Construct {
  /** Name of the ClusterClass. */
  readonly name: string;
  /** Its namespace. */
  readonly namespace: string;
  /** The versions of Kubernetes that its clusters may run, the oldest first. */
  readonly kubernetesVersions: readonly string[];
  /** Names of its classes of machines. */
  readonly workerClasses: readonly string[];
  /** The failure domains that its clusters have; undefined where the provider finds them out. */
  readonly failureDomains: readonly string[] | undefined;
  /** How the controllers of Cluster API are started. */
  readonly controllers: ControllerSettings;

  constructor(scope: Construct, id: string, props: ClusterClassProps) {
    super(scope, placedId('ClusterClass', scope, id));
    assertProps(this, 'ClusterClass', clusterClassShape, props);
    this.assertVersions(props.kubernetesVersions);
    this.assertWorkers(props);
    const model = resolveClusterClass(props, id, chartContextOf(this).namespace);
    this.name = model.name;
    this.namespace = model.namespace;
    this.kubernetesVersions = model.kubernetesVersions;
    this.workerClasses = Object.keys(model.workers);
    this.failureDomains =
      model.infrastructure.provider === 'docker' ? (model.infrastructure.failureDomains ?? []) : undefined;
    this.controllers = props.controllers ?? {};
    for (const { apiVersion, kind, metadata, ...fields } of emitClusterClass(model))
      new ApiObject(this, `${kind} ${metadata.name}`, { apiVersion, kind, metadata: { ...metadata }, ...fields });
  }

  /** What its webhook refuses: a version that is not newer than the one before, and a minor that is left out. */
  private assertVersions(versions: readonly string[]): void {
    versions.forEach((version, index) => {
      const before = versions[index - 1];
      if (before === undefined) return;
      const [minor, patch] = numbersOf(version);
      const [minorBefore, patchBefore] = numbersOf(before);
      const path = `kubernetesVersions[${index}]`;
      if (minor < minorBefore || (minor === minorBefore && patch <= patchBefore))
        rejectProps(this, 'ClusterClass', {
          path,
          message: `Invalid value: "${version}": must be newer than ${before}`,
          fix: 'list the oldest first, and each once',
        });
      if (minor > minorBefore + 1)
        rejectProps(this, 'ClusterClass', {
          path,
          message: `Invalid value: "${version}": a control plane cannot go from ${before} to it at once`,
          fix: `add a version of 1.${minorBefore + 1} between`,
        });
    });
  }

  private assertWorkers({ infrastructure, workers = {} }: ClusterClassProps): void {
    if (infrastructure.provider === 'templates') return;
    for (const [name, { template }] of Object.entries(workers))
      if (template !== undefined)
        rejectProps(this, 'ClusterClass', {
          path: `workers[${name}].template`,
          message: 'Forbidden: docker() makes the templates of machines itself',
          fix: 'leave it out, or say infrastructure: templates({ … })',
        });
  }
}

/** Minor and patch of a version of Kubernetes 1. */
export function numbersOf(version: string): readonly [minor: number, patch: number] {
  const [, minor = '0', patch = '0'] = version.split('.');
  return [Number(minor), Number(patch)];
}
