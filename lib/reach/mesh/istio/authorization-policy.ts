import { apiGroup } from '../../../manifest/objects/api-version';
import type { Field } from '../../../manifest/objects/field';
import { namespaceOf } from '../../../manifest/objects/find-object';
import { parseLabels, type Labels } from '../../../manifest/objects/label-selector';
import type { LocatedManifest } from '../../../manifest/objects/manifest';
import type { ManifestSet } from '../../../manifest/objects/manifest-set';
import { policyName } from '../../policies/policy-name';
import type { PolicyProblem } from '../../policies/policy-problem';
import { PolicyReader } from '../../policies/policy-reader';
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
    const reader = new PolicyReader(source);
    const policy = readPolicy(reader, source);
    return { policy, problems: reader.problems };
  });
  const policies = read.flatMap(({ policy }) => (policy === undefined ? [] : [policy]));
  return {
    policies: policies.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0)),
    problems: read.flatMap(({ problems }) => problems),
  };
}

function readPolicy(reader: PolicyReader, { manifest }: LocatedManifest): IstioAuthorizationPolicy | undefined {
  // A dry run is logged, and refuses nothing.
  if (parseLabels(manifest.metadata.annotations)?.['istio.io/dry-run'] === 'true') return undefined;
  const fields = ['selector', 'targetRef', 'targetRefs', 'rules', 'action', 'provider'];
  const spec = reader.map(reader.root.at('spec'), fields);
  const action = spec.at('action').isSet ? reader.oneOf(spec.at('action'), istioActions) : 'ALLOW';
  const selector = reader.map(spec.at('selector'), ['matchLabels']).at('matchLabels');
  const namespace = namespaceOf(manifest);
  const provider = reader.map(spec.at('provider'), ['name']).at('name').text;
  const targets = [spec.at('targetRef'), ...reader.list(spec.at('targetRefs'))].filter(({ isSet }) => isSet);
  const labels = parseLabels(selector.value) ?? {};
  const name = policyName(manifest);
  return {
    name,
    namespace,
    action: action ?? 'DENY',
    targets: targets.map((target) => readTarget(reader, target)),
    rules: reader.list(spec.at('rules')).map((rule) => readIstioRule(reader, rule, { name, namespace })),
    provider: provider ?? 'unnamed',
    ...(Object.keys(labels).length === 0 ? {} : { selector: labels }),
  };
}

function readTarget(reader: PolicyReader, target: Field): IstioTarget {
  reader.map(target, ['group', 'kind', 'name', 'namespace']);
  const group = reader.string(target.at('group')) ?? '';
  const kind = reader.string(target.at('kind')) ?? '';
  const name = reader.string(target.at('name')) ?? '';
  return { kind: `${group === 'core' ? '' : apiGroup(`${group}/v1`)}/${kind}`, name };
}
