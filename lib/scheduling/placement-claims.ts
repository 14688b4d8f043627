import type { JsonValue } from '../manifest/objects/json';
import type { ClusterModel } from '../model/cluster-model';
import { objectReference } from '../model/object-reference';
import type { PlacementOptions } from '../model/placement-options';
import type { WorkloadModel } from '../model/workload-model';

/** A word of a placement. */
export type PlacementRule = keyof PlacementOptions;

/** The fields of one workload that its placement claims, and what of it the cluster cannot do. */
export class PlacementClaims {
  constructor(
    private readonly model: ClusterModel,
    private readonly workload: WorkloadModel,
    private readonly origin: string,
  ) {}

  /** Path of a field of the pod's spec in the workload's object. */
  podField(field: string): string {
    const { kind } = this.workload.controller;
    if (kind === 'Pod') return `spec.${field}`;
    return `${kind === 'CronJob' ? 'spec.jobTemplate.' : ''}spec.template.spec.${field}`;
  }

  /** Claims a field of the pod's spec; nothing where there is no value. */
  claim(rule: PlacementRule, field: string, value: JsonValue | undefined): void {
    if (value !== undefined) this.claimAt(rule, this.podField(field), value);
  }

  claimAt(rule: PlacementRule, path: string, value: JsonValue): void {
    this.model.ownership.claim(this.workload.controller, path, { by: `placement.${rule}`, origin: this.origin, value });
  }

  /** Leaves a field to a controller that decides at run time. */
  leave(rule: PlacementRule, path: string, leftTo: string): void {
    this.model.ownership.claim(this.workload.controller, path, {
      by: `placement.${rule}`,
      origin: this.origin,
      leftTo,
    });
  }

  /** Says that the cluster cannot do what a rule wants. */
  refuse(rule: PlacementRule, field: string, message: string, fix: string): void {
    this.model.report({
      id: 'unsupported-placement',
      severity: 'error',
      object: objectReference(this.workload.controller),
      path: this.podField(field),
      message: `placement.${rule}: ${message}`,
      fix,
      origin: this.origin,
    });
  }
}
