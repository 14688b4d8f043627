import type { ImmutableField } from './immutable-field';
import { accessFields } from './fields/access';
import { configurationFields } from './fields/configuration';
import { definitionFields } from './fields/definitions';
import { jobFields } from './fields/jobs';
import { networkFields } from './fields/network';
import { podFields } from './fields/pods';
import { resourceFields } from './fields/resources';
import { volumeFields } from './fields/volumes';
import { workloadFields } from './fields/workloads';

/** What no API server lets change, by topic. Sources are files of Kubernetes, and functions in them. */
export const immutableFields: readonly ImmutableField[] = [
  ...accessFields,
  ...configurationFields,
  ...definitionFields,
  ...jobFields,
  ...networkFields,
  ...podFields,
  ...resourceFields,
  ...volumeFields,
  ...workloadFields,
];
