import { apiGroup } from '../../manifest/objects/api-version';
import { Field } from '../../manifest/objects/field';
import type { LocatedManifest } from '../../manifest/objects/manifest';
import type { ManifestSet } from '../../manifest/objects/manifest-set';
import { scaleCountOrPercent } from '../../manifest/pods/count-or-percent';
import { replicaRangeOf } from '../../manifest/pods/replica-range';
import { workloadKindOf } from '../../manifest/pods/workload-kinds';

/** How many pods a workload has at its highest; with `surge`, while it is rolled, too. */
export function replicasAtMost(
  manifests: ManifestSet,
  workload: LocatedManifest,
  surge: boolean,
): number | 'one a node' | undefined {
  const { apiVersion, kind } = workload.manifest;
  const spec = Field.root(workload.manifest).at('spec');
  switch (`${apiGroup(apiVersion)}/${kind}`) {
    case '/Pod':
      return 1;
    case 'apps/DaemonSet':
      return 'one a node';
    case 'batch/Job':
      return jobPods(spec);
    case 'batch/CronJob':
      return jobPods(spec.at('jobTemplate', 'spec'));
    case 'keda.sh/ScaledJob':
      return (spec.at('maxReplicaCount').number ?? 100) * jobPods(spec.at('jobTargetRef'));
    default: {
      const known = workloadKindOf(workload.manifest);
      if (known?.isScalable !== true) return undefined;
      const { maximum } = replicaRangeOf(manifests, workload);
      return surge ? maximum + (scaleCountOrPercent(known.surge?.(spec), maximum) ?? 0) : maximum;
    }
  }
}

function jobPods(spec: Field): number {
  const parallelism = spec.at('parallelism').number ?? 1;
  const completions = spec.at('completions').number;
  return completions === undefined ? parallelism : Math.min(parallelism, completions);
}
