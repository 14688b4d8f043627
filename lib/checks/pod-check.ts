import { containersOf, type Container } from '../manifest/pods/containers';
import { Field } from '../manifest/objects/field';
import { podTemplateOf, type PodTemplate } from '../manifest/pods/pod-template';
import { podOwningKinds } from '../manifest/pods/workload-kinds';
import type { Check, CheckContext } from './check';
import type { LocatedManifest } from '../manifest/objects/manifest';
import type { Problem } from './finding';

/** A pod or pod template, ready to be read. */
export interface VisitedPod {
  readonly template: PodTemplate;
  /** The whole object: the pod itself, or the workload that makes it. */
  readonly owner: Field;
  readonly metadata: Field;
  readonly spec: Field;
  /** Init, ordinary and ephemeral containers. */
  readonly containers: readonly Container[];
}

/** A check of everything that is a pod or makes pods. */
export interface PodCheck extends Omit<Check, 'kinds' | 'run'> {
  readonly problems: (pod: VisitedPod, context: CheckContext) => Iterable<Problem>;
}

/** Makes a check of a rule about pods: it visits bare pods and pod templates alike. */
export function podCheck({ problems, ...check }: PodCheck): Check {
  return {
    ...check,
    kinds: podOwningKinds,
    run: (object, context) => {
      const pod = visitedPodOf(object);
      return pod === undefined ? [] : problems(pod, context);
    },
  };
}

const visited = new WeakMap<LocatedManifest, VisitedPod>();

function visitedPodOf(object: LocatedManifest): VisitedPod | undefined {
  const known = visited.get(object);
  if (known !== undefined) return known;
  const template = podTemplateOf(object);
  if (template === undefined) return undefined;
  const spec = Field.at(template.specPath, template.spec);
  const metadata = Field.at(template.metadataPath, template.metadata);
  const pod = { template, owner: Field.root(object.manifest), metadata, spec, containers: containersOf(spec) };
  visited.set(object, pod);
  return pod;
}
