import { fieldsOf, kubernetesFields, mapOf, text, textMap, type Shape } from '../fleet/shape';
import { isPlainMap } from '../fleet/is-plain-map';
import { isJsonObject, type JsonObject } from '../manifest/objects/json';
import type { Manifest } from '../manifest/objects/manifest';
import type { TenantSecretStore } from './tenant-props';

/** Where each store has the account that External Secrets logs in as. */
const accountFields: Readonly<Record<string, readonly [string, ...string[]]>> = {
  aws: ['auth', 'jwt', 'serviceAccountRef'],
  azurekv: ['serviceAccountRef'],
  gcpsm: ['auth', 'workloadIdentity', 'serviceAccountRef'],
  vault: ['auth', 'kubernetes', 'serviceAccountRef'],
};

/** Name of the account that has none of its own. */
const usualAccount = 'secrets';

const one: Shape = (value, path) => {
  const problem = mapOf(kubernetesFields)(value, path);
  if (problem !== undefined || !isPlainMap(value)) return problem;
  const [name, ...more] = Object.keys(value);
  if (name === undefined || more.length > 0)
    return {
      path,
      message:
        name === undefined
          ? 'Required value: the store'
          : `Forbidden: ${more[0] ?? ''} beside ${name}: a SecretStore is one store`,
      fix: "name one, such as aws: { service: 'SecretsManager', region: 'eu-west-1' }",
    };
  if (!(name in accountFields))
    return {
      path: `${path}.${name}`,
      message: `Unsupported value: "${name}": where it has the account of the tenant is not known; supported values: ${Object.keys(accountFields).join(', ')}`,
      fix: "make it a SecretStore of cdk8s-blueprints/secrets in the tenant's chart, with its own way to log in",
    };
  const kubernetes = isPlainMap(value[name]) && isPlainMap(value[name].auth) ? value[name].auth.kubernetes : undefined;
  return name === 'vault' && !isPlainMap(kubernetes)
    ? {
        path: `${path}.vault.auth.kubernetes`,
        message: 'Required value: which role of Vault the account logs in as',
        fix: "say it: { mountPath: 'kubernetes', role: 'shop' }",
      }
    : undefined;
};

/** How the store of a tenant is checked. */
export const secretStoreShape = fieldsOf<TenantSecretStore>({
  'name?': text,
  provider: one,
  'serviceAccount?': fieldsOf<NonNullable<TenantSecretStore['serviceAccount']>>({
    'name?': text,
    'annotations?': textMap,
  }),
});

/** The account of a tenant that its Secrets are read as. */
export function secretsAccount(namespace: string, { serviceAccount = {} }: TenantSecretStore): Manifest {
  const { name = usualAccount, annotations } = serviceAccount;
  return {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name, namespace, ...(annotations === undefined ? {} : { annotations }) },
    // No pod runs as it: External Secrets asks for tokens itself.
    automountServiceAccountToken: false,
  };
}

/** What says where the store is, logging in as the account of the tenant. */
export function boundProvider({
  provider,
  serviceAccount: { name = usualAccount } = {},
}: TenantSecretStore): Readonly<Record<string, JsonObject>> {
  return Object.fromEntries(
    Object.entries(provider).map(([store, words]) => {
      const path = accountFields[store];
      const given = store === 'azurekv' ? { authType: 'WorkloadIdentity', ...words } : words;
      return [store, path === undefined ? given : withAccount(given, path, name)];
    }),
  );
}

function withAccount(words: JsonObject, [field, ...path]: readonly string[], name: string): JsonObject {
  if (field === undefined) return { name, ...words };
  const below = words[field];
  return { ...words, [field]: withAccount(isJsonObject(below) ? below : {}, path, name) };
}
