import { apiGroup } from '../../manifest/objects/api-version';
import { definitionOf } from '../../manifest/objects/custom-resource-definitions';
import { Field } from '../../manifest/objects/field';
import { findObject, namespaceOf } from '../../manifest/objects/find-object';
import type { LocatedManifest } from '../../manifest/objects/manifest';
import type { ManifestSet } from '../../manifest/objects/manifest-set';
import { identityOf, type ObjectIdentity } from '../../manifest/objects/object-identity';
import { podReferences } from '../../manifest/pods/pod-references';
import { podTemplateOf } from '../../manifest/pods/pod-template';
import { makerOf } from '../made-objects';
import { neededForWebhooks } from './webhook-needs';

/** An object of the tree without which another one does not become what it should be. */
export interface NeededObject {
  readonly object: LocatedManifest;
  /** Whether its being there is not enough: something must have been made of it, or must run. */
  readonly whenReady: boolean;
}

/** What an object needs of its tree: its definition and namespace, what its pods refer to, whom it scales, who must answer first. */
export function neededObjects(object: LocatedManifest, manifests: ManifestSet): readonly NeededObject[] {
  const { apiVersion, kind } = object.manifest;
  const { namespace } = identityOf(object.manifest);
  const there = [
    definitionOf(manifests, apiGroup(apiVersion), kind),
    namespace === '' ? undefined : manifests.get({ group: '', kind: 'Namespace', namespace: '', name: namespace }),
    ...pointedAt(object).map((identity) => findObject(manifests, identity)),
  ].map((each) => ({ object: each, whenReady: false }));
  const ready = [
    ...sourcesOf(object).map((identity) => findObject(manifests, identity)),
    ...neededForWebhooks(object, manifests),
  ].map((each) => ({ object: each, whenReady: true }));
  const seen = new Set<LocatedManifest>([object]);
  return [...ready, ...referred(object, manifests), ...there].flatMap(({ object: needed, whenReady }) => {
    if (needed === undefined || seen.has(needed)) return [];
    seen.add(needed);
    return [{ object: needed, whenReady }];
  });
}

/** What pods refer to by name, or the object of which a controller makes that. */
function referred(object: LocatedManifest, manifests: ManifestSet): readonly NeededObject[] {
  const pod = podTemplateOf(object);
  if (pod === undefined) return [];
  return podReferences(pod)
    .filter(({ optional }) => !optional)
    .flatMap(({ kind, name }): readonly NeededObject[] => {
      const identity = { group: '', kind, namespace: pod.namespace, name };
      const found = findObject(manifests, identity);
      if (found !== undefined) return [{ object: found, whenReady: false }];
      const maker = makerOf(manifests, identity);
      return maker === undefined ? [] : [{ object: maker, whenReady: true }];
    });
}

/** Where the target of an autoscaler stands. */
const targets: Readonly<Record<string, readonly string[]>> = {
  'autoscaling/HorizontalPodAutoscaler': ['spec', 'scaleTargetRef'],
  'autoscaling.k8s.io/VerticalPodAutoscaler': ['spec', 'targetRef'],
  'keda.sh/ScaledObject': ['spec', 'scaleTargetRef'],
};

/** An autoscaler whose target is not there is not healthy. */
function pointedAt({ manifest }: LocatedManifest): readonly ObjectIdentity[] {
  const path = targets[`${apiGroup(manifest.apiVersion)}/${manifest.kind}`];
  if (path === undefined) return [];
  const target = Field.root(manifest).at(...path);
  const name = target.at('name').text;
  if (name === undefined) return [];
  return [
    {
      group: apiGroup(target.at('apiVersion').text ?? 'apps/v1'),
      kind: target.at('kind').text ?? 'Deployment',
      namespace: namespaceOf(manifest),
      name,
    },
  ];
}

/** What has the values of an ExternalSecret, and who signs a Certificate. */
function sourcesOf({ manifest }: LocatedManifest): readonly ObjectIdentity[] {
  const group = apiGroup(manifest.apiVersion);
  const spec = Field.root(manifest).at('spec');
  if (group === 'external-secrets.io' && manifest.kind === 'ExternalSecret')
    return named(spec.at('secretStoreRef'), group, 'SecretStore', namespaceOf(manifest));
  if (group === 'cert-manager.io' && manifest.kind === 'Certificate')
    return named(spec.at('issuerRef'), group, 'Issuer', namespaceOf(manifest));
  return [];
}

function named(reference: Field, group: string, usual: string, own: string): readonly ObjectIdentity[] {
  const name = reference.at('name').text;
  const kind = reference.at('kind').text ?? usual;
  return name === undefined ? [] : [{ group, kind, namespace: kind.startsWith('Cluster') ? '' : own, name }];
}
