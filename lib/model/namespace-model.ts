import type { Labels } from '../manifest/objects/label-selector';
import type { PodSecurityLevel } from '../manifest/pods/pod-security-level';

/** A namespace that charts of the cluster put objects into. */
export interface NamespaceModel {
  readonly name: string;
  /** Whether the tree holds the Namespace object itself. */
  readonly create: boolean;
  readonly podSecurity: PodSecurityLevel;
  /** Whether nothing may talk to its pods, nor they to anything, that no connection declares. */
  readonly isolated: boolean;
  readonly labels: Labels;
  readonly annotations: Readonly<Record<string, string>>;
  /** Chart that declared it first. */
  readonly chart: string;
  readonly origin: string;
}
