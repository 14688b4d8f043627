import { Field } from '../../../manifest/objects/field';
import type { JsonObject } from '../../../manifest/objects/json';
import { immutable, type ImmutableField } from '../immutable-field';

const batch = 'pkg/apis/batch/validation/validation.go';

/** What no API server lets change of Jobs. */
export const jobFields: readonly ImmutableField[] = [
  ...['completionMode', 'podFailurePolicy', 'backoffLimitPerIndex', 'managedBy', 'successPolicy', 'selector'].map(
    (field): ImmutableField => ({
      kind: 'batch/Job',
      path: `spec.${field}`,
      message: immutable,
      source: `${batch}: ValidateJobSpecUpdate`,
    }),
  ),
  {
    kind: 'batch/Job',
    path: 'spec.completions',
    when: ({ after }) => {
      const spec = Field.at('spec', after.spec);
      return (
        spec.at('completionMode').text !== 'Indexed' || spec.at('completions').value !== spec.at('parallelism').value
      );
    },
    message: immutable,
    source: `${batch}: validateCompletions`,
  },
  {
    kind: 'batch/Job',
    path: 'spec.template',
    until: '1.35',
    when: ({ before }, { path }) => !(isSuspended(before) && schedulingDirective.test(path)),
    message: immutable,
    source: `${batch}: validatePodTemplateUpdate`,
  },
  {
    kind: 'batch/Job',
    path: 'spec.template',
    since: '1.36',
    when: ({ before }, { path }) =>
      !(isSuspended(before) && (schedulingDirective.test(path) || containerResources.test(path))),
    message: immutable,
    source: `${batch}: validatePodTemplateUpdate, feature MutablePodResourcesForSuspendedJobs`,
  },
  {
    kind: 'batch/Job',
    path: 'spec.template.metadata.labels',
    // Those that the server has put there go with them.
    when: (_, { path, to }) => to === undefined && isWithinLabels(path),
    message: '`selector` does not match template `labels`',
    source: `${batch}: validateGeneratedSelector`,
  },
];

const containerResources = /^spec\.template\.spec\.(initC|c)ontainers\[[^\]]*\]\.resources/;

function isWithinLabels(path: string): boolean {
  return path === 'spec.template.metadata.labels' || path === 'spec.template.metadata';
}

const schedulingDirective =
  /^spec\.template\.(metadata\.(labels|annotations)|spec\.(nodeSelector|tolerations|schedulingGates|affinity\.nodeAffinity))/;

function isSuspended({ spec }: JsonObject): boolean {
  return Field.at('spec', spec).at('suspend').boolean === true;
}
