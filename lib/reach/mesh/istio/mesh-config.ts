import { parse, YAMLParseError } from 'yaml';
import { Field } from '../../../manifest/objects/field';
import { isJsonObject, type JsonValue } from '../../../manifest/objects/json';
import { perManifestSet } from '../../../manifest/objects/per-manifest-set';
import type { ManifestSet } from '../../../manifest/objects/manifest-set';

/** What a tree says of the whole mesh: each value that some configuration of it has, one where all agree. */
export interface IstioMeshConfig {
  readonly trustDomains: readonly TrustDomainNames[];
  readonly rootNamespaces: readonly string[];
  readonly outboundModes: readonly string[];
}

/** The trust domain of a mesh, left out where it is not said, and the names that it had before. */
export interface TrustDomainNames {
  readonly name?: string;
  readonly aliases: readonly string[];
}

/**
 * The configuration of the mesh, where a tree has it: the ConfigMap that istiod reads, or what an operator makes it of. It counts
 * before the facts of the cluster, which may be defaults. Where a tree has several, such as one of each revision, what one leaves
 * out is Istio's default; which of them a pod is under, they do not say.
 */
export const readMeshConfig = perManifestSet((manifests): IstioMeshConfig => {
  const configs = meshConfigs(manifests);
  const isOnly = configs.length < 2;
  const said = (fallback: string, ...names: readonly string[]): readonly string[] => {
    const texts = configs.map((config) => config.at(...names).text);
    if (texts.every((text) => text === undefined)) return [];
    return [...new Set(texts.map((text) => text ?? fallback))];
  };
  const trustDomains = configs.map((config): TrustDomainNames => {
    const name = config.at('trustDomain').text ?? (isOnly ? undefined : 'cluster.local');
    const aliases = config
      .at('trustDomainAliases')
      .items()
      .flatMap(({ text }) => text ?? []);
    return { ...(name === undefined ? {} : { name }), aliases: aliases.sort() };
  });
  const isSaid = configs.some((config) => config.at('trustDomain').isSet || config.at('trustDomainAliases').isSet);
  return {
    trustDomains: isSaid ? distinct(trustDomains) : [],
    rootNamespaces: said('istio-system', 'rootNamespace'),
    outboundModes: said('ALLOW_ANY', 'outboundTrafficPolicy', 'mode'),
  };
});

function distinct(names: readonly TrustDomainNames[]): readonly TrustDomainNames[] {
  return [...new Map(names.map((each) => [JSON.stringify(each), each])).values()];
}

function meshConfigs(manifests: ManifestSet): readonly Field[] {
  // That of a revision has its name at the end.
  const maps = manifests
    .ofKind('', 'ConfigMap')
    .filter(({ manifest: { metadata } }) => /^istio(-[a-z0-9-]+)?$/.test(metadata.name ?? ''));
  return [
    ...maps.flatMap(({ manifest }) => {
      const value = parsed(Field.root(manifest).at('data', 'mesh').text);
      return value === undefined ? [] : [Field.at('data.mesh', value)];
    }),
    ...manifests
      .ofKind('install.istio.io', 'IstioOperator')
      .map(({ manifest }) => Field.root(manifest).at('spec', 'meshConfig'))
      .filter(({ isSet }) => isSet),
    ...manifests
      .ofKind('sailoperator.io', 'Istio')
      .map(({ manifest }) => Field.root(manifest).at('spec', 'values', 'meshConfig'))
      .filter(({ isSet }) => isSet),
  ];
}

/** Texts that are no YAML say nothing; istiod would not start with them. */
function parsed(text: string | undefined): JsonValue | undefined {
  if (text === undefined) return undefined;
  try {
    const value: unknown = parse(text);
    return isJsonObject(value) ? value : undefined;
  } catch (error) {
    if (error instanceof YAMLParseError || error instanceof ReferenceError) return undefined;
    throw error;
  }
}
