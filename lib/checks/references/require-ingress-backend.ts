import { Field } from '../../manifest/objects/field';
import { namespaceOf } from '../../manifest/objects/find-object';
import type { Manifest } from '../../manifest/objects/manifest';
import type { ManifestSet } from '../../manifest/objects/manifest-set';
import { identityOf } from '../../manifest/objects/object-identity';
import { isBuiltInGroup } from '../../schema/facts/built-in-groups';
import type { Check, CheckContext } from '../check';
import { notFound } from '../field-error';
import type { Problem } from '../finding';
import { requireDeclared, requireObject } from './not-found';
import { requireServicePort } from './service-port';

/** Every backend of an Ingress is a Service (or another object) that exists, with the port that it names. */
export const requireIngressBackend: Check = {
  id: 'require-ingress-backend',
  severity: 'error',
  profile: 'baseline',
  why: 'The controller answers 503 for the paths of a backend that it cannot find.',
  kinds: ['networking.k8s.io/Ingress'],
  run: function* ({ manifest }, context) {
    const spec = Field.root(manifest).at('spec');
    const namespace = namespaceOf(manifest);
    const paths = spec
      .at('rules')
      .items()
      .flatMap((rule) => rule.at('http', 'paths').items());
    for (const backend of [spec.at('defaultBackend'), ...paths.map((path) => path.at('backend'))]) {
      if (backend.at('service', 'port', 'name').text === actionPort)
        yield* actionProblems(backend, manifest, context.manifests);
      else yield* problemsOf(backend, namespace, context);
    }
  },
};

/** Written as the port's name, it makes the Service's name that of an action of the AWS Load Balancer Controller. */
const actionPort = 'use-annotation';

/** The controller reads the action from an annotation; by which prefix is an option of it. */
function* actionProblems(backend: Field, ingress: Manifest, manifests: ManifestSet): Iterable<Problem> {
  const name = backend.at('service', 'name');
  const annotations = Field.root(ingress).at('metadata', 'annotations');
  if (annotations.entries().some(([key]) => key.endsWith(`/actions.${name.text}`))) return;
  if (isOfRollout(ingress, manifests)) return;
  yield notFound(name, `describe the action in the annotation alb.ingress.kubernetes.io/actions.${name.text}`);
}

/** Argo Rollouts writes the actions of the Ingresses by which it shifts traffic. */
function isOfRollout(ingress: Manifest, manifests: ManifestSet): boolean {
  const { name } = identityOf(ingress);
  return manifests.ofKind('argoproj.io', 'Rollout', identityOf(ingress).namespace).some((rollout) => {
    const alb = Field.root(rollout.manifest).at('spec', 'strategy', 'canary', 'trafficRouting', 'alb');
    return [alb.at('ingress'), ...alb.at('ingresses').items()].some(({ text }) => text === name);
  });
}

function* problemsOf(backend: Field, namespace: string, context: CheckContext): Iterable<Problem> {
  const resource = backend.at('resource');
  const { text: kind } = resource.at('kind');
  const { text: resourceName } = resource.at('name');
  if (kind !== undefined && resourceName !== undefined) {
    const identity = { group: resource.at('apiGroup').text ?? '', kind, namespace, name: resourceName };
    // Who makes a bucket is up to its controller.
    if (isBuiltInGroup(identity.group)) yield* requireObject(resource.at('name'), identity, context);
    else yield* requireDeclared(resource.at('name'), identity, context);
  }
  const name = backend.at('service', 'name');
  if (name.text === undefined) return;
  const [field = name] = [backend.at('service', 'port', 'number'), backend.at('service', 'port', 'name')].filter(
    ({ isSet }) => isSet,
  );
  const wanted = field === name ? undefined : (field.number ?? field.text);
  const service = { group: '', kind: 'Service', namespace, name: name.text };
  const reference = { service, name, protocol: 'TCP' } as const;
  yield* requireServicePort(wanted === undefined ? reference : { ...reference, port: { field, wanted } }, context);
}
