import type { Finding } from '../../manifest/objects/finding';
import { isJsonObject, type JsonObject } from '../../manifest/objects/json';
import { isManifest, type Manifest } from '../../manifest/objects/manifest';
import { SynthError } from '../../fleet/synth-error';
import { composerOf, type Composer } from './composer';

/** What a hook answers: a body of JSON, or why it does not, as text. */
export type HookAnswer =
  { readonly status: 200; readonly body: JsonObject } | { readonly status: 400 | 404 | 422; readonly text: string };

/**
 * Answers metacontroller: the objects that a parent stands for, and its status. Where the parent is refused there is no
 * answer at all: metacontroller then leaves the objects as they are, where an empty list would delete them.
 */
export function answerSync(request: unknown, composers: readonly Composer[]): HookAnswer {
  const read = readRequest(request);
  if (typeof read === 'string') return { status: 400, text: read };
  const { parent, children } = read;
  const composer = composerOf(composers, parent);
  if (composer === undefined) return { status: 404, text: `nothing composes ${parent.kind} of ${parent.apiVersion}` };
  const { manifests, findings } = composer.compose(parent);
  if (findings.some(({ severity }) => severity === 'error')) {
    return { status: 422, text: new SynthError(findings, 'the objects stay as they are').message };
  }
  const unowned = unownedOf(parent, manifests);
  if (unowned.length > 0) return { status: 422, text: new SynthError(unowned, 'the objects stay as they are').message };
  const status = composer.statusOf(parent, children);
  return { status: 200, body: { children: manifests, ...(status === undefined ? {} : { status }) } };
}

/** Answers metacontroller while a parent is deleted: nothing is wanted, and it is over once nothing is left. */
export function answerFinalize(request: unknown): HookAnswer {
  const read = readRequest(request);
  if (typeof read === 'string') return { status: 400, text: read };
  return { status: 200, body: { children: [], finalized: read.children.length === 0 } };
}

/** The API server deletes an object whose owner lives in another namespace: no owner of one can be found there. */
function unownedOf({ kind, metadata: { namespace } }: Manifest, children: readonly Manifest[]): readonly Finding[] {
  if (namespace === undefined) return [];
  const outside = children.filter(({ metadata }) => metadata.namespace !== namespace);
  return outside.map((child) => ({
    id: 'valid-child',
    severity: 'error',
    status: 'violated',
    object: objectOf(child),
    path: 'metadata.namespace',
    message: `Invalid value: "${child.metadata.namespace ?? ''}": a ${kind} owns objects of its own namespace alone, "${namespace}"`,
    fix: `set scope: 'Cluster' on the kind ${kind}, or make this object elsewhere`,
  }));
}

function objectOf({ apiVersion, kind, metadata: { name = '', namespace } }: Manifest): Finding['object'] {
  return { apiVersion, kind, name, ...(namespace === undefined ? {} : { namespace }) };
}

interface HookRequest {
  readonly parent: Manifest;
  readonly children: readonly Manifest[];
}

/** Children come by kind and version, and then by name. */
function readRequest(request: unknown): HookRequest | string {
  if (!isJsonObject(request)) return 'the body must be a map';
  const { parent, children = {} } = request;
  if (!isManifest(parent)) return 'parent must be an object: it needs apiVersion, kind and metadata';
  const byKind = isJsonObject(children) ? Object.values(children) : [];
  const found = byKind.flatMap((byName) => (isJsonObject(byName) ? Object.values(byName) : []));
  return { parent, children: found.filter(isManifest) };
}
