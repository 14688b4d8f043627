import type { ApplicationSetSpec } from '../../../imports/argoproj.io';
import type { ArgoCdFacts } from '../../fleet/argo-cd';
import type { Manifest } from '../../manifest/objects/manifest';
import type { Plain } from '../../manifest/objects/plain';
import type { SyncedCluster } from '../engine';
import type { SyncedFolder } from '../synced-folder';
import { destinationOf } from './destination';
import { ignoreDifferences } from './ignore-differences';
import { subscriptionsOf } from './notifications';
import { syncPolicy } from './sync-policy';

/** A folder that an ApplicationSet makes an Application of, and the step in which it is synced. */
export interface SetMember {
  readonly folder: SyncedFolder;
  readonly synced: SyncedCluster<ArgoCdFacts>;
  readonly step: number;
}

/** By which the steps of a RollingSync find Applications. */
const stepLabel = 'cdk8s-blueprints.dev/step';

/**
 * One ApplicationSet for the Applications of many folders. It never deletes: neither Applications that its list has lost,
 * nor, with an Application, what that has synced.
 */
export function emitApplicationSet(name: string, members: readonly SetMember[], facts: ArgoCdFacts): Manifest {
  const steps = [...new Set(members.map(({ step }) => step))].sort((one, other) => one - other);
  const spec: Plain<ApplicationSetSpec> = {
    goTemplate: true,
    goTemplateOptions: ['missingkey=error'],
    generators: [{ list: { elements: members.map(elementOf) } }],
    syncPolicy: { applicationsSync: 'create-update', preserveResourcesOnDeletion: true },
    ...(steps.length < 2
      ? {}
      : { strategy: { type: 'RollingSync', rollingSync: { steps: steps.map((step) => stepOf(step, members)) } } }),
    template: {
      metadata: {
        name: '{{ .name }}',
        labels: { [stepLabel]: '{{ .step }}' },
        ...annotationsOf(facts),
      },
      spec: {
        project: '{{ .name }}',
        source: { repoURL: '{{ .repository }}', targetRevision: '{{ .revision }}', path: '{{ .path }}' },
        destination: { ...destinationTemplate(members), namespace: '{{ .namespace }}' },
        syncPolicy: syncPolicy(members.flatMap(({ folder }) => ignoreDifferences(folder.leftToControllers))),
      },
    },
    ...(members.every(({ folder }) => folder.leftToControllers.length === 0)
      ? {}
      : { templatePatch: 'spec:\n  ignoreDifferences: {{ toJson .ignoreDifferences }}\n' }),
  };
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'ApplicationSet',
    metadata: { name, namespace: facts.namespace },
    spec,
  };
}

function elementOf({ folder, synced, step }: SetMember) {
  const { cluster, facts, path } = synced;
  const destination = destinationOf(synced);
  return {
    name: folder.name,
    cluster,
    destination: 'name' in destination ? destination.name : destination.server,
    namespace: folder.namespace ?? facts.namespace,
    repository: facts.repository.url,
    revision: facts.repository.revision,
    path: `${path}/${folder.folder}`,
    step: String(step),
    // A template may name only what every element has.
    ignoreDifferences: ignoreDifferences(folder.leftToControllers),
  };
}

/** All are in the cluster that Argo CD runs in, or all in others, which it knows by name. */
function destinationTemplate([first]: readonly SetMember[]): { readonly name: string } | { readonly server: string } {
  return first?.synced.hub === undefined ? { server: '{{ .destination }}' } : { name: '{{ .destination }}' };
}

function stepOf(step: number, members: readonly SetMember[]) {
  const maxUpdate = members.find((member) => member.step === step && member.synced.wave?.maxUpdate !== undefined)
    ?.synced.wave?.maxUpdate;
  return {
    matchExpressions: [{ key: stepLabel, operator: 'In', values: [String(step)] }],
    ...(maxUpdate === undefined ? {} : { maxUpdate }),
  };
}

function annotationsOf({ notifications }: ArgoCdFacts): { readonly annotations?: Readonly<Record<string, string>> } {
  const annotations = subscriptionsOf(notifications);
  return Object.keys(annotations).length === 0 ? {} : { annotations };
}
