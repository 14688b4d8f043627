import { isJsonArray, isJsonObject, type JsonValue } from '../../manifest/objects/json';
import { partAt, textAt, type ConfigEntry } from './config-entry';

/**
 * The headers by which a user of a kubeconfig acts as another (`as`, `as-uid`, `as-groups`, `as-user-extra`), as
 * client-go writes them.
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/authentication/#user-impersonation
 */
export function impersonationOf(user: ConfigEntry): Readonly<Record<string, string | readonly string[]>> {
  const name = textAt(user, 'as');
  const uid = textAt(user, 'as-uid');
  const groups = textsOf(user.fields['as-groups']);
  const extra = Object.entries(partAt(user, 'as-user-extra').fields);
  if (name === undefined) {
    if (uid === undefined && groups.length === 0 && extra.length === 0) return {};
    throw new Error('the user of the kubeconfig has as-uid, as-groups or as-user-extra without "as"');
  }
  return {
    'Impersonate-User': name,
    ...(uid === undefined ? {} : { 'Impersonate-Uid': uid }),
    ...(groups.length === 0 ? {} : { 'Impersonate-Group': groups }),
    ...Object.fromEntries(extra.map(([key, values]) => [`Impersonate-Extra-${headerName(key)}`, textsOf(values)])),
  };
}

function textsOf(value: JsonValue | undefined): readonly string[] {
  if (isJsonObject(value) || !isJsonArray(value)) return [];
  return value.filter((item) => typeof item === 'string');
}

/** Characters that a header's name cannot have are written as in URLs. */
function headerName(key: string): string {
  return [...Buffer.from(key)]
    .map((byte) => String.fromCharCode(byte))
    .map((character) => (/[!#$&'*+\-.^_`|~\w]/.test(character) ? character : percent(character)))
    .join('');
}

function percent(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
}
