import type { Field } from '../../manifest/objects/field';
import { secret, type Controller } from './controller';

/** With one of these, cert-manager makes the Secrets that the object's TLS sections name. */
const annotations = ['cert-manager.io/cluster-issuer', 'cert-manager.io/issuer', 'kubernetes.io/tls-acme'];

/** cert-manager: keeps certificates in Secrets. */
export const certManager: Controller = {
  makes: [
    {
      group: 'cert-manager.io',
      kind: 'Certificate',
      names: (maker) => [secret(maker.at('spec', 'secretName').text)],
    },
    {
      group: 'networking.k8s.io',
      kind: 'Ingress',
      names: (maker) => {
        const sections = isAnnotated(maker) ? maker.at('spec', 'tls').items() : [];
        return sections.map((tls) => secret(tls.at('secretName').text));
      },
    },
    {
      group: 'gateway.networking.k8s.io',
      kind: 'Gateway',
      names: (maker) => {
        const listeners = isAnnotated(maker) ? maker.at('spec', 'listeners').items() : [];
        return listeners
          .flatMap((listener) => listener.at('tls', 'certificateRefs').items())
          .map((reference) => secret(reference.at('name').text));
      },
    },
  ],
};

function isAnnotated(maker: Field): boolean {
  return annotations.some((key) => maker.at('metadata', 'annotations', key).isSet);
}
