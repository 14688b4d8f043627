import { isJsonArray, isJsonObject, type JsonObject } from '../../../lib/manifest/objects/json';
import { failureMessage } from '../../../lib/schema/pull/kubernetes-client';
import type { TestCluster } from '../../control-plane/client/test-cluster';

type Answer = Awaited<ReturnType<TestCluster['client']['request']>>;

/** What the server says to a new definition, without keeping it. */
export async function dryRunDefinition(cluster: TestCluster, definition: JsonObject): Promise<Answer> {
  const path = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions?dryRun=All&fieldValidation=Strict';
  return await cluster.client.request('POST', path, {
    body: JSON.stringify(definition),
    contentType: 'application/json',
  });
}

/** Each fault that it finds, with its field; nothing where the definition is taken. */
export function causesOf({ status, body }: Answer): readonly string[] {
  if (status < 300) return [];
  const details = isJsonObject(body.details) && isJsonArray(body.details.causes) ? body.details.causes : [];
  const causes = details.filter(isJsonObject).map(({ field, message }) => `${shown(field)}: ${shown(message)}`);
  return causes.length === 0 ? [failureMessage(body)] : causes;
}

function shown(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
