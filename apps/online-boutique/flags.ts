import type { ClusterChart, WebService } from '../../lib';
import { context, FeatureFlags, flag, fractional, isOneOf, when } from '../../lib/flags';
import type { BoutiqueSettings } from './settings';

/** Who sees the new checkout: testers, and the share of all that the environment says, the same ones each time. */
export function offerNewCheckout(
  chart: ClusterChart,
  frontend: WebService,
  { percent, evaluation }: BoutiqueSettings['newCheckout'],
): void {
  const flags = new FeatureFlags(chart, 'shop-flags', {
    flags: {
      'new-checkout': flag({
        variants: { on: true, off: false },
        defaultVariant: 'off',
        targeting: when(
          isOneOf(context('group'), ['staff', 'testers']),
          'on',
          fractional([
            ['on', percent],
            ['off', 100 - percent],
          ]),
        ),
        owner: 'team-checkout',
        expires: '2028-03-01',
        description: 'Pays on one page.',
      }),
    },
    sidecarResources: { requests: { cpu: '20m', memory: '32Mi' }, limits: { memory: '64Mi' } },
  });
  flags.serve(frontend, { evaluation });
}
