import { Duration } from 'cdk8s';
import type { ClusterChart, WebService } from '../../lib';
import { ServiceLevelObjective } from '../../lib/monitoring';

/** Who promises something to the customers. */
export interface Promisers {
  readonly frontend: WebService;
  readonly checkout: WebService;
}

/** What the shop promises its customers: pages come soon, and orders go through. */
export function promiseCustomers(chart: ClusterChart, { frontend, checkout }: Promisers): void {
  const runbookUrl = 'https://runbooks.example.com/shop';
  new ServiceLevelObjective(chart, 'pages-come-soon', {
    workload: frontend,
    target: 99,
    indicator: { latency: Duration.seconds(1) },
    runbookUrl,
  });
  new ServiceLevelObjective(chart, 'orders-go-through', {
    workload: checkout,
    target: 99.9,
    indicator: 'availability',
    runbookUrl,
  });
}
