import { apiGroup } from '../../../manifest/objects/api-version';
import { namespaceOf } from '../../../manifest/objects/find-object';
import type { JsonValue } from '../../../manifest/objects/json';
import { parseLabels, type Labels } from '../../../manifest/objects/label-selector';
import type { LocatedManifest } from '../../../manifest/objects/manifest';
import type { ManifestSet } from '../../../manifest/objects/manifest-set';
import { FieldReader } from '../../policies/field-reader';
import { policyName } from '../../policies/policy-name';
import type { PolicyProblem } from '../../policies/policy-problem';
import { readIstioRule, type IstioRule } from './authorization-rule';

const istioActions = ['ALLOW', 'DENY', 'CUSTOM', 'AUDIT'] as const;

/** An AuthorizationPolicy that takes effect. */
export interface IstioAuthorizationPolicy {
  /** `AuthorizationPolicy shop/cart`. */
  readonly name: string;
  readonly namespace: string;
  readonly action: (typeof istioActions)[number];
  /** Labels of the pods that it is for; all pods of its namespace, or of the mesh, when left out. */
  readonly selector?: Labels;
  /** What it is attached to instead of pods. */
  readonly targets: readonly IstioTarget[];
  readonly rules: readonly IstioRule[];
  /** Whether it has too many rules to say what they decide: then it has none here. */
  readonly isTooLarge?: boolean;
  /** The extension provider that CUSTOM asks. */
  readonly provider: string;
}

export interface IstioTarget {
  /** `/Service`, `gateway.networking.k8s.io/Gateway`. */
  readonly kind: string;
  readonly name: string;
}

/** Every policy of a tree, by namespace and name; what is malformed becomes a problem. */
export function readAuthorizationPolicies(manifests: ManifestSet): {
  readonly policies: readonly IstioAuthorizationPolicy[];
  readonly problems: readonly PolicyProblem[];
} {
  const read = manifests.ofKind('security.istio.io', 'AuthorizationPolicy').map((source) => {
    const reader = new FieldReader(source);
    const policy = readPolicy(reader, source);
    return { policy, problems: reader.problems };
  });
  const policies = read.flatMap(({ policy }) => (policy === undefined ? [] : [policy]));
  return {
    policies: policies.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0)),
    problems: read.flatMap(({ problems }) => problems),
  };
}

function readPolicy(reader: FieldReader, { manifest }: LocatedManifest): IstioAuthorizationPolicy | undefined {
  // A dry run is logged, and refuses nothing.
  if (parseLabels(manifest.metadata.annotations)?.['istio.io/dry-run'] === 'true') return undefined;
  const fields = ['selector', 'targetRef', 'targetRefs', 'rules', 'action', 'provider'];
  const spec = reader.object(manifest.spec, 'spec', fields) ?? {};
  const action = spec.action === undefined ? 'ALLOW' : reader.oneOf(spec.action, 'spec.action', istioActions);
  const selector = reader.object(spec.selector, 'spec.selector', ['matchLabels'])?.matchLabels;
  const namespace = namespaceOf(manifest);
  const provider = reader.object(spec.provider, 'spec.provider', ['name'])?.name;
  const targets = [
    ...(spec.targetRef === undefined ? [] : [{ item: spec.targetRef, path: 'spec.targetRef' }]),
    ...reader.list(spec.targetRefs, 'spec.targetRefs'),
  ].map(({ item, path }) => readTarget(reader, item, path));
  const labels = selector === undefined ? undefined : (parseLabels(selector) ?? {});
  const name = policyName(manifest);
  return {
    name,
    namespace,
    action: action ?? 'DENY',
    targets,
    rules: reader
      .list(spec.rules, 'spec.rules')
      .map(({ item, path }) => readIstioRule(reader, item, path, { name, namespace })),
    provider: typeof provider === 'string' ? provider : 'unnamed',
    ...(labels === undefined || Object.keys(labels).length === 0 ? {} : { selector: labels }),
  };
}

function readTarget(reader: FieldReader, value: JsonValue, path: string): IstioTarget {
  const target = reader.object(value, path, ['group', 'kind', 'name', 'namespace']) ?? {};
  const group = reader.string(target.group, `${path}.group`) ?? '';
  const kind = reader.string(target.kind, `${path}.kind`) ?? '';
  const name = reader.string(target.name, `${path}.name`) ?? '';
  return { kind: `${group === 'core' ? '' : apiGroup(`${group}/v1`)}/${kind}`, name };
}
