import { isDeepStrictEqual } from 'node:util';
import { Field } from '../../manifest/objects/field';
import { namespaceOf } from '../../manifest/objects/find-object';
import type { LocatedManifest } from '../../manifest/objects/manifest';
import type { JsonValue } from '../../manifest/objects/json';
import type { ManifestSet } from '../../manifest/objects/manifest-set';
import { podReferences } from '../../manifest/pods/pod-references';
import { podTemplateOf } from '../../manifest/pods/pod-template';
import type { Change } from '../difference/change';
import { isWithin } from '../immutable/refused-changes';
import type { ChangedObject, PlanContext } from '../plan-context';

/** Why pods are replaced: which fields of their template changed, and what made those change. */
export function templateReasons(
  object: ChangedObject,
  changes: readonly Change[],
  context: PlanContext,
): readonly string[] {
  const template = changes.filter(({ path }) => isWithin(path, 'spec.template'));
  const told = template.flatMap((change) => reasonOf(change, object, context));
  const silent = template.filter((change) => reasonOf(change, object, context).length === 0).map(({ path }) => path);
  const others = silent.map((path) => path.replace('spec.template.', ''));
  const shown = others.slice(0, 4).join(', ');
  const rest = others.length > 4 ? ` and ${others.length - 4} more` : '';
  return [...new Set(told), ...(others.length === 0 ? [] : [`the pods' template changes: ${shown}${rest}`])];
}

function reasonOf(change: Change, object: ChangedObject, context: PlanContext): readonly string[] {
  const { path, from, to, order } = change;
  if (order !== undefined) return [`the order of ${path} changes, which is another template to the controller`];
  const image = /^spec\.template\.spec\.\w*[cC]ontainers\[([^\]]+)\]\.image$/.exec(path);
  if (image !== null) return [`container ${image[1]} runs another image`];
  if (path === 'spec.template.spec.serviceAccountName')
    return [`pods run as ServiceAccount ${shownName(to)}, no longer ${shownName(from)}: roles and meshes go by that`];
  const reference = /(configMap(Ref|KeyRef)?|secret(Ref|KeyRef)?)\.(name|secretName)$/.exec(path);
  if (reference !== null && typeof from === 'string' && typeof to === 'string') {
    const kind = /^configMap/.test(reference[1] ?? '') ? 'ConfigMap' : 'Secret';
    return [renamedReason(kind, { from, to }, object, context)];
  }
  if (path.startsWith('spec.template.metadata.annotations') && /checksum|hash|sha|revision|config/i.test(path)) {
    const changed = changedReferences(object, context);
    return changed.map((each) => `${each}, which annotation ${keyOf(path)} follows`);
  }
  return [];
}

/** Pods that name no account have that of their namespace. */
function shownName(name: JsonValue | undefined): string {
  return typeof name === 'string' ? name : 'default';
}

/** A ConfigMap whose name has the hash of its content has another name for each content. */
function renamedReason(
  kind: 'ConfigMap' | 'Secret',
  { from, to }: { readonly from: string; readonly to: string },
  { before, after }: ChangedObject,
  context: PlanContext,
): string {
  const { base, next } = context;
  const [old, fresh] = [
    find(kind, namespaceOf(before.manifest), from, base),
    find(kind, namespaceOf(after.manifest), to, next),
  ];
  const keys = old === undefined || fresh === undefined ? '' : changedKeys(old, fresh, context);
  return `${kind} ${from} became ${to}${keys === '' ? '' : `: ${keys}`}`;
}

function changedReferences({ after }: ChangedObject, context: PlanContext): readonly string[] {
  const { base, next } = context;
  const pod = podTemplateOf(after);
  if (pod === undefined) return [];
  const names = new Map(
    podReferences(pod).flatMap(({ kind, name }) =>
      kind === 'ConfigMap' || kind === 'Secret' ? [[`${kind} ${name}`, { kind, name }] as const] : [],
    ),
  );
  return [...names.values()].flatMap(({ kind, name }) => {
    const [old, fresh] = [find(kind, pod.namespace, name, base), find(kind, pod.namespace, name, next)];
    const keys = old === undefined || fresh === undefined ? '' : changedKeys(old, fresh, context);
    return keys === '' ? [] : [`${kind} ${name} changed: ${keys}`];
  });
}

function find(kind: string, namespace: string, name: string, manifests: ManifestSet): LocatedManifest | undefined {
  return manifests.get({ group: '', kind, namespace, name });
}

/** The entries that differ, by their keys alone, and the settings that they follow. */
function changedKeys(before: LocatedManifest, after: LocatedManifest, { settings }: PlanContext): string {
  const [from, to] = [before, after].map(({ manifest }) => {
    const root = Field.root(manifest);
    return { ...root.at('data').map, ...root.at('binaryData').map, ...root.at('stringData').map };
  });
  const keys = [...new Set([...Object.keys(from ?? {}), ...Object.keys(to ?? {})])];
  const changed = keys.filter((key) => !isDeepStrictEqual(from?.[key], to?.[key]));
  const shown = changed
    .slice(0, 5)
    .map((key) => {
      const reason = settings.reasonFor(from?.[key], to?.[key]);
      return reason === undefined ? key : `${key} (${reason})`;
    })
    .join(', ');
  return changed.length > 5 ? `${shown} and ${changed.length - 5} more` : shown;
}

function keyOf(path: string): string {
  return /\[([^[\]]+)\]$/.exec(path)?.[1] ?? path.slice(path.lastIndexOf('.') + 1);
}
