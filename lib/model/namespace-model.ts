import type { Labels } from '../manifest/objects/label-selector';
import type { PodSecurityLevel } from '../manifest/pods/pod-security-level';
import type { ObjectOwner } from './object-owner';

/** A namespace that charts of the cluster put objects into. Its owner is the chart that makes the Namespace object: by their paths the first of several. */
export interface NamespaceModel extends ObjectOwner {
  readonly name: string;
  /** Whether the tree holds the Namespace object itself. */
  readonly create: boolean;
  readonly podSecurity: PodSecurityLevel;
  /** Whether nothing may talk to its pods, nor they to anything, that no connection declares. */
  readonly isolated: boolean;
  /** Labels on the Namespace object. */
  readonly labels: Labels;
  readonly annotations: Readonly<Record<string, string>>;
}
