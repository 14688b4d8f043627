import type { ClusterFacts } from '../../fleet/cluster-facts';
import { appendTo } from '../../manifest/objects/append-to';
import { Field } from '../../manifest/objects/field';
import { findObject, namespaceOf } from '../../manifest/objects/find-object';
import type { LocatedManifest } from '../../manifest/objects/manifest';
import type { ManifestSet } from '../../manifest/objects/manifest-set';
import { perManifestSet } from '../../manifest/objects/per-manifest-set';
import { networkingGroup } from './istio-groups';

/** A host as proxies know it: a name without dots is a Service of the object's own namespace. */
export function fullHost(host: string, namespace: string, { dnsDomain }: ClusterFacts): string {
  return host.includes('.') || host === '*' ? host : `${host}.${namespace}.svc.${dnsDomain}`;
}

/** The name and namespace of the Service that a full host means; undefined for hosts outside of the cluster. */
export function serviceOfHost(
  host: string,
  { dnsDomain }: ClusterFacts,
): { name: string; namespace: string } | undefined {
  const suffix = `.svc.${dnsDomain}`;
  const [name, namespace, ...more] = host.endsWith(suffix) ? host.slice(0, -suffix.length).split('.') : [];
  return name === undefined || namespace === undefined || more.length > 0 ? undefined : { name, namespace };
}

/** The Service or ServiceEntry that has a full host. */
export function findHost(manifests: ManifestSet, host: string, cluster: ClusterFacts): LocatedManifest | undefined {
  const service = serviceOfHost(host, cluster);
  if (service !== undefined) return findObject(manifests, { group: '', kind: 'Service', ...service });
  const entries = serviceEntries(manifests);
  for (let name = host; name !== ''; name = name.slice(name.indexOf('.') + 1)) {
    const found = entries.get(name === host ? name : `*.${name}`);
    if (found !== undefined) return found;
    if (!name.includes('.')) break;
  }
  return undefined;
}

/** DestinationRules by the full host that they are for. A host may have several, of which proxies merge the subsets. */
export function destinationRulesOf(
  manifests: ManifestSet,
  host: string,
  cluster: ClusterFacts,
): readonly LocatedManifest[] {
  return rulesByHost(manifests).get(host) ?? rulesByShortHost(manifests, host, cluster);
}

function rulesByShortHost(manifests: ManifestSet, host: string, cluster: ClusterFacts): readonly LocatedManifest[] {
  const service = serviceOfHost(host, cluster);
  return service === undefined ? [] : (rulesByHost(manifests).get(`${service.namespace}/${service.name}`) ?? []);
}

/** Keyed as written: a full host, or `namespace/name` for a name without dots. */
const rulesByHost = perManifestSet((manifests) => {
  const rules = new Map<string, LocatedManifest[]>();
  for (const rule of manifests.ofKind(networkingGroup, 'DestinationRule')) {
    const host = Field.root(rule.manifest).at('spec', 'host').text ?? '';
    const key = host.includes('.') ? host : `${namespaceOf(rule.manifest)}/${host}`;
    appendTo(rules, key, rule);
  }
  return rules;
});

const serviceEntries = perManifestSet((manifests) => {
  const entries = new Map<string, LocatedManifest>();
  for (const entry of manifests.ofKind(networkingGroup, 'ServiceEntry')) {
    for (const host of Field.root(entry.manifest).at('spec', 'hosts').items()) entries.set(host.text ?? '', entry);
  }
  return entries;
});
