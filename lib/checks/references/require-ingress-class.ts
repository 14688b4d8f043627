import { Field } from '../../manifest/objects/field';
import type { Check } from '../check';
import { requireDeclared } from './not-found';

/** The IngressClass of an Ingress is in the tree, served by a controller of the cluster's facts, or declared as external. */
export const requireIngressClass: Check = {
  id: 'require-ingress-class',
  severity: 'error',
  profile: 'baseline',
  why: 'No controller picks up an Ingress of a class that does not exist: it gets no address, and no traffic arrives.',
  kinds: ['networking.k8s.io/Ingress'],
  run: function* ({ manifest }, context) {
    const field = Field.root(manifest).at('spec', 'ingressClassName');
    const name = field.text;
    if (name === undefined) return;
    const { ingressControllers } = context.cluster.network;
    if (ingressControllers.some(({ api, className }) => api === 'Ingress' && className === name)) return;
    const identity = { group: 'networking.k8s.io', kind: 'IngressClass', namespace: '', name };
    yield* requireDeclared(field, identity, context);
  },
};
