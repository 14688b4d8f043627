import type { Manifest } from '../manifest/objects/manifest';
import { nothingLeft } from '../model/nothing-left';
import type { EmittedPods } from './emitted-pods';

/** Pods that run once. Its controller makes the selector. */
export function emitJob({ metadata, selectorLabels: _, template, controller }: EmittedPods<'Job'>): Manifest {
  const { kind, fields, ...rest } = controller;
  nothingLeft(rest);
  return { apiVersion: 'batch/v1', kind, metadata, spec: { ...fields, template } };
}
