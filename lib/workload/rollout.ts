import type { JsonObject } from '../manifest/objects/json';
import type { Manifest } from '../manifest/objects/manifest';
import { nothingLeft } from '../model/nothing-left';
import type { CanaryRollout, CanaryStep } from '../model/rollout';
import type { RollingUpdate } from './controllers';
import { emitReplicas, type EmittedPods } from './emitted-pods';

/**
 * Pods that are all alike, of which a new version takes over step by step. The Rollout has the pod template itself, in place of
 * a Deployment: whatever knows pods by the template of their controller knows those of both versions.
 */
export function emitRollout({ metadata, selectorLabels, template, controller }: EmittedPods<'Rollout'>): Manifest {
  const { kind, replicas, rollout, rollingUpdate, fields, ...rest } = controller;
  nothingLeft(rest);
  const spec: JsonObject = {
    ...emitReplicas(replicas),
    strategy: { canary: emitCanary(rollout, rollingUpdate) },
    ...fields,
    selector: { matchLabels: selectorLabels },
    template,
  };
  return { apiVersion: 'argoproj.io/v1alpha1', kind, metadata, spec };
}

/** How the shares of requests are made is for the mesh to say: it claims `trafficRouting`. */
function emitCanary({ strategy: _, sharedBy: _by, steps, ...rest }: CanaryRollout, bounds: Required<RollingUpdate>) {
  nothingLeft(rest);
  return { ...bounds, steps: steps.flatMap(emitStep) };
}

function emitStep({ weight, pause, ...rest }: CanaryStep) {
  nothingLeft(rest);
  return [{ setWeight: weight }, { pause: pause === 'manual' ? {} : { duration: `${pause.toSeconds()}s` } }];
}
