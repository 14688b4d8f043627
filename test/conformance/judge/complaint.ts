import { formatIdentity, identityOf } from '../../../lib/manifest/objects/object-identity';
import type { TreeObject } from '../../control-plane/trees/tree';

/** Something that an API server does to an object which no one asked for. */
export interface Complaint {
  /**
   * `rejected`: the server does not take the object. `changed`: it takes it and a value that was sent is gone or
   * another one, which every GitOps engine would show as drift. `warned`: it takes it and warns.
   */
  readonly verdict: 'rejected' | 'changed' | 'warned';
  readonly object: TreeObject;
  /** Field that came back changed, as the server writes it; empty for the whole object. */
  readonly path: string;
  /** The server's own words, or what became of the value. */
  readonly message: string;
}

/** A complaint as a person reads it: object, what happened, file, construct. */
export function formatComplaint({ verdict, object, path, message }: Complaint): string {
  return [
    `${verdict}  ${formatIdentity(identityOf(object.manifest))}${path === '' ? '' : `  ${path}`}`,
    ...message.split('\n').map((line) => `  ${line}`),
    ...(object.file === undefined ? [] : [`  file: ${object.file}`]),
    ...(object.origin === undefined ? [] : [`  from: ${object.origin}`]),
  ].join('\n');
}
