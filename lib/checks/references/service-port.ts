import { Field } from '../../manifest/objects/field';
import type { LocatedManifest } from '../../manifest/objects/manifest';
import { formatIdentity, identityOf, type ObjectIdentity } from '../../manifest/objects/object-identity';
import { findServicePort, formatServicePorts, servicePortsOf } from '../../manifest/network/service-ports';
import type { CheckContext } from '../check';
import { invalid } from '../field-error';
import type { Problem } from '../finding';
import { notFoundObject } from './not-found';
import { referenced } from './referenced';

/** A reference to a Service, and to one of its ports by number or by name. */
export interface ServiceReference {
  readonly service: ObjectIdentity;
  /** Where the Service's name stands. */
  readonly name: Field;
  /** Where the port stands, and what it is; left out where the reference is to the Service as a whole. */
  readonly port?: { readonly field: Field; readonly wanted: number | string };
  /** What is sent there, where that is known. */
  readonly protocol?: 'TCP' | 'UDP';
}

/** What there is to say about a reference to a port of a Service: that one of the two is missing, or nothing. */
export function* requireServicePort(
  { service, name, port, protocol }: ServiceReference,
  context: CheckContext,
): Iterable<Problem> {
  const found = referenced(service, context);
  if (found.from === 'nowhere') yield notFoundObject(name, service, context);
  if (found.from === 'tree' && port !== undefined) {
    yield* missingPort(port.field, port.wanted, found.object);
    if (protocol !== undefined) yield* otherProtocol(port.field, port.wanted, protocol, found.object);
  }
}

function* missingPort(field: Field, wanted: number | string, { manifest }: LocatedManifest): Iterable<Problem> {
  // What a Service of type ExternalName listens on is decided by the host that it stands for.
  if (findServicePort(manifest, wanted) !== undefined || isExternalName(manifest)) return;
  yield {
    path: field.path,
    message: `Not found: port ${JSON.stringify(wanted)} of ${formatIdentity(identityOf(manifest))}`,
    fix: `use one of its ports: ${formatServicePorts(manifest)}`,
  };
}

/** A port of the Service that speaks another protocol than what is sent there. */
function* otherProtocol(
  field: Field,
  wanted: number | string,
  protocol: string,
  { manifest }: LocatedManifest,
): Iterable<Problem> {
  const named = servicePortsOf(manifest).filter(
    ({ name, port }) => (typeof wanted === 'number' ? port : name) === wanted,
  );
  if (named.length === 0 || named.some((port) => port.protocol === protocol)) return;
  const rule = `${formatIdentity(identityOf(manifest))} has this port for ${named[0]?.protocol ?? ''}, and ${protocol} is sent there`;
  yield { ...invalid(field, rule, `use a port for ${protocol}`, wanted), severity: 'warning' };
}

function isExternalName(manifest: LocatedManifest['manifest']): boolean {
  return Field.root(manifest).at('spec', 'type').text === 'ExternalName';
}
