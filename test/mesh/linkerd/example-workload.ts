import type { WorkloadModel } from '../../../lib/model/workload-model';

/** A workload with one HTTP port, without what a test does not ask for. */
export const exampleWorkload: WorkloadModel = {
  name: 'server',
  namespace: 'shop',
  controller: { group: 'apps', kind: 'Deployment', namespace: 'shop', name: 'server' },
  selectorLabels: { 'app.kubernetes.io/name': 'server' },
  objectLabels: {},
  serviceAccountName: 'server',
  ports: [{ name: 'http', containerPort: 9090, protocol: 'TCP', application: 'http', servicePort: 80 }],
  probes: [],
  runsToCompletion: false,
  chart: 'shop',
  origin: 'shop/server',
};
