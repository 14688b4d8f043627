import { Field } from '../../../manifest/objects/field';
import { namespaceOf } from '../../../manifest/objects/find-object';
import { matchesLabels, parseLabels, type Labels } from '../../../manifest/objects/label-selector';
import type { Manifest } from '../../../manifest/objects/manifest';
import type { ManifestSet } from '../../../manifest/objects/manifest-set';
import { formatIdentity, identityOf } from '../../../manifest/objects/object-identity';
import { parseAddressRange, type AddressRange } from '../../../manifest/network/address-range';
import type { Exported } from './sidecar-scope';

/** What a ServiceEntry adds to the registry. */
export interface ServiceEntry extends Exported {
  readonly name: string;
  /** Its ports, and those of the pods that it selects. */
  readonly ports: readonly EntryPort[];
  readonly addresses: readonly AddressRange[];
  readonly isInternal: boolean;
  /** Whether it stands for pods with some labels. */
  readonly selects: (namespace: string, labels: readonly Labels[]) => boolean;
  /** Whether it has a host of that name, or one that a pattern of it matches. */
  readonly names: (host: string) => boolean;
}

export interface EntryPort {
  readonly number: number;
  readonly target: number;
  /** Whether nothing but its number tells it apart: bytes, of a host without addresses. */
  readonly isBare: boolean;
}

export function readServiceEntries(manifests: ManifestSet): readonly ServiceEntry[] {
  return manifests.ofKind('networking.istio.io', 'ServiceEntry').map(({ manifest }) => readServiceEntry(manifest));
}

function readServiceEntry(manifest: Manifest): ServiceEntry {
  const spec = Field.root(manifest).at('spec');
  const namespace = namespaceOf(manifest);
  const hosts = texts(spec.at('hosts'));
  const isWithoutAddresses = spec.at('addresses').items().length === 0;
  const ports = spec
    .at('ports')
    .items()
    .flatMap((port): readonly EntryPort[] => {
      const { number } = port.at('number');
      if (number === undefined) return [];
      const isTcp = ['', 'TCP'].includes((port.at('protocol').text ?? '').toUpperCase());
      return [{ number, target: port.at('targetPort').number ?? number, isBare: isTcp && isWithoutAddresses }];
    });
  const endpoints = spec.at('endpoints').items();
  const selector = parseLabels(spec.at('workloadSelector', 'labels').value);
  return {
    name: formatIdentity(identityOf(manifest)),
    namespace,
    hosts,
    exportTo: texts(spec.at('exportTo')),
    ports,
    addresses: [...texts(spec.at('addresses')), ...endpoints.flatMap((each) => each.at('address').text ?? [])].flatMap(
      (text) => parseAddressRange(text) ?? [],
    ),
    isInternal: spec.at('location').text === 'MESH_INTERNAL',
    selects: (of, labels) =>
      selector !== undefined && of === namespace && labels.every((set) => matchesLabels(selector, set)),
    names: (host) =>
      hosts.some((each) => each === host || each === '*' || (each.startsWith('*.') && host.endsWith(each.slice(1)))),
  };
}

function texts(list: Field): readonly string[] {
  return list.items().flatMap(({ text }) => (text === undefined ? [] : [text]));
}
