import type { JsonObject } from '../../../../lib/manifest/objects/json';
import { merged, type Writer } from '../writer';

/** cert-manager's injector, and webhooks that certify themselves: the bundle of the authority in each webhook. */
export const certificateAuthority: Writer = {
  name: 'cert-manager',
  write: (live) => {
    if (live.kind !== 'ValidatingWebhookConfiguration') return undefined;
    const webhooks = (live as { webhooks?: JsonObject[] }).webhooks ?? [];
    return {
      ...live,
      webhooks: webhooks.map((webhook) => merged(webhook, { clientConfig: { caBundle: 'Y2E=' } })),
    };
  },
};
