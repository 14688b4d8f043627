import { Field } from '../../manifest/objects/field';
import { podTemplateOf } from '../../manifest/pods/pod-template';
import { apiGroup } from '../../manifest/objects/api-version';
import type { Check } from '../check';
import { forbidden } from '../field-error';
import type { Problem } from '../finding';

/** A manifest does not say what the API server forgets at once: nulls, empty labels and annotations, an empty status. */
export const noEmptyValue: Check = {
  id: 'no-empty-value',
  severity: 'warning',
  profile: 'production',
  why: 'The API server drops the field, and the GitOps engine finds it missing on every comparison.',
  assumptions: ['Nulls in custom resources may have a meaning to their controller, and are let through.'],
  kinds: ['*'],
  run: function* (object) {
    const root = Field.root(object.manifest);
    yield* emptyMetadata(root.at('metadata'));
    const template = podTemplateOf(object);
    if (template !== undefined && template.metadataPath !== 'metadata') {
      yield* emptyMetadata(Field.at(template.metadataPath, template.metadata));
    }
    const status = root.at('status');
    if (status.map !== undefined && Object.keys(status.map).length === 0) {
      yield forbidden(status, 'an empty status is dropped', 'remove status');
    }
    const judged = isBuiltIn(object.manifest.apiVersion) ? root : root.at('metadata');
    if (hasNull(judged.value)) yield* nulls(judged);
  },
};

function* emptyMetadata(metadata: Field): Iterable<Problem> {
  for (const name of ['labels', 'annotations']) {
    const map = metadata.at(name).map;
    if (map !== undefined && Object.keys(map).length === 0) {
      yield forbidden(metadata.at(name), 'an empty map is dropped', `remove ${name}`);
    }
  }
}

/** Hardly any object has one: to know that costs less than to walk through it with a path at hand. */
function hasNull(value: unknown): boolean {
  if (typeof value !== 'object') return false;
  return value === null || Object.values(value).some(hasNull);
}

function* nulls(parent: Field): Iterable<Problem> {
  for (const child of parent.fields()) {
    if (child.value === null) yield forbidden(child, 'a null is dropped', 'remove the field');
    else if (typeof child.value === 'object') yield* nulls(child);
  }
}

function isBuiltIn(apiVersion: string): boolean {
  const group = apiGroup(apiVersion);
  return !group.includes('.') || (group.endsWith('.k8s.io') && group !== 'apiextensions.k8s.io');
}
