import type { Command } from '../command';

/** A command by name, and its file, which is loaded when the command runs. */
export interface CommandEntry {
  readonly name: string;
  readonly summary: string;
  readonly load: () => Promise<Command>;
}

/** Every command, sorted by name. A new one is one line here and one file. */
export const commands: readonly CommandEntry[] = [
  {
    name: 'capacity',
    summary: 'say whether every workload fits on the nodes and into the quotas',
    load: async () => (await import('./capacity.js')).capacity,
  },
  {
    name: 'check',
    summary: 'judge a folder of manifests by every check',
    load: async () => (await import('./check.js')).check,
  },
  {
    name: 'hook',
    summary: 'serve compositions of custom resources to metacontroller',
    load: async () => (await import('./hook.js')).hook,
  },
  {
    name: 'krm',
    summary: 'run compositions of custom resources as a function of kustomize or kpt',
    load: async () => (await import('./krm.js')).krm,
  },
  {
    name: 'plan',
    summary: 'say what a change does to the clusters: what rolls, is rejected, is lost',
    load: async () => (await import('./plan.js')).plan,
  },
  {
    name: 'reach',
    summary: 'list what may talk to what, and why',
    load: async () => (await import('./reach.js')).reach,
  },
  {
    name: 'schemas pull',
    summary: 'keep what a cluster serves, to check manifests against it',
    load: async () => (await import('./schemas-pull.js')).schemasPull,
  },
  {
    name: 'survive',
    summary: 'say what is lost, degraded, and still serves without a region or a cluster',
    load: async () => (await import('./survive.js')).survive,
  },
  {
    name: 'synth',
    summary: 'run the app of cdk8s.yaml, without emptying the output folder first',
    load: async () => (await import('./synth.js')).synth,
  },
  {
    name: 'verify',
    summary: 'say whether the tree is what the program makes: hand edits, orphans, foreign files',
    load: async () => (await import('./verify.js')).verify,
  },
  {
    name: 'who-can',
    summary: 'list who is allowed something by the roles and bindings of a tree',
    load: async () => (await import('./who-can.js')).whoCan,
  },
];
