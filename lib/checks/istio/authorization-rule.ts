import { Field } from '../../manifest/objects/field';
import type { Manifest } from '../../manifest/objects/manifest';

/** Attributes of an operation that only a request of HTTP has. */
const httpOperations = ['hosts', 'notHosts', 'methods', 'notMethods', 'paths', 'notPaths'] as const;

/** Attributes of a source that only a request of HTTP has. */
const httpSources = ['requestPrincipals', 'notRequestPrincipals', 'remoteIpBlocks', 'notRemoteIpBlocks'] as const;

/** What a policy does with the requests that it matches. */
export function actionOf(policy: Manifest): string {
  return Field.root(policy).at('spec', 'action').text ?? 'ALLOW';
}

/** The parts of a rule that need HTTP to be understood: on a port that is not HTTP they cannot be told. */
export function httpAttributesOf(rule: Field): readonly Field[] {
  return [
    ...rule
      .at('to')
      .items()
      .flatMap((to) => httpOperations.map((name) => to.at('operation', name))),
    ...rule
      .at('from')
      .items()
      .flatMap((from) => httpSources.map((name) => from.at('source', name))),
    ...rule
      .at('when')
      .items()
      .map((when) => when.at('key'))
      .filter(({ text }) => text?.startsWith('request.') === true),
  ].filter(({ isSet }) => isSet);
}
