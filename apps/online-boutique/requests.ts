import { Duration } from 'cdk8s';
import type { RetryPolicy, WebService } from '../../lib';

export interface RoutedServices {
  readonly cart: WebService;
  readonly catalog: WebService;
  readonly checkout: WebService;
  /** A new version of the catalog, and the share of the requests that it gets. */
  readonly canary: { readonly catalog: WebService; readonly weight: number };
  readonly retries: RetryPolicy;
}

/** How requests between the shop's services are treated: the same words for every mesh that a cluster may run. */
export function treatRequests({ cart, catalog, checkout, canary, retries }: RoutedServices): void {
  catalog.traffic.set({
    timeout: Duration.seconds(2),
    retries,
    split: [{ to: canary.catalog, weight: canary.weight }],
    // Testers ask for the new version by a header.
    routes: [{ match: { headers: { 'x-canary': 'always' } }, to: canary.catalog }],
  });
  cart.traffic.set({ timeout: Duration.seconds(2), retries, outlierDetection: { consecutiveErrors: 5 } });
  checkout.traffic.set({ timeout: Duration.seconds(10) });
}
