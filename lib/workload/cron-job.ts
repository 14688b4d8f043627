import type { Manifest } from '../manifest/objects/manifest';
import { nothingLeft } from '../model/nothing-left';
import type { EmittedPods } from './emitted-pods';

/** Pods that run on a schedule. */
export function emitCronJob({ metadata, selectorLabels: _, template, controller }: EmittedPods<'CronJob'>): Manifest {
  const { kind, fields, job, ...rest } = controller;
  nothingLeft(rest);
  return { apiVersion: 'batch/v1', kind, metadata, spec: { ...fields, jobTemplate: { spec: { ...job, template } } } };
}
