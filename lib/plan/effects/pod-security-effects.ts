import { knownVersion, levelAndVersion } from '../../checks/pod-security/namespace-policy';
import { podSecurityViolations } from '../../checks/pod-security/pod-security-violations';
import type { KubernetesVersion } from '../../fleet/kubernetes-version';
import type { LocatedManifest } from '../../manifest/objects/manifest';
import { parseLabels } from '../../manifest/objects/label-selector';
import { formatIdentity, identityOf } from '../../manifest/objects/object-identity';
import type { PodSecurityLevel } from '../../manifest/pods/pod-security-level';
import { podTemplateOf } from '../../manifest/pods/pod-template';
import type { Effect, EffectScene } from './effect';

/** Workloads that need another Pod Security level than before, and namespaces that enforce another one. */
export function podSecurityEffects({ paired, context }: EffectScene): readonly Effect[] {
  const version = context.cluster.kubernetesVersion;
  const compared = [
    ...paired.updated.map(({ before, after }) => ({ before, after })),
    ...paired.created.map((after) => ({ before: undefined, after })),
  ];
  return compared.flatMap(({ before, after }): Effect[] => {
    const now = levelOf(after, version);
    const was = before === undefined ? 'restricted' : levelOf(before, version);
    if (now === undefined || now === was || (before === undefined && now !== 'privileged')) return [];
    const name = formatIdentity(identityOf(after.manifest));
    const verb = after.manifest.kind === 'Namespace' ? 'enforces' : 'needs';
    const earlier = before === undefined ? '' : `, before ${was ?? 'none'}`;
    return [{ topic: 'pod-security', sign: '~', text: `${name} ${verb} Pod Security level ${now}${earlier}` }];
  });
}

/** The level that a namespace enforces, or the strictest that admits the pods of a workload. */
function levelOf(object: LocatedManifest, version: KubernetesVersion): PodSecurityLevel | undefined {
  if (object.manifest.kind === 'Namespace')
    return levelAndVersion(parseLabels(object.manifest.metadata.labels) ?? {}, 'enforce').level;
  const pod = podTemplateOf(object);
  if (pod === undefined) return undefined;
  const known = knownVersion('latest', version);
  const admits = (level: PodSecurityLevel): boolean =>
    podSecurityViolations(level, known, pod.metadata, pod.spec).length === 0;
  return (['restricted', 'baseline'] as const).find(admits) ?? 'privileged';
}
