import { Field } from '../objects/field';
import { isJsonObject, type JsonObject } from '../objects/json';
import { parseLabels, type Labels } from '../objects/label-selector';
import type { LocatedManifest } from '../objects/manifest';
import type { AddedLabels } from '../../products/controllers/added-labels';
import { podOwningKinds, workloadKindOf } from './workload-kinds';

/** The pods that an object is, or makes: where their spec stands in it, and what labels they carry. */
export interface PodTemplate {
  readonly owner: LocatedManifest;
  /** Path of the pod's `metadata` within the owner: `spec.template.metadata`, or `metadata` for a bare Pod. */
  readonly metadataPath: string;
  /** Path of the pod's spec within the owner: `spec.template.spec`, or `spec` for a bare Pod. */
  readonly specPath: string;
  readonly metadata: JsonObject;
  readonly spec: JsonObject;
  /** Labels of the template. */
  readonly labels: Labels;
  /** What the controller that makes the pods puts on them beside these. */
  readonly added: AddedLabels;
  readonly namespace: string;
}

/** The pod or pod template of a workload object; undefined for other kinds and where the template is missing or no map. */
export function podTemplateOf(owner: LocatedManifest): PodTemplate | undefined {
  // Most objects make no pods, and are asked as often.
  if (!kindNames.has(owner.manifest.kind)) return undefined;
  const known = templates.get(owner);
  if (known !== undefined) return known.template;
  const template = readPodTemplate(owner);
  templates.set(owner, { template });
  return template;
}

const kindNames: ReadonlySet<string> = new Set(podOwningKinds.map((kind) => kind.slice(kind.indexOf('/') + 1)));

/** Most checks ask for the template of the object that they visit. */
const templates = new WeakMap<LocatedManifest, { readonly template: PodTemplate | undefined }>();

function readPodTemplate(owner: LocatedManifest): PodTemplate | undefined {
  const known = workloadKindOf(owner.manifest);
  if (known === undefined) return undefined;
  const steps = known.template;
  let template: JsonObject = owner.manifest;
  for (const step of steps) {
    const next = template[step];
    if (!isJsonObject(next)) return undefined;
    template = next;
  }
  if (!isJsonObject(template.spec)) return undefined;
  const metadata = isJsonObject(template.metadata) ? template.metadata : {};
  const prefix = steps.map((step) => `${step}.`).join('');
  return {
    owner,
    metadataPath: `${prefix}metadata`,
    specPath: `${prefix}spec`,
    metadata,
    spec: template.spec,
    labels: parseLabels(metadata.labels) ?? {},
    added: known.added?.(Field.root(owner.manifest)) ?? {},
    namespace: owner.manifest.metadata.namespace ?? 'default',
  };
}
