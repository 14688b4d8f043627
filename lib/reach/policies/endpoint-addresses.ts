import { Field } from '../../manifest/objects/field';
import { findObject, namespaceOf, objectsIn } from '../../manifest/objects/find-object';
import type { LocatedManifest } from '../../manifest/objects/manifest';
import type { ManifestSet } from '../../manifest/objects/manifest-set';
import { parseAddress, type AddressRange } from '../../manifest/network/address-range';

/** The addresses that EndpointSlices and Endpoints give to a Service that selects no pods. */
export function endpointAddresses({ manifest }: LocatedManifest, manifests: ManifestSet): readonly AddressRange[] {
  const { name = '' } = manifest.metadata;
  const namespace = namespaceOf(manifest);
  const slices = objectsIn(manifests, 'discovery.k8s.io', 'EndpointSlice', namespace)
    .map((slice) => Field.root(slice.manifest))
    .filter((slice) => slice.at('metadata', 'labels').entry('kubernetes.io/service-name').text === name);
  const endpoints = findObject(manifests, { group: '', kind: 'Endpoints', namespace, name });
  const subsets = endpoints === undefined ? [] : Field.root(endpoints.manifest).at('subsets').items();
  const addresses = [
    ...slices.flatMap((slice) =>
      slice
        .at('endpoints')
        .items()
        .flatMap((each) => each.at('addresses').items()),
    ),
    ...subsets.flatMap((subset) =>
      subset
        .at('addresses')
        .items()
        .map((address) => address.at('ip')),
    ),
  ];
  return addresses.flatMap(({ text }) => {
    const address = text === undefined ? undefined : parseAddress(text);
    return address === undefined ? [] : [address];
  });
}
