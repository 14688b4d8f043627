import type { Manifest } from '../manifest/objects/manifest';
import { nothingLeft } from '../model/nothing-left';
import type { EmittedPods } from './emitted-pods';

/** A Job for each of some events. KEDA makes the Jobs; what it is started by is claimed. */
export function emitScaledJob({
  metadata,
  selectorLabels: _,
  template,
  controller,
}: EmittedPods<'ScaledJob'>): Manifest {
  const { kind, fields, ...rest } = controller;
  nothingLeft(rest);
  return { apiVersion: 'keda.sh/v1alpha1', kind, metadata, spec: { jobTargetRef: { ...fields, template } } };
}
