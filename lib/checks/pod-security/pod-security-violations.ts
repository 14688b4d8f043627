import type { PodSecurityLevel } from '../../manifest/pods/pod-security-level';
import { containersOf } from '../../manifest/pods/containers';
import { Field } from '../../manifest/objects/field';
import type { JsonObject } from '../../manifest/objects/json';
import type { Control, ControlVersion } from './control';
import { controls } from './controls';

/** Version of the standards: that of a Kubernetes release, or the newest that is known. */
export type PodSecurityVersion = 'latest' | `v1.${number}`;

/** What one control of a level has against a pod. */
export interface PodSecurityViolation {
  /** As the admission plugin names it: `allowPrivilegeEscalation`. */
  readonly control: string;
  /** As the admission plugin writes it: `host namespaces (hostNetwork=true)`. */
  readonly message: string;
  /** The first field that breaks the control, or the one that should have been set. */
  readonly path: string;
  /** What to do about it. */
  readonly fix: string;
}

/** Where a pod stands in its object, for the paths of violations. */
export interface PodSecurityOptions {
  /** Path of the pod's metadata within its object. `metadata` when left out. */
  readonly metadataPath?: string;
  /** Path of the pod's spec within its object. `spec` when left out. */
  readonly specPath?: string;
}

/**
 * Everything that keeps a pod out of a namespace which enforces a level of the Pod Security Standards;
 * empty where the pod is admitted. One entry a control, in the order and the words of the admission plugin.
 */
export function podSecurityViolations(
  level: PodSecurityLevel,
  version: PodSecurityVersion,
  podMetadata: JsonObject,
  podSpec: JsonObject,
  { metadataPath = 'metadata', specPath = 'spec' }: PodSecurityOptions = {},
): readonly PodSecurityViolation[] {
  const spec = Field.at(specPath, podSpec);
  const pod = {
    metadata: Field.at(metadataPath, podMetadata),
    spec,
    securityContext: spec.at('securityContext'),
    containers: containersOf(spec),
  };
  return controlsAt(level, version).flatMap(({ control, evaluate }) => {
    const offence = evaluate(pod);
    if (offence === undefined) return [];
    const { reason, detail, field } = offence;
    return [{ control: control.id, message: `${reason} (${detail})`, path: field.path, fix: control.fix }];
  });
}

type ActiveControl = ControlVersion & { readonly control: Control };

/** The controls of a level as a version has them, without those that a stricter one stands in for. */
function controlsAt(level: PodSecurityLevel, version: PodSecurityVersion): readonly ActiveControl[] {
  if (level === 'privileged') return [];
  const minor = version === 'latest' ? Infinity : Number(version.slice('v1.'.length));
  const active = controls
    .filter((control) => level === 'restricted' || control.level === 'baseline')
    .flatMap((control) => {
      const current = control.versions.findLast(({ since }) => since <= minor);
      return current === undefined ? [] : [{ ...current, control }];
    });
  const overridden = active.map(({ overrides }) => overrides);
  return active.filter(({ control }) => !overridden.includes(control.id));
}
