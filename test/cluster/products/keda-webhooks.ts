import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePorts } from '../../control-plane/processes/free-ports';
import { startWithAccess } from '../../control-plane/processes/start-with-access';
import type { ProductController } from './product-controller';

/** What KEDA judges before it is stored: the kind as its path has it, and its plural. */
const judged = [
  ['scaledobject', 'scaledobjects'],
  ['scaledjob', 'scaledjobs'],
  ['triggerauthentication', 'triggerauthentications'],
  ['clustertriggerauthentication', 'clustertriggerauthentications'],
] as const;

/** KEDA's admission webhooks. Its operator, which scales, is not part of them. */
export const kedaWebhooks: ProductController = {
  command: {
    name: 'keda-webhooks',
    module: 'github.com/kedacore/keda/v2',
    version: 'v2.21.0',
    folder: 'cmd/webhooks',
  },
  definitions: ['keda'],
  start: async (file, cluster, { access, certificate }) => {
    if (certificate === undefined) throw new Error('the server has no certificate to share');
    const [port = 0, metricsPort = 0, healthPort = 0] = await freePorts(3);
    // The server made it for itself on loopback a moment ago, and the webhooks stand on the same address.
    const folder = mkdtempSync(join(tmpdir(), 'keda-certificate-'));
    copyFileSync(certificate.file, join(folder, 'tls.crt'));
    copyFileSync(certificate.keyFile, join(folder, 'tls.key'));
    const webhooks = startWithAccess('keda-webhooks', file, access, [
      `--port=${port}`,
      `--cert-dir=${folder}`,
      `--metrics-bind-address=127.0.0.1:${metricsPort}`,
      `--health-probe-bind-address=127.0.0.1:${healthPort}`,
    ]);
    await cluster.server.eventually('keda-webhooks answers', () =>
      webhooks.answers(`http://127.0.0.1:${healthPort}/readyz`),
    );
    const configuration = await cluster.create(configurationFor(port, readFileSync(certificate.file)));
    return async () => {
      await cluster.remove(configuration);
      await webhooks.stop();
      rmSync(folder, { recursive: true, force: true });
    };
  },
};

function configurationFor(port: number, certificate: Buffer) {
  return {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingWebhookConfiguration',
    metadata: { name: 'keda-admission' },
    webhooks: judged.map(([kind, plural]) => ({
      name: `${kind}.keda.sh`,
      admissionReviewVersions: ['v1'],
      sideEffects: 'None',
      failurePolicy: 'Fail',
      clientConfig: {
        url: `https://127.0.0.1:${port}/validate-keda-sh-v1alpha1-${kind}`,
        caBundle: certificate.toString('base64'),
      },
      rules: [
        { apiGroups: ['keda.sh'], apiVersions: ['v1alpha1'], operations: ['CREATE', 'UPDATE'], resources: [plural] },
      ],
    })),
  };
}
