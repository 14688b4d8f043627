import { Field } from '../../manifest/objects/field';
import type { ManifestSet } from '../../manifest/objects/manifest-set';
import { formatIdentity, identityOf } from '../../manifest/objects/object-identity';
import { parseAddress, type AddressRange } from '../../manifest/network/address-range';

/** An address that leads to the pods of a Service. */
export interface ServiceAddress {
  readonly range: AddressRange;
  /** `Service shop/web`. */
  readonly service: string;
}

/** The addresses that Services of a tree say they have. */
export function serviceAddresses(manifests: ManifestSet): readonly ServiceAddress[] {
  return manifests.ofKind('', 'Service').flatMap(({ manifest }) => {
    const spec = Field.root(manifest).at('spec');
    const lists = [spec.at('clusterIPs'), spec.at('externalIPs')].flatMap((list) => list.items());
    const written = [spec.at('clusterIP'), spec.at('loadBalancerIP'), ...lists].flatMap(({ text }) => text ?? []);
    const service = formatIdentity(identityOf(manifest));
    return [...new Set(written)].flatMap((text) => {
      const range = parseAddress(text);
      return range === undefined ? [] : [{ range, service }];
    });
  });
}
