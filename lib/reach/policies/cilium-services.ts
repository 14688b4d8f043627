import { Field } from '../../manifest/objects/field';
import { namespaceOf } from '../../manifest/objects/find-object';
import { matchesSelector, parseLabels } from '../../manifest/objects/label-selector';
import type { LocatedManifest } from '../../manifest/objects/manifest';
import type { ManifestSet } from '../../manifest/objects/manifest-set';
import { serviceSelectorOf } from '../../manifest/network/service-ports';
import { endpointAddresses } from './endpoint-addresses';
import { ciliumKey } from './cilium-selector';
import type { PolicyPeer } from './policy';
import type { PolicyReader } from './policy-reader';

/**
 * Who an entry of `toServices` is about: the pods that each Service selects, or the addresses of its endpoints where it
 * selects none. Without a namespace, Services of every namespace are meant.
 *
 * @see https://docs.cilium.io/en/stable/security/policy/layer3/#services-based
 */
export function readCiliumServices(reader: PolicyReader, entry: Field, manifests: ManifestSet): readonly PolicyPeer[] {
  const { path } = reader.map(entry, ['k8sService', 'k8sServiceSelector']);
  const isMeant = [...byName(reader, entry.at('k8sService')), ...bySelector(reader, entry.at('k8sServiceSelector'))];
  const services = manifests.ofKind('', 'Service').filter((service) => isMeant.some((meant) => meant(service)));
  if (services.length === 0)
    return [{ kind: 'unknown', path, what: 'Services that the manifests do not have', maybePods: true }];
  return services.map((service) => peerOf(service, path, manifests));
}

type IsMeant = (service: LocatedManifest) => boolean;

function byName(reader: PolicyReader, reference: Field): readonly IsMeant[] {
  if (reader.map(reference, ['serviceName', 'namespace']).map === undefined) return [];
  const name = reader.string(reference.at('serviceName'));
  const namespace = reader.string(reference.at('namespace'));
  return [({ manifest }) => manifest.metadata.name === name && isIn(namespace, namespaceOf(manifest))];
}

function bySelector(reader: PolicyReader, reference: Field): readonly IsMeant[] {
  if (reader.map(reference, ['selector', 'namespace']).map === undefined) return [];
  const selector = reader.selector(reference.at('selector'), ciliumKey) ?? {};
  const namespace = reader.string(reference.at('namespace'));
  return [
    ({ manifest }) =>
      matchesSelector(selector, parseLabels(manifest.metadata.labels) ?? {}) && isIn(namespace, namespaceOf(manifest)),
  ];
}

function isIn(wanted: string | undefined, namespace: string): boolean {
  return wanted === undefined || wanted === '' || wanted === namespace;
}

function peerOf(service: LocatedManifest, path: string, manifests: ManifestSet): PolicyPeer {
  const matchLabels = serviceSelectorOf(service.manifest);
  const namespaces = namespaceOf(service.manifest);
  if (matchLabels !== undefined) return { kind: 'pods', path, selection: { namespaces, pods: { matchLabels } } };
  const ranges = endpointAddresses(service, manifests);
  if (ranges.length > 0) return { kind: 'addresses', path, ranges, matching: 'outside' };
  const name = Field.root(service.manifest).at('metadata', 'name').text ?? '';
  return {
    kind: 'unknown',
    path,
    what: `endpoints of Service ${namespaces}/${name}, which the manifests do not have,`,
    maybePods: true,
  };
}
