import { ApiObject } from 'cdk8s';
import { Cluster, ClusterChart, Environment, Fleet, Worker } from '../../lib';

// Renders so many workloads with an autoscaler each: from what is said of scaling, or from the same objects written by hand.
const [way = '', count = '500'] = process.argv.slice(2);
if (way !== 'declared' && way !== 'written') throw new Error(`no way ${way}: there are declared, written`);

const environment = new Environment('prod', { tier: 'production' });
const cluster = new Cluster('prod-euw1', { environment, kubernetesVersion: '1.34' });
const fleet = new Fleet({ clusters: [cluster] }).deploy((scope) => {
  const chart = new ClusterChart(scope, 'shop', { namespace: 'shop' });
  for (let index = 0; index < Number(count); index++) {
    const name = `worker-${index}`;
    const scaling = way === 'declared' ? { scaling: { min: 2, max: 10, cpu: 70 } } : {};
    new Worker(chart, name, {
      image: 'registry.example/worker:1.0.0',
      resources: { requests: { cpu: '100m', memory: '64Mi' }, limits: { memory: '64Mi' } },
      ...scaling,
    });
    if (way === 'written') new ApiObject(chart, `${name}-autoscaler`, written(name));
  }
});
console.log(fleet.render('prod-euw1').manifests.length);

function written(name: string) {
  return {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name, labels: { 'app.kubernetes.io/name': name } },
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name },
      minReplicas: 2,
      maxReplicas: 10,
      metrics: [
        { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 70 } } },
      ],
    },
  };
}
