import type { CertificateSpec, IssuerSpec } from '../../../imports/cert-manager.io';
import type { Manifest } from '../../manifest/objects/manifest';
import type { Plain } from '../../manifest/objects/plain';
import type { OperatorWebhook } from './operator-props';

/** Where the API server finds the webhooks of an operator, and how it trusts them. */
export interface WebhookServer {
  readonly name: string;
  readonly namespace: string;
  /** Annotation by which cert-manager writes the certificate of its authority in. */
  readonly annotations: Readonly<Record<string, string>>;
}

/** The configurations of webhooks: one for those that change objects, one for those that refuse them. */
export function webhookConfigurations(
  server: WebhookServer,
  webhooks: readonly OperatorWebhook[],
): readonly Manifest[] {
  return (['mutating', 'validating'] as const).flatMap((type) => {
    const ofType = webhooks.filter((webhook) => webhook.type === type);
    return ofType.length === 0 ? [] : [configurationOf(type, server, ofType)];
  });
}

const kinds = { mutating: 'MutatingWebhookConfiguration', validating: 'ValidatingWebhookConfiguration' } as const;

function configurationOf(
  type: OperatorWebhook['type'],
  { name, namespace, annotations }: WebhookServer,
  webhooks: readonly OperatorWebhook[],
): Manifest {
  return {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: kinds[type],
    metadata: { name: `${name}.${namespace}`, annotations },
    webhooks: webhooks.map(
      ({ kind, path, operations = ['CREATE', 'UPDATE'], failurePolicy = 'Fail', timeoutSeconds = 5 }) => ({
        name: `${path
          .slice(1)
          .replaceAll(/[^a-z0-9]+/gi, '-')
          .toLowerCase()}.${kind.name}`,
        admissionReviewVersions: ['v1'],
        clientConfig: { service: { name, namespace, path, port: 443 } },
        failurePolicy,
        matchPolicy: 'Equivalent',
        // Of its own kinds alone: what the cluster itself needs to come up never waits for it.
        rules: [
          {
            apiGroups: [kind.group],
            apiVersions: [...kind.versions],
            operations: [...operations],
            resources: [kind.plural],
            scope: '*',
          },
        ],
        sideEffects: 'None',
        timeoutSeconds,
      }),
    ),
  };
}

/** The Secret that cert-manager keeps the webhooks' certificate in. */
export function certificateSecret(name: string): string {
  return `${name}-webhook-tls`;
}

/** An authority of its own, and the certificate of the webhooks, which cert-manager renews. */
export function webhookCertificate(name: string, namespace: string, dnsDomain: string): readonly Manifest[] {
  const issuer = `${name}-webhook`;
  const issuing: Plain<IssuerSpec> = { selfSigned: {} };
  const certificate: Plain<CertificateSpec> = {
    dnsNames: [`${name}.${namespace}.svc`, `${name}.${namespace}.svc.${dnsDomain}`],
    issuerRef: { group: 'cert-manager.io', kind: 'Issuer', name: issuer },
    privateKey: { rotationPolicy: 'Always' },
    secretName: certificateSecret(name),
  };
  const metadata = { name: issuer, namespace };
  return [
    { apiVersion: 'cert-manager.io/v1', kind: 'Issuer', metadata, spec: issuing },
    { apiVersion: 'cert-manager.io/v1', kind: 'Certificate', metadata, spec: certificate },
  ];
}
