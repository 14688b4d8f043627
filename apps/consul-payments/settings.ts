import { Settings } from '../../lib';
import { clusters } from './clusters';

export interface PaymentsSettings {
  readonly registry: string;
  /** Tag of every image, and that of the next version of the risk model. */
  readonly versions: { readonly stable: string; readonly nextRisk: string };
  readonly replicas: number;
  /** Per cent of the risk checks that the next model answers. */
  readonly canaryPercent: number;
  /** Name under which customers reach the storefront. */
  readonly host: string;
}

/** A small development cluster; production has more of everything and less of the canary. */
export const settings = new Settings<PaymentsSettings>(
  {
    base: {
      registry: 'registry.example.com/payments',
      versions: { stable: '4.12.0', nextRisk: '4.13.0-rc.2' },
      replicas: 1,
      canaryPercent: 50,
      host: 'pay.dev.example.com',
    },
    environments: { prod: { replicas: 3, canaryPercent: 5, host: 'pay.example.com' } },
  },
  clusters,
);
