import type { JsonObject } from '../manifest/objects/json';
import type { Manifest } from '../manifest/objects/manifest';
import { nothingLeft } from '../model/nothing-left';
import { emitReplicas, type EmittedPods } from './emitted-pods';

/** Pods that have a name and storage of their own each. */
export function emitStatefulSet({
  metadata,
  selectorLabels,
  template,
  controller,
}: EmittedPods<'StatefulSet'>): Manifest {
  const { kind, replicas, serviceName, fields, ...rest } = controller;
  nothingLeft(rest);
  const spec: JsonObject = {
    ...emitReplicas(replicas),
    serviceName,
    ...fields,
    selector: { matchLabels: selectorLabels },
    template,
  };
  return { apiVersion: 'apps/v1', kind, metadata, spec };
}
