import { Field } from '../../manifest/objects/field';
import { namespaceOf } from '../../manifest/objects/find-object';
import type { Check, CheckContext } from '../check';
import { emptyText, invalid, missingText } from '../field-error';
import type { Problem } from '../finding';
import { requireObject } from '../references/not-found';
import { referenced } from '../references/referenced';
import { isFilled } from './rollout/is-filled';
import { isSplit, splitOf, type Split } from './rollout/split';
import { routesToSplit } from './rollout/virtual-service-routes';

/** The routes whose weights a Rollout sets are there, and each has a destination for both versions. */
export const requireRolloutRoute: Check = {
  id: 'require-rollout-route',
  severity: 'error',
  profile: 'baseline',
  why:
    'The controller changes the weights of destinations that it finds, and adds none. Where a route or a destination is ' +
    'missing, it calls the Rollout invalid: no new version gets a request.',
  kinds: ['argoproj.io/Rollout'],
  run: function* ({ manifest }, context) {
    const canary = Field.root(manifest).at('spec', 'strategy', 'canary');
    const namespace = namespaceOf(manifest);
    const istio = canary.at('trafficRouting', 'istio');
    for (const reference of [istio.at('virtualService'), ...istio.at('virtualServices').items()])
      if (isFilled(reference.at('name'))) yield* virtualServiceFlaws(reference, canary, namespace, context);
      else if (reference.isSet) yield* missingText(reference.at('name'), 'name the VirtualService');
    yield* ingressFlaws(canary, namespace, context);
  },
};

function* virtualServiceFlaws(
  reference: Field,
  canary: Field,
  namespace: string,
  context: CheckContext,
): Iterable<Problem> {
  const field = reference.at('name');
  const [name = '', other = namespace] = (field.text ?? '').split('.');
  const identity = { group: 'networking.istio.io', kind: 'VirtualService', namespace: other, name };
  yield* requireObject(field, identity, context);
  const found = referenced(identity, context);
  if (found.from !== 'tree') return;
  const split = splitOf(canary);
  const spec = Field.root(found.object.manifest).at('spec');
  if (['http', 'tls', 'tcp'].every((kind) => !spec.at(kind).isSet))
    yield invalid(
      field,
      'the VirtualService has no routes',
      'add a route to it that both versions are destinations of',
    );
  for (const part of routesToSplit(reference, spec, canary.at('trafficRouting', 'managedRoutes'))) {
    if ('problem' in part) yield part.problem;
    else if (!isSplit(part.route, split))
      yield invalid(
        field,
        `${part.route.path} of the VirtualService does not have destinations of both versions`,
        `give it both: ${destinationsOf(split)}`,
      );
  }
}

function destinationsOf({ by, names }: Split): string {
  const key = by === 'subset' ? 'subset' : 'host';
  return names.map((name) => `destination: { ${key}: ${name === '' ? '…' : name} }`).join(' and ');
}

/** An Ingress that the controller makes a second one of, or writes an action into, has the stable Service. */
function* ingressFlaws(canary: Field, namespace: string, context: CheckContext): Iterable<Problem> {
  const routing = canary.at('trafficRouting');
  const [nginx, alb] = [routing.at('nginx'), routing.at('alb')];
  const stable = canary.at('stableService').text ?? '';
  const root = alb.at('rootService').text ?? '';
  const ofNginx = [...[nginx.at('stableIngress')].filter(isFilled), ...nginx.at('stableIngresses').items()];
  for (const field of ofNginx) yield* ingressFlaw(field, stable, namespace, context);
  const ofAlb = [...[alb.at('ingress')].filter(isFilled), ...alb.at('ingresses').items()];
  for (const field of ofAlb) yield* ingressFlaw(field, root === '' ? stable : root, namespace, context);
}

function* ingressFlaw(field: Field, service: string, namespace: string, context: CheckContext): Iterable<Problem> {
  yield* emptyText(field, 'name the Ingress');
  if (!isFilled(field)) return;
  const identity = { group: 'networking.k8s.io', kind: 'Ingress', namespace, name: field.text ?? '' };
  yield* requireObject(field, identity, context);
  const found = referenced(identity, context);
  if (found.from !== 'tree') return;
  const backends = Field.root(found.object.manifest)
    .at('spec', 'rules')
    .items()
    .flatMap((rule) => rule.at('http', 'paths').items())
    .map((path) => path.at('backend', 'service', 'name').text);
  if (!backends.includes(service))
    yield invalid(field, `no path of it leads to the Service ${service}`, 'give a path that Service as its backend');
}
