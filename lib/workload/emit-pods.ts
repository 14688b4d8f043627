import { isJsonObject } from '../manifest/objects/json';
import type { Manifest } from '../manifest/objects/manifest';
import type { EmittedManifest } from '../model/capability';
import { located } from '../model/located';
import { applyClaims } from '../model/apply-claims';
import { emitCronJob } from './cron-job';
import { emitDaemonSet } from './daemon-set';
import { emitDeployment } from './deployment';
import { emitJob } from './job';
import { emitPodDisruptionBudget } from './pod-disruption-budget';
import type { ResolvedPods } from './resolve-pods';
import { emitRollout } from './rollout';
import { emitService } from './service';
import { emitServiceAccount } from './service-account';
import { emitScaledJob } from './keda-scaled-job';
import { emitStatefulSet } from './stateful-set';

/** The object that makes the pods, and what stands beside it: ServiceAccount, Service and disruption budget. */
export function emitPods(pods: ResolvedPods): EmittedManifest[] {
  const { workload, declaration, replicas } = pods;
  const { context, cluster, props, ports, component, service, disruptionBudget } = declaration;
  const { name, selectorLabels, serviceAccountName } = workload;
  const labels = { 'app.kubernetes.io/component': component, ...props.labels };
  return [
    withClaims(pods, context.metadata(name, { labels, ...(props.annotations && { annotations: props.annotations }) })),
    emitServiceAccount(serviceAccountName, context, labels, props.serviceAccount),
    service === undefined
      ? undefined
      : emitService({
          name: service.name ?? name,
          context,
          labels,
          selectorLabels,
          ports,
          mesh: cluster.mesh,
          options: service,
        }),
    replicas === undefined
      ? undefined
      : emitPodDisruptionBudget({ name, context, labels, selectorLabels, replicas, budget: disruptionBudget }),
  ].flatMap((manifest) => located(manifest, workload));
}

/** The object that makes the pods, with what other rooms claimed in it. */
function withClaims(pods: ResolvedPods, metadata: Manifest['metadata']): Manifest {
  const manifest = emitController(pods, metadata);
  const { spec } = manifest;
  return isJsonObject(spec) ? { ...manifest, spec: applyClaims(spec, 'spec', pods.claimed) } : manifest;
}

function emitController(
  { workload: { selectorLabels }, template, controller }: ResolvedPods,
  metadata: Manifest['metadata'],
): Manifest {
  const pods = { metadata, selectorLabels, template };
  switch (controller.kind) {
    case 'Deployment':
      return emitDeployment({ ...pods, controller });
    case 'Rollout':
      return emitRollout({ ...pods, controller });
    case 'StatefulSet':
      return emitStatefulSet({ ...pods, controller });
    case 'DaemonSet':
      return emitDaemonSet({ ...pods, controller });
    case 'Job':
      return emitJob({ ...pods, controller });
    case 'ScaledJob':
      return emitScaledJob({ ...pods, controller });
    case 'CronJob':
      return emitCronJob({ ...pods, controller });
  }
}
