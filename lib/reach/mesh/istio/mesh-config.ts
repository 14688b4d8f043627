import { parse, YAMLParseError } from 'yaml';
import { Field } from '../../../manifest/objects/field';
import { isJsonObject, type JsonValue } from '../../../manifest/objects/json';
import { perManifestSet } from '../../../manifest/objects/per-manifest-set';
import type { ManifestSet } from '../../../manifest/objects/manifest-set';

/** What a tree says of the whole mesh. */
export interface IstioMeshConfig {
  readonly trustDomain?: string;
  readonly rootNamespace?: string;
  readonly outboundMode?: string;
}

/**
 * The configuration of the mesh, where a tree has it and all that say something of a field agree: the ConfigMap that istiod
 * reads, or what an operator makes it of. It counts before the facts of the cluster, which may be defaults.
 */
export const readMeshConfig = perManifestSet((manifests): IstioMeshConfig => {
  const configs = meshConfigs(manifests);
  const agreed = (...names: readonly string[]): string | undefined => {
    const [only, ...others] = new Set(configs.flatMap((config) => config.at(...names).text ?? []));
    return others.length === 0 ? only : undefined;
  };
  const [trustDomain, rootNamespace] = [agreed('trustDomain'), agreed('rootNamespace')];
  const outboundMode = agreed('outboundTrafficPolicy', 'mode');
  return {
    ...(trustDomain === undefined ? {} : { trustDomain }),
    ...(rootNamespace === undefined ? {} : { rootNamespace }),
    ...(outboundMode === undefined ? {} : { outboundMode }),
  };
});

function meshConfigs(manifests: ManifestSet): readonly Field[] {
  // That of a revision has its name at the end.
  const maps = manifests
    .ofKind('', 'ConfigMap')
    .filter(({ manifest: { metadata } }) => /^istio(-[a-z0-9-]+)?$/.test(metadata.name ?? ''));
  return [
    ...maps.map(({ manifest }) => Field.at('data.mesh', parsed(Field.root(manifest).at('data', 'mesh').text))),
    ...manifests
      .ofKind('install.istio.io', 'IstioOperator')
      .map(({ manifest }) => Field.root(manifest).at('spec', 'meshConfig')),
    ...manifests
      .ofKind('sailoperator.io', 'Istio')
      .map(({ manifest }) => Field.root(manifest).at('spec', 'values', 'meshConfig')),
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
