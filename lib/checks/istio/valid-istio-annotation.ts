import { Field } from '../../manifest/objects/field';
import { podOwningKinds, podTemplateOf } from '../../manifest/pods/pod-template';
import type { LocatedManifest } from '../../manifest/objects/manifest';
import type { Check } from '../check';
import { forbidden, invalid, notFound } from '../field-error';
import type { Problem } from '../finding';
import { deprecatedAnnotations, istioAnnotations, type AnnotationKind } from './istio-annotations';

const istioDomain = /(^|\.)istio\.io\//;
const written: Readonly<Record<string, readonly [RegExp, string]>> = {
  boolean: [/^(true|false)$/i, 'must be "true" or "false"'],
  ports: [/^(\*|\d{1,5}(,\s*\d{1,5})*|)$/, 'must list ports, or be "*"'],
  quantity: [/^\d+(\.\d+)?([munkKMGTPE]|[KMGTPE]i)?$/, 'must be a quantity'],
};

/** Annotations of Istio are known, stand where they are read, and have values of their type. */
export const validIstioAnnotation: Check = {
  id: 'valid-istio-annotation',
  severity: 'warning',
  profile: 'baseline',
  why: 'Istio ignores an annotation that it does not know or that stands on another kind. A value of the wrong type keeps the proxy from starting.',
  kinds: ['Namespace', 'Service', ...podOwningKinds],
  run: function* (object) {
    const pod = podTemplateOf(object);
    if (pod === undefined)
      yield* annotationProblems(ownAnnotations(object), object.manifest.kind === 'Service' ? 'service' : 'namespace');
    else yield* annotationProblems(Field.at(pod.metadataPath, pod.metadata).at('annotations'), 'pod');
  },
};

function ownAnnotations({ manifest }: LocatedManifest): Field {
  return Field.root(manifest).at('metadata', 'annotations');
}

function* annotationProblems(annotations: Field, kind: AnnotationKind): Iterable<Problem> {
  for (const [name, annotation] of annotations.entries()) {
    if (!istioDomain.test(name)) continue;
    const known = istioAnnotations[name];
    if (known === undefined) {
      yield notFound(Field.at(annotation.path, name), 'correct the name: Istio has no such annotation');
      continue;
    }
    const [kinds, type] = known;
    if (!kinds.includes(kind))
      yield forbidden(annotation, `is not read on this kind: it belongs on a ${kinds.join(' or a ')}`, 'move it');
    if (deprecatedAnnotations.includes(name)) {
      yield { ...forbidden(annotation, 'is deprecated', 'use the annotation proxy.istio.io/config'), severity: 'info' };
    }
    const rule = type === undefined ? undefined : written[type];
    if (rule !== undefined && annotation.text !== undefined && !rule[0].test(annotation.text)) {
      yield { ...invalid(annotation, rule[1], 'correct the value'), severity: 'error' };
    }
  }
}
