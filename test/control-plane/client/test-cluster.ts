import { setTimeout as sleep } from 'node:timers/promises';
import { isManifest, type Manifest } from '../../../lib/manifest/objects/manifest';
import { failureMessage, KubernetesClient, type Answer } from '../../../lib/schema/pull/kubernetes-client';
import type { ServerAccess } from '../../../lib/schema/pull/server-access';
import { pathOf, ServedResources, type ServedResource } from './served-resources';

const owner = 'cdk8s-blueprints';

/**
 * How long to wait for what must come, in milliseconds. Nothing that comes takes that long, however busy the machine is:
 * the limit is for what never comes.
 */
export const patience = 180_000;

export interface ApplyOptions {
  /** Judges the object as if it were stored, and does not store it. */
  readonly dryRun: boolean;
}

/** A running API server, as a GitOps engine speaks to it. */
export class TestCluster {
  readonly client: KubernetesClient;
  readonly resources: ServedResources;
  /** Definitions that this version of Kubernetes does not take, by name, and what it says about them. */
  readonly refusedDefinitions = new Map<string, string>();

  /** @param version minor version of the server, such as `1.33` */
  constructor(
    readonly version: string,
    readonly access: ServerAccess,
  ) {
    this.client = new KubernetesClient(access);
    this.resources = new ServedResources(this.client);
  }

  /** Server-side apply of one YAML document. Unknown and duplicate fields are refused. */
  apply(resource: ServedResource, manifest: Manifest, text: string, { dryRun }: ApplyOptions): Promise<Answer> {
    const path = pathOf(resource, manifest);
    const query = `fieldManager=${owner}&fieldValidation=Strict${dryRun ? '&dryRun=All' : ''}`;
    // Without a name there is nothing to apply to: such an object is created anew each time.
    return manifest.metadata.name === undefined
      ? this.send('POST', `${path}?${query}`, text, 'yaml')
      : this.send('PATCH', `${path}?${query}&force=true`, text, 'apply-patch+yaml');
  }

  /** Deletes an object, whatever finalizers it has: no controller runs that would do what they wait for. */
  async remove(resource: ServedResource, stored: Manifest): Promise<void> {
    const path = pathOf(resource, stored);
    const options = 'propagationPolicy=Background&gracePeriodSeconds=0';
    const { status, body } = await this.client.request('DELETE', `${path}?${options}`);
    if (status === 404) return;
    if (status >= 300) throw new Error(`DELETE ${path}: ${status} ${failureMessage(body)}`);
    if (!isManifest(body) || body.metadata.finalizers === undefined) return;
    await this.send('PATCH', path, '{"metadata":{"finalizers":null}}', 'merge-patch+json', isBusy);
  }

  /** Waits until what is seen is as it should be, and returns it. Else the error says what was seen last. */
  async eventually<T>(
    what: string,
    see: () => Promise<T>,
    isSo: (seen: T) => boolean = (seen) => seen === true,
    within = patience,
  ): Promise<T> {
    const begin = Date.now();
    for (;;) {
      const asked = Date.now();
      const seen = await see();
      if (isSo(seen)) return seen;
      if (Date.now() - begin > within) throw new Error(`${what}: not within ${within / 1000} s, but ${inWords(seen)}`);
      // What is much to ask for is asked for less often, so that the server comes to everything else.
      await sleep(50 + Date.now() - asked);
    }
  }

  /** Sends a request again while the server says that it is busy: it is, for a moment, with new definitions. */
  private async send(
    method: string,
    path: string,
    body: string,
    format: string,
    isPassing: (answer: Answer) => boolean = isBusyOrNotYet,
  ): Promise<Answer> {
    const deadline = Date.now() + patience;
    for (;;) {
      const answer = await this.client.request(method, path, { body, contentType: `application/${format}` });
      if (!isPassing(answer) || Date.now() > deadline) return answer;
      await sleep(100);
    }
  }
}

function isBusy({ status }: Answer): boolean {
  return status === 429 || status === 503;
}

/** A path that was listed is not found for a moment where its definition takes the place of another one. */
function isBusyOrNotYet(answer: Answer): boolean {
  return isBusy(answer) || (answer.status === 404 && failureMessage(answer.body).includes('page not found'));
}

function inWords(seen: unknown): string {
  const words = typeof seen === 'string' ? seen : (JSON.stringify(seen, undefined, 1) ?? 'nothing');
  return words.length > 10_000 ? `${words.slice(0, 10_000)} …` : words;
}
