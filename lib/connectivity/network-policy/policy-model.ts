import type { LabelSelector } from '../../manifest/objects/label-selector';
import type { ConnectionPort } from '../../model/connection';
import type { WorkloadModel } from '../../model/workload-model';

/** What one workload's pods may be reached by and may reach, in the words of network policies. */
export interface PolicyModel {
  readonly workload: WorkloadModel;
  readonly ingress: readonly PolicyRuleModel[];
  readonly egress: readonly PolicyRuleModel[];
}

/** Some peers, and the ports on which they may be talked to; every port when empty. */
export interface PolicyRuleModel {
  readonly peers: readonly PolicyPeerModel[];
  readonly ports: readonly ConnectionPort[];
}

export type PolicyPeerModel =
  | { readonly type: 'pods'; readonly namespace: LabelSelector | 'own'; readonly pods?: LabelSelector }
  | { readonly type: 'cidr'; readonly cidr: string; readonly except: readonly string[] }
  /** DNS names: only for plugins that know them. */
  | { readonly type: 'hosts'; readonly hosts: readonly string[] }
  /** The API server, for plugins that know it by themselves. */
  | { readonly type: 'apiServerEntity' };
