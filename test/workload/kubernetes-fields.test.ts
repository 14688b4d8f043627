import { kubernetesVersions } from '../../lib';
import { shippedFacts } from '../../lib/schema/facts/shipped-facts';
import { swaggerFacts } from '../schema/swagger-facts';
import { describeWithShared } from '../shared-folder';
import { schemaFields } from './schema-fields';
import { typedFields } from './typed-fields';

/** The types of the library that stand for a whole definition of Kubernetes, and the fields that it sets itself. */
const counterparts = [
  {
    file: 'lib/workload/pod-fields.ts',
    type: 'PodSpecFields',
    definition: 'io.k8s.api.core.v1.PodSpec',
    // Only of a running pod: a template with one is refused.
    leftOut: ['ephemeralContainers'],
  },
  {
    file: 'lib/workload/workload-props.ts',
    type: 'LongRunningProps.deployment',
    definition: 'io.k8s.api.apps.v1.DeploymentSpec',
    leftOut: ['selector', 'template'],
  },
  {
    file: 'lib/workload/job-props.ts',
    type: 'JobProps.job',
    definition: 'io.k8s.api.batch.v1.JobSpec',
    leftOut: ['template'],
  },
  {
    file: 'lib/workload/service.ts',
    type: 'ServiceOptions.spec',
    definition: 'io.k8s.api.core.v1.ServiceSpec',
    leftOut: ['selector', 'ports'],
  },
] as const;

describeWithShared('the fields of Kubernetes', () => {
  describe.each(counterparts)('that $type has', ({ file, type, definition, leftOut }) => {
    const typed = typedFields(file, type);
    const isOurs = (path: string) => leftOut.some((field) => path.split(/[.[{]/)[0] === field);
    const byVersion = kubernetesVersions.map((version) => ({
      version,
      fields: schemaFields(swaggerFacts(version), definition),
    }));

    test.each(byVersion)('are all those of Kubernetes $version, each of the right kind', ({ fields }) => {
      const wrong = [...fields]
        .filter(([path, kind]) => !isOurs(path) && typed.get(path)?.kind !== kind)
        .map(([path, kind]) => `${path}: ${kind}, typed as ${typed.get(path)?.kind ?? 'nothing'}`);
      expect(wrong).toEqual([]);
    });

    test.each(byVersion)('are what a cluster of Kubernetes $version is checked by', ({ version, fields }) => {
      const shipped = shippedFacts(version);
      const known = shipped === undefined ? [] : schemaFields(shipped, definition).keys();
      expect([...known].sort()).toEqual([...fields.keys()].sort());
    });

    test('are all there in some version, from the one on that their comments name', () => {
      const firstOf = (path: string) => kubernetesVersions.findIndex((_, index) => byVersion[index]?.fields.has(path));
      const wrong = [...typed].flatMap(([path, { since = '1.28' }]) => {
        const first = firstOf(path);
        const said = Math.max(
          kubernetesVersions.findIndex((version) => version === since),
          firstOf(outerOf(path)),
        );
        return first === said
          ? []
          : [`${path}: said to be from ${since}, is from ${kubernetesVersions[first] ?? 'none'}`];
      });
      expect(wrong).toEqual([]);
    });
  });
});

/** The field around a field: it may be younger than the type that it has. */
function outerOf(path: string): string {
  return path.replace(/(\.?\w+|\[\]|\{\})$/, '');
}
