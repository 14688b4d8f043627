import { Field } from '../../manifest/objects/field';
import { podTemplateOf } from '../../manifest/pods/pod-template';
import { podOwningKinds } from '../../manifest/pods/workload-kinds';
import type { LocatedManifest } from '../../manifest/objects/manifest';
import type { Check } from '../check';
import { forbidden, invalid, notFound } from '../field-error';
import type { Problem } from '../finding';
import { actionOf } from './authorization-rule';
import { deprecatedAnnotations, istioAnnotations, type AnnotationKind } from './istio-annotations';
import { extensionsGroup, networkingGroup, securityGroup, telemetryGroup } from './istio-groups';

const istioDomain = /(^|\.)istio\.io\//;
const written: Readonly<Record<string, readonly [RegExp, string]>> = {
  boolean: [/^(true|false)$/i, 'must be "true" or "false"'],
  ports: [/^(\*|\d{1,5}(,\s*\d{1,5})*|)$/, 'must list ports, or be "*"'],
  quantity: [/^\d+(\.\d+)?([munkKMGTPE]|[KMGTPE]i)?$/, 'must be a quantity'],
};

/** Kinds that Istio's webhook judges. */
const configurationKinds = [
  ...[
    ...['DestinationRule', 'EnvoyFilter', 'Gateway', 'ProxyConfig', 'ServiceEntry', 'Sidecar', 'VirtualService'],
    ...['WorkloadEntry', 'WorkloadGroup'],
  ].map((kind) => `${networkingGroup}/${kind}`),
  ...['AuthorizationPolicy', 'PeerAuthentication', 'RequestAuthentication'].map((kind) => `${securityGroup}/${kind}`),
  ...['TrafficExtension', 'WasmPlugin'].map((kind) => `${extensionsGroup}/${kind}`),
  `${telemetryGroup}/Telemetry`,
];

/** Annotations of Istio are known, stand where they are read, and have values of their type. */
export const validIstioAnnotation: Check = {
  id: 'valid-istio-annotation',
  severity: 'warning',
  profile: 'baseline',
  why: 'Istio ignores an annotation that it does not know or that stands on another kind. A value of the wrong type keeps the proxy from starting.',
  kinds: ['Namespace', 'Service', ...podOwningKinds, ...configurationKinds],
  run: function* (object) {
    if (configurationKinds.some((kind) => kind.endsWith(`/${object.manifest.kind}`))) {
      yield* configurationProblems(object);
      return;
    }
    const pod = podTemplateOf(object);
    if (pod === undefined)
      yield* annotationProblems(ownAnnotations(object), object.manifest.kind === 'Service' ? 'service' : 'namespace');
    else {
      yield* annotationProblems(Field.at(pod.metadataPath, pod.metadata).at('annotations'), 'pod');
      if (pod.metadataPath !== 'metadata') yield* misplacedProblems(object, pod.metadataPath);
    }
  },
};

/** What stands on the object that makes pods, and is read on the pods. */
function* misplacedProblems(object: LocatedManifest, metadataPath: string): Iterable<Problem> {
  for (const [name, annotation] of ownAnnotations(object).entries()) {
    const kinds = istioAnnotations[name]?.[0];
    if (kinds === undefined || kinds.includes('service')) continue;
    const fix = kinds.includes('pod') ? `move it to ${metadataPath}.annotations` : 'move it';
    yield forbidden(annotation, `is not read on this kind: it belongs on a ${kinds.join(' or a ')}`, fix);
  }
}

/** What the webhook says of annotations on its own kinds: a trial is for policies, and some are istiod's own. */
function* configurationProblems(object: LocatedManifest): Iterable<Problem> {
  const annotations = ownAnnotations(object);
  const trial = annotations.entry('istio.io/dry-run');
  if (trial.isSet && object.manifest.kind !== 'AuthorizationPolicy') {
    yield { ...forbidden(trial, 'is for an AuthorizationPolicy', 'remove it'), severity: 'error' };
  } else if (trial.isSet && !['ALLOW', 'DENY'].includes(actionOf(object.manifest))) {
    yield { ...forbidden(trial, 'is for the actions ALLOW and DENY', 'remove it'), severity: 'error' };
  } else if (trial.text !== undefined && !/^(1|t|T|true|True|TRUE|0|f|F|false|False|FALSE)$/.test(trial.text)) {
    yield { ...invalid(trial, 'must be "true" or "false"', 'correct the value'), severity: 'error' };
  }
  for (const name of [
    'internal.istio.io/webhook-always-reject',
    'internal.istio.io/parents',
    'internal.istio.io/parent-namespace',
  ]) {
    if (annotations.entry(name).isSet) {
      yield {
        ...forbidden(annotations.entry(name), 'the webhook rejects what has it', 'remove it'),
        severity: 'error',
      };
    }
  }
}

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
