import { Field } from './field';
import type { Manifest } from './manifest';

/** Where SOPS keeps what it needs to decrypt an object; whoever decrypts it takes the field away. */
const sopsField = 'sops';

const encryptedValue = /^ENC\[[A-Z0-9_]+,data:.*\]$/;

/** Whether SOPS has encrypted values of an object: it says how, with its version and an authentication code. */
export function isSopsEncrypted(manifest: Manifest): boolean {
  const sops = Field.root(manifest).at(sopsField);
  return sops.at('mac').text !== undefined || sops.at('version').text !== undefined;
}

/** Whether a text is a value that SOPS has encrypted: of which type the value is stands in it, what it is does not. */
export function isEncryptedValue(text: string): boolean {
  return encryptedValue.test(text);
}

/** Whether a path of an object leads to a value that cannot be judged before it is decrypted, or to what SOPS added. */
export function encryptedPaths(manifest: Manifest): (path: string) => boolean {
  if (!isSopsEncrypted(manifest)) return () => false;
  const encrypted = new Set<string>();
  const collect = (field: Field): void => {
    if (field.text !== undefined && isEncryptedValue(field.text)) encrypted.add(steps(field.path));
    for (const below of field.fields()) collect(below);
  };
  collect(Field.root(manifest));
  return (path) => encrypted.has(steps(path)) || /^sops(?:$|[.[])/.test(path);
}

/** `data[key]` and `data.key` are one place. */
function steps(path: string): string {
  return path.replaceAll('[', '.').replaceAll(']', '');
}
