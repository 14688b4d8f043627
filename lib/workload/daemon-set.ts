import type { Manifest } from '../manifest/objects/manifest';
import { nothingLeft } from '../model/nothing-left';
import type { EmittedPods } from './emitted-pods';

/** One pod on each node. */
export function emitDaemonSet({ metadata, selectorLabels, template, controller }: EmittedPods<'DaemonSet'>): Manifest {
  const { kind, fields, ...rest } = controller;
  nothingLeft(rest);
  return {
    apiVersion: 'apps/v1',
    kind,
    metadata,
    spec: { ...fields, selector: { matchLabels: selectorLabels }, template },
  };
}
