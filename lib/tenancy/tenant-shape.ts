import { dnsLabel } from '../fleet/name-rules';
import { quantity } from '../fleet/quantity-shape';
import {
  fields,
  fieldsOf,
  flag,
  listOf,
  mapOf,
  oneOf,
  text,
  textMap,
  valueOr,
  wholeNumberFrom,
  type Shape,
} from '../fleet/shape';
import { quotaName } from './resource-quota';
import type { LimitOptions, PodLimitOptions, QuotaOptions, TenantNetwork, TenantProps } from './tenant-props';
import { secretStoreShape } from './tenant-secret-store';

const count = wholeNumberFrom(0);
const amounts = mapOf(quantity);
const scopeNames = oneOf('Terminating', 'NotTerminating', 'BestEffort', 'NotBestEffort', 'CrossNamespacePodAffinity');
const scopeOfClasses = fields({ 'priorityClass?': listOf(text), 'volumeAttributesClass?': listOf(text) });
const scope: Shape = (value, path) =>
  typeof value === 'string' ? scopeNames(value, path) : scopeOfClasses(value, path);

const quotaFields = fieldsOf<QuotaOptions>({
  'name?': text,
  'requests?': amounts,
  'limits?': amounts,
  'pods?': count,
  'objects?': mapOf(count),
  'loadBalancers?': count,
  'nodePorts?': count,
  'storageClasses?': mapOf(fields({ 'requests?': quantity, 'claims?': count })),
  'scope?': scope,
});

/** Best effort is what requests nothing: there is nothing else to count. */
const quota: Shape = (value, path) => {
  const problem = quotaFields(value, path);
  if (problem !== undefined || typeof value !== 'object' || value === null) return problem;
  if (!('scope' in value) || value.scope !== 'BestEffort') return undefined;
  const others = Object.keys(value).filter((field) => !['name', 'scope', 'pods'].includes(field));
  if (others.length === 0 && 'pods' in value) return undefined;
  return {
    path,
    message: 'Forbidden: the scope BestEffort counts pods alone',
    fix: others.length === 0 ? 'say how many pods there may be' : `leave out ${others.join(', ')}`,
  };
};

const quotas: Shape = (value, path) => listOf(quota)(value, path) ?? sameName(value, path);

function sameName(value: unknown, path: string): ReturnType<Shape> {
  const names = new Set<string>();
  if (!isQuotas(value)) return undefined;
  for (const [index, each] of value.entries()) {
    const name = quotaName(each, index);
    if (names.has(name))
      return {
        path: `${path}[${index}].name`,
        message: `Duplicate value: "${name}"`,
        fix: 'give each quota a name of its own',
      };
    names.add(name);
  }
  return undefined;
}

function isQuotas(value: unknown): value is readonly QuotaOptions[] {
  return listOf(quota)(value, '') === undefined;
}

/** What stands before a digest, and before a tag: a host alone may have a port. */
function withoutTag(value: string): string {
  const [image = ''] = value.split('@');
  const tag = image.lastIndexOf(':');
  return value.includes('/') && tag > image.lastIndexOf('/') ? image.slice(0, tag) : image;
}

/** A host, with a port or folders; an image by its name. A tag or a digest would be one image of many. */
const registry: Shape = (value, path) => {
  if (typeof value !== 'string') return text(value, path);
  const name = withoutTag(value);
  if (name !== value)
    return {
      path,
      message: `Invalid value: "${value}": must be a registry, a folder of one, or the name of an image, without tag and digest`,
      fix: `write "${name}"`,
    };
  if (/^[A-Za-z0-9][A-Za-z0-9.-]*(:[0-9]+)?(\/[a-z0-9._-]+)*\/?$/.test(value)) return undefined;
  const bare = value.replace(/^[a-z]+:\/\//, '');
  return {
    path,
    message: `Invalid value: "${value}": must be a registry, a folder of one, or the name of an image`,
    fix: bare === value ? 'write it as images have it: registry.example/shop' : `write "${bare}"`,
  };
};

/** How the props of a Tenant are checked. */
export const tenantShape = fieldsOf<TenantProps>({
  'namespace?': dnsLabel,
  team: text,
  'costCenter?': text,
  'labels?': textMap,
  'annotations?': textMap,
  'podSecurity?': oneOf('privileged', 'baseline', 'restricted'),
  'quotas?': quotas,
  'limits?': fieldsOf<LimitOptions>({
    'defaultRequest?': amounts,
    'default?': amounts,
    'min?': amounts,
    'max?': amounts,
    'maxLimitRequestRatio?': amounts,
    'pod?': fieldsOf<PodLimitOptions>({ 'min?': amounts, 'max?': amounts, 'maxLimitRequestRatio?': amounts }),
    'minClaim?': quantity,
    'maxClaim?': quantity,
  }),
  'groups?': fields({ 'admin?': listOf(text), 'edit?': listOf(text), 'view?': listOf(text) }),
  'deployer?': valueOr(false, fields({ 'name?': text, 'clusterRole?': text })),
  'network?': fieldsOf<TenantNetwork>({ 'sameNamespace?': flag, 'ingress?': listOf(text), 'monitoring?': flag }),
  'imageRegistries?': listOf(registry),
  'secretStore?': secretStoreShape,
});
