import type { JsonObject } from '../manifest/objects/json';
import type { Manifest } from '../manifest/objects/manifest';
import { nothingLeft } from '../model/nothing-left';
import { emitReplicas, type EmittedPods } from './emitted-pods';

/** Pods that are all alike and can be replaced in any order. */
export function emitDeployment({
  metadata,
  selectorLabels,
  template,
  controller,
}: EmittedPods<'Deployment'>): Manifest {
  const { kind, replicas, strategy, fields, ...rest } = controller;
  nothingLeft(rest);
  const spec: JsonObject = {
    ...emitReplicas(replicas),
    strategy,
    ...fields,
    selector: { matchLabels: selectorLabels },
    template,
  };
  return { apiVersion: 'apps/v1', kind, metadata, spec };
}
