import { isDeepStrictEqual } from 'node:util';
import type { ShapeProblem } from '../../fleet/shape';
import type { JsonObject } from '../../manifest/objects/json';
import type { Manifest } from '../../manifest/objects/manifest';
import type { ConversionWebhook, CustomResourceProps, VersionProps, Versions } from './custom-resource-props';
import { versionSchema } from './version-schema';

/** The CustomResourceDefinition of a kind. */
export function definitionOf(props: CustomResourceProps, refuse: (problem: ShapeProblem) => never): Manifest {
  const { group, kind, scope = 'Namespaced', shortNames, categories, versions, description } = props;
  const plural = props.plural ?? pluralOf(kind.toLowerCase());
  const names = Object.keys(versions);
  assertStored(versions, refuse);
  const emitted = Object.entries(versions).map(([name, version]) =>
    emitVersion(name, version, names.length === 1, versionSchema(version, description, `versions.${name}`, refuse)),
  );
  const conversion = conversionOf(props, emitted, refuse);
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${plural}.${group}` },
    spec: {
      group,
      scope,
      names: {
        kind,
        listKind: `${kind}List`,
        plural,
        singular: props.singular ?? kind.toLowerCase(),
        ...(shortNames === undefined ? {} : { shortNames }),
        ...(categories === undefined ? {} : { categories }),
      },
      ...(conversion === undefined ? {} : { conversion }),
      versions: emitted,
    },
  };
}

/** As API servers guess it. */
function pluralOf(singular: string): string {
  if (/[^aeiou]y$/.test(singular)) return `${singular.slice(0, -1)}ies`;
  return /(s|x|z|ch|sh)$/.test(singular) ? `${singular}es` : `${singular}s`;
}

function assertStored(versions: Versions, refuse: (problem: ShapeProblem) => never): void {
  const entries = Object.entries(versions);
  const stored = entries.filter(([, { storage }]) => storage ?? entries.length === 1);
  if (stored.length === 1) return;
  const names = entries.map(([name]) => name).join(', ');
  refuse({
    path: 'versions',
    message: `Invalid value: ${stored.length} of ${names || 'no versions'} are stored: must be exactly one`,
    fix: 'set storage: true on the version that objects are kept in',
  });
}

function emitVersion(name: string, version: VersionProps, isOnly: boolean, schema: JsonObject): JsonObject {
  const { served = true, storage = isOnly, deprecated = false, printerColumns, selectableFields } = version;
  const subresources = {
    ...(version.status === undefined ? {} : { status: {} }),
    ...(version.scale === undefined ? {} : { scale: { ...version.scale } }),
  };
  return {
    name,
    served,
    storage,
    ...(deprecated === false ? {} : { deprecated: true }),
    ...(typeof deprecated === 'string' ? { deprecationWarning: deprecated } : {}),
    schema: { openAPIV3Schema: schema },
    ...(Object.keys(subresources).length === 0 ? {} : { subresources }),
    ...(printerColumns === undefined
      ? {}
      : { additionalPrinterColumns: printerColumns.map((column) => ({ type: 'string', ...column })) }),
    ...(selectableFields === undefined ? {} : { selectableFields: selectableFields.map((jsonPath) => ({ jsonPath })) }),
  };
}

function conversionOf(
  { conversion }: CustomResourceProps,
  versions: readonly JsonObject[],
  refuse: (problem: ShapeProblem) => never,
): JsonObject | undefined {
  if (conversion === 'None') return { strategy: 'None' };
  if (conversion !== undefined) return webhookConversion(conversion);
  if (versions.every(({ schema }) => isDeepStrictEqual(schema, versions[0]?.schema))) return undefined;
  return refuse({
    path: 'conversion',
    message: 'Required value: the schemas of the versions differ',
    fix: "name the Service that converts objects, or say 'None': what the other version does not name is dropped then",
  });
}

function webhookConversion({
  namespace,
  service,
  path = '/convert',
  port = 443,
  caBundle,
}: ConversionWebhook): JsonObject {
  return {
    strategy: 'Webhook',
    webhook: {
      conversionReviewVersions: ['v1'],
      clientConfig: {
        service: { namespace, name: service, path, port },
        ...(caBundle === undefined ? {} : { caBundle }),
      },
    },
  };
}
