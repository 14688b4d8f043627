import { Field } from '../../manifest/objects/field';
import { namespaceOf } from '../../manifest/objects/find-object';
import { isNamespaceOfCluster, ownsNamespace } from '../../manifest/objects/owned-namespace';
import type { Check, CheckContext } from '../check';
import { notFound } from '../field-error';
import { isInfrastructureNamespace } from '../references/infrastructure-namespace';
import { referenced } from '../references/referenced';

/** Namespaces that an AuthorizationPolicy lets in, or keeps out, are there. */
export const requireIstioSourceNamespace: Check = {
  id: 'require-istio-source-namespace',
  severity: 'warning',
  profile: 'baseline',
  why: 'No client comes from a namespace that is not there: ALLOW lets nobody in, and DENY stops nobody.',
  kinds: ['security.istio.io/AuthorizationPolicy'],
  run: function* ({ manifest }, context) {
    for (const { field, namespace } of namedIn(Field.root(manifest).at('spec', 'rules'))) {
      if (namespace.includes('*') || namespace === namespaceOf(manifest) || isKnown(namespace, context)) continue;
      yield {
        ...notFound(field, `correct the name, add the Namespace ${namespace}, or declare it as an external object`),
        status: 'unproved',
      };
    }
  },
};

interface NamedNamespace {
  readonly field: Field;
  readonly namespace: string;
}

/** Namespaces by their names, and those of principals and service accounts. */
function namedIn(rules: Field): readonly NamedNamespace[] {
  const sources = rules
    .items()
    .flatMap((rule) => rule.at('from').items())
    .map((from) => from.at('source'));
  const conditions = rules.items().flatMap((rule) => rule.at('when').items());
  const valuesOf = (key: string) =>
    conditions
      .filter((condition) => condition.at('key').text === key)
      .flatMap((condition) => [...condition.at('values').items(), ...condition.at('notValues').items()]);
  const listed = (...names: readonly string[]) =>
    sources.flatMap((source) => names.flatMap((name) => source.at(name).items()));
  return [
    ...[...listed('namespaces', 'notNamespaces'), ...valuesOf('source.namespace')].map((field) =>
      named(field, /^(.+)$/),
    ),
    ...[...listed('principals', 'notPrincipals'), ...valuesOf('source.principal')].map((field) =>
      named(field, /^[^/]*\/ns\/([^/]+)\/sa\/[^/]+$/),
    ),
    ...[...listed('serviceAccounts', 'notServiceAccounts'), ...valuesOf('source.serviceAccount')].map((field) =>
      named(field, /^([^/]+)\/[^/]+$/),
    ),
  ].flat();
}

function named(field: Field, pattern: RegExp): readonly NamedNamespace[] {
  const namespace = pattern.exec(field.text ?? '')?.[1];
  return namespace === undefined ? [] : [{ field, namespace }];
}

function isKnown(namespace: string, context: CheckContext): boolean {
  const identity = { group: '', kind: 'Namespace', namespace: '', name: namespace };
  const isThere = ownsNamespace(context.manifests, namespace) || isNamespaceOfCluster(namespace);
  const isInstalled = namespace === 'istio-system' || isInfrastructureNamespace(namespace, context);
  return isThere || isInstalled || namespace === 'default' || referenced(identity, context).from !== 'nowhere';
}
