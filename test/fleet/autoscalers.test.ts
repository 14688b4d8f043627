import { Cluster, Environment } from '../../lib';
import { rejection } from '../rejection';

const minimal = { environment: new Environment('prod'), kubernetesVersion: '1.33' } as const;
const adapter = { namespace: 'monitoring', podLabels: { app: 'adapter' } };

describe('the autoscalers of a cluster', () => {
  test('are the one that Kubernetes has, where nothing else is said', () => {
    expect(new Cluster('a', minimal).autoscalers).toEqual({ resourceMetrics: true, metricAdapters: [] });
  });

  test('find KEDA where its manifests install it', () => {
    const { keda } = new Cluster('a', { ...minimal, autoscalers: { keda: { version: '2.20' } } }).autoscalers;

    expect(keda).toEqual({ version: '2.20', namespace: 'keda', podLabels: { app: 'keda-operator' } });
  });

  test('are refused where two of them would serve the same metrics', () => {
    const both = { keda: { version: '2.20' }, metricAdapters: [{ ...adapter, serves: ['external'] as const }] };

    expect(() => new Cluster('a', { ...minimal, autoscalers: both })).toThrow(
      rejection(
        'Cluster a',
        'autoscalers.metricAdapters',
        'Duplicate value: "external": KEDA and monitoring would serve external.metrics.k8s.io',
      ),
    );
  });

  test.each([
    [
      'a patch version',
      { keda: { version: '2.20.1' } },
      'autoscalers.keda.version\n  Invalid value: "2.20.1": must be a minor version',
    ],
    ['a mistyped product', { kedda: { version: '2.20' } }, 'autoscalers.kedda\n  unknown field; did you mean "keda"?'],
    [
      'a number',
      { verticalPodAutoscaler: { version: 1.7 } },
      'autoscalers.verticalPodAutoscaler.version\n  Invalid value: 1.7',
    ],
  ])('are refused with %s', (_, autoscalers: object, message) => {
    expect(() => new Cluster('a', { ...minimal, autoscalers })).toThrow(`Cluster a  ${message}`);
  });
});
