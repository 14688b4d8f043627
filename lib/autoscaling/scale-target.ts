import { identityKey, identityOf } from '../manifest/objects/object-identity';
import { namespaceOf } from '../manifest/objects/find-object';
import type { ClusterModel } from '../model/cluster-model';
import type { ScaledWorkload } from '../model/scaling';
import type { WorkloadModel } from '../model/workload-model';
import { refuseScaling } from './refuse-scaling';
import type { ScaleTarget } from './scaler-model';

/** Kinds of which the number of pods is not theirs to choose. */
const unscalable: ReadonlySet<string> = new Set(['DaemonSet', 'Job', 'CronJob', 'Pod']);

/** The version in which controllers that blueprints make, and others that are known, are scaled. */
const knownVersions: Readonly<Record<string, string>> = { apps: 'apps/v1', 'argoproj.io': 'argoproj.io/v1alpha1' };

/** Finds out how autoscalers refer to workloads: those of blueprints, and those whose objects users made. */
export class ScaleTargets {
  private readonly versions: ReadonlyMap<string, string>;

  constructor(private readonly model: ClusterModel) {
    this.versions = new Map(
      model.objects.map(({ manifest }) => [
        identityKey({ ...identityOf(manifest), namespace: namespaceOf(manifest) }),
        manifest.apiVersion,
      ]),
    );
  }

  /** The reference to a workload; undefined, and reported, where nothing can scale it. */
  of(scaled: Pick<ScaledWorkload, 'workload' | 'origin'>): ScaleTarget | undefined {
    const { controller } = scaled.workload;
    const { group, kind, name } = controller;
    if (unscalable.has(kind)) {
      refuseScaling(this.model, scaled, {
        path: 'scaling',
        message: `Unsupported value: "${kind}": it has no number of pods that could be scaled`,
        fix: 'scale a Deployment, StatefulSet or Rollout; for jobs that events start use a ScaledJob',
      });
      return undefined;
    }
    const apiVersion = this.versionOf(scaled.workload);
    if (apiVersion !== undefined) return { apiVersion, kind, name };
    refuseScaling(this.model, scaled, {
      path: 'scaling',
      message: `Not found: ${kind} "${name}": the tree does not hold it, and ${group} has no version that is known here`,
      fix: 'add the object to the tree',
    });
    return undefined;
  }

  private versionOf({ controller }: WorkloadModel): string | undefined {
    return this.versions.get(identityKey(controller)) ?? knownVersions[controller.group];
  }
}
