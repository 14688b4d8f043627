import { apiGroup } from '../../../lib/manifest/objects/api-version';
import { isManifest, type Manifest } from '../../../lib/manifest/objects/manifest';
import { failureMessage, type Answer } from '../../../lib/schema/pull/kubernetes-client';
import type { ServedResource } from '../../control-plane/client/served-resources';
import type { TestCluster } from '../../control-plane/client/test-cluster';
import type { TreeObject } from '../../control-plane/trees/tree';
import { isAcceptedChange } from './accepted-changes';
import { callsService, isJudgedWithoutTrace } from './judged-without-trace';
import type { Complaint } from './complaint';
import { findDrift, formatDrift } from './drift';

/** What a server made of one object. */
export interface Judgement {
  readonly complaints: readonly Complaint[];
  /** The object as it is in the store now, where this judgement put it there. */
  readonly created?: CreatedObject;
}

export interface CreatedObject {
  readonly resource: ServedResource;
  readonly stored: Manifest;
}

export interface JudgeOptions {
  /**
   * Stores objects that act on requests for other objects, too: the cluster is this tree's own. Webhooks of Services are
   * judged without a trace all the same, where no program runs that could answer.
   *
   * @default false
   */
  readonly storesAll?: boolean;
}

/** Applies one object, and compares what the server says it has with what it was sent. */
export async function judgeObject(
  cluster: TestCluster,
  object: TreeObject,
  { storesAll = false }: JudgeOptions = {},
): Promise<Judgement> {
  const { apiVersion, kind } = object.manifest;
  const resource = await cluster.resources.find(apiVersion, kind);
  if (resource === undefined) {
    const message = [`no kind "${kind}" is served in version "${apiVersion}"`, ...refusalsOf(cluster, apiVersion)];
    return { complaints: [{ verdict: 'rejected', object, path: '', message: message.join('\n') }] };
  }
  const dryRun = storesAll ? callsService(object.manifest) : isJudgedWithoutTrace(object.manifest);
  const answer = await cluster.apply(resource, object.manifest, object.text, { dryRun });
  const complaints = complaintsAbout(object, answer);
  return answer.status === 201 && !dryRun && isManifest(answer.body)
    ? { complaints, created: { resource, stored: answer.body } }
    : { complaints };
}

/** A kind may be missing because this version of Kubernetes is too old for its definition. */
function refusalsOf({ refusedDefinitions }: TestCluster, apiVersion: string): string[] {
  return [...refusedDefinitions]
    .filter(([name]) => name.endsWith(`.${apiGroup(apiVersion)}`))
    .map(([name, message]) => `the definition ${name} is refused: ${message}`);
}

function complaintsAbout(object: TreeObject, { status, body, warnings }: Answer): Complaint[] {
  if (status >= 300) return [{ verdict: 'rejected', object, path: '', message: failureMessage(body) }];
  const changed = findDrift(object.manifest, body)
    .filter((drift) => !isAcceptedChange(object.manifest, drift))
    .map((drift): Complaint => ({ verdict: 'changed', object, path: drift.path, message: formatDrift(drift) }));
  const warned = warnings.map((message): Complaint => ({ verdict: 'warned', object, path: '', message }));
  return [...changed, ...warned];
}
