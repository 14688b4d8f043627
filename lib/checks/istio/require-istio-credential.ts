import { Field } from '../../manifest/objects/field';
import { namespaceOf } from '../../manifest/objects/find-object';
import { matchesLabels, parseLabels } from '../../manifest/objects/label-selector';
import type { LocatedManifest } from '../../manifest/objects/manifest';
import type { ManifestSet } from '../../manifest/objects/manifest-set';
import type { Check } from '../check';
import { forbidden } from '../field-error';
import type { Problem } from '../finding';
import { requireDeclared } from '../references/not-found';

/** A certificate that a proxy is told to use is in a Secret beside its pods. */
export const requireIstioCredential: Check = {
  id: 'require-istio-credential',
  severity: 'warning',
  profile: 'baseline',
  why: 'Without the Secret a gateway does not open the port. A sidecar reads no Secret unless the rule selects its pods, and connects without a certificate.',
  kinds: ['networking.istio.io/DestinationRule', 'networking.istio.io/Gateway'],
  run: function* (object, context) {
    const spec = Field.root(object.manifest).at('spec');
    if (object.manifest.kind === 'Gateway') {
      const credentials = spec
        .at('servers')
        .items()
        .flatMap((server) => credentialsOf(server.at('tls')));
      for (const namespace of homesOf(object, context.manifests)) {
        for (const field of credentials) yield* requireDeclared(field, secretOf(field, namespace), context);
      }
      return;
    }
    for (const field of clientCredentialsOf(spec)) {
      if (spec.at('workloadSelector').isSet) {
        yield* requireDeclared(field, secretOf(field, namespaceOf(object.manifest)), context);
      } else yield onlyGateways(field);
    }
  },
};

/** Namespaces of the pods that a Gateway configures, where their Secrets are; none where the pods are unknown. */
function homesOf({ manifest }: LocatedManifest, manifests: ManifestSet): readonly string[] {
  const labels = parseLabels(Field.root(manifest).at('spec', 'selector').value);
  if (labels === undefined || Object.keys(labels).length === 0) return [];
  const pods = manifests.pods().filter((pod) => matchesLabels(labels, pod.labels));
  return [...new Set(pods.map(({ namespace }) => namespace))];
}

/** Names of Secrets: what is behind a scheme comes from elsewhere. */
function credentialsOf(tls: Field): readonly Field[] {
  return [tls.at('credentialName'), ...tls.at('credentialNames').items()].filter(
    ({ text }) => text !== undefined && text !== '' && !text.includes('://'),
  );
}

function clientCredentialsOf(spec: Field): readonly Field[] {
  const policies = [spec, ...spec.at('subsets').items()].map((owner) => owner.at('trafficPolicy'));
  return policies
    .flatMap((policy) => [policy, ...policy.at('portLevelSettings').items()])
    .map((settings) => settings.at('tls'))
    .filter((tls) => ['SIMPLE', 'MUTUAL'].includes(tls.at('mode').text ?? ''))
    .flatMap(credentialsOf);
}

function secretOf({ text = '' }: Field, namespace: string) {
  return { group: '', kind: 'Secret', namespace, name: text };
}

function onlyGateways(field: Field): Problem {
  return forbidden(
    field,
    'only gateways read it: a sidecar does where the rule selects its pods',
    'add a workloadSelector, or name the files of the certificate',
  );
}
