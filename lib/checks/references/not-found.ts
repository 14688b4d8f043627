import type { Field } from '../../manifest/objects/field';
import { objectsIn } from '../../manifest/objects/find-object';
import { identityOf, formatIdentity, type ObjectIdentity } from '../../manifest/objects/object-identity';
import { installerInto, isInstaller } from '../../products/installed-objects';
import type { CheckContext } from '../check';
import type { Problem } from '../finding';
import { listNames } from '../list-names';
import { objectMakerNamedIn } from './perhaps-made';
import { referenced, shouldHave } from './referenced';

/** What there is to say about a reference to a namespaced object: nothing, where it is in the tree or known otherwise. */
export function* requireObject(field: Field, identity: ObjectIdentity, context: CheckContext): Iterable<Problem> {
  if (referenced(identity, context).from === 'nowhere') yield notFoundObject(field, identity, context);
}

/** What there is to say about a reference to an object that the provider of the cluster usually makes. */
export function* requireDeclared(field: Field, identity: ObjectIdentity, context: CheckContext): Iterable<Problem> {
  if (referenced(identity, context).from === 'nowhere') yield notDeclared(field, identity);
}

/** A reference to an object that nothing knows: the tree should have it, a chart or a controller may make it, or others. */
export function notFoundObject(field: Field, identity: ObjectIdentity, context: CheckContext): Problem {
  const { manifests } = context;
  const maker =
    installerInto(manifests, identity.namespace) ?? objectMakerNamedIn(identity.name, identity.namespace, manifests);
  if (maker !== undefined) {
    const name = formatIdentity(identityOf(maker.manifest));
    const verb = isInstaller(maker) ? 'install' : 'make';
    return {
      path: field.path,
      message: `Not found: ${formatIdentity(identity)} is not in the tree; ${name} may ${verb} it`,
      fix: `if it does, declare the ${identity.kind}: ${declaration(identity)}`,
      status: 'unproved',
    };
  }
  if (!shouldHave(context, identity)) return notDeclared(field, identity);
  return {
    path: field.path,
    message: `Not found: ${formatIdentity(identity)}`,
    fix: `${inTree(identity, context)}, or declare it: ${declaration(identity)}`,
  };
}

/**
 * A reference to an object that usually comes from outside the tree: a Secret, a class of the provider, an object in
 * a namespace of another team. It may well exist, but nothing says so.
 */
export function notDeclared(field: Field, identity: ObjectIdentity): Problem {
  return {
    path: field.path,
    message: `Not found: ${formatIdentity(identity)} is neither in the tree nor declared as an external object`,
    fix: `if it exists in the cluster, declare it: ${declaration(identity)}`,
    status: 'unproved',
  };
}

function inTree({ group, kind, namespace }: ObjectIdentity, { manifests }: CheckContext): string {
  const objects = namespace === '' ? manifests.ofKind(group, kind) : objectsIn(manifests, group, kind, namespace);
  if (objects.length === 0) return `add the ${kind} to the tree`;
  // For the reader who mistyped a name.
  const names = listNames(objects.map(({ manifest }) => identityOf(manifest).name));
  return `add the ${kind} to the tree, name one that it has (${names})`;
}

function declaration({ group, kind, namespace, name }: ObjectIdentity): string {
  const fields = Object.entries({ group, kind, namespace, name }).filter(([, value]) => value !== '');
  return `externalObjects: [{ ${fields.map(([key, value]) => `${key}: '${value}'`).join(', ')} }]`;
}
