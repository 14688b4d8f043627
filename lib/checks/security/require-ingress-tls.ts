import { Field } from '../../manifest/objects/field';
import type { Check } from '../check';
import { listNames } from '../list-names';

/** Annotations by which load balancers of cloud providers are given a certificate. */
const certificates = [
  'alb.ingress.kubernetes.io/certificate-arn',
  'appgw.ingress.kubernetes.io/appgw-ssl-certificate',
  'ingress.gcp.kubernetes.io/pre-shared-cert',
  'networking.gke.io/managed-certificates',
] as const;

/** Every host of an Ingress is served over TLS. */
export const requireIngressTls: Check = {
  id: 'require-ingress-tls',
  severity: 'warning',
  profile: 'production',
  why: 'Passwords, cookies and contents cross the network for everybody to read and change.',
  kinds: ['networking.k8s.io/Ingress'],
  run: function* ({ manifest }) {
    const ingress = Field.root(manifest);
    const annotations = ingress.at('metadata', 'annotations');
    if (certificates.some((key) => annotations.at(key).isSet)) return;
    const sections = ingress.at('spec', 'tls').items();
    const covered = sections.flatMap((section) =>
      section
        .at('hosts')
        .items()
        .map(({ text }) => text),
    );
    // A section without hosts is for all of them.
    if (sections.some((section) => section.at('hosts').items().length === 0)) return;
    const rules = ingress.at('spec', 'rules').items();
    const hosts = rules.map((rule) => rule.at('host').text ?? '*');
    const open = hosts.filter((host) => !covered.some((name) => name === host || isWildcardFor(name, host)));
    if (open.length === 0) return;
    const message = `Required value: requests for ${listNames(open)} are answered without TLS`;
    yield { path: 'spec.tls', message, fix: 'add a tls section with the host and the Secret of its certificate' };
  },
};

function isWildcardFor(name: string | undefined, host: string): boolean {
  return name?.startsWith('*.') === true && host.slice(host.indexOf('.')) === name.slice(1);
}
