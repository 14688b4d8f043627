import type { ClusterFacts } from '../../fleet/cluster-facts';
import { Field } from '../../manifest/objects/field';
import type { Manifest } from '../../manifest/objects/manifest';
import { parseGoDuration } from '../../schema/structure/go-duration';
import type { Check } from '../check';
import { forbidden, invalid, required } from '../field-error';
import type { Problem } from '../finding';
import { referencedKind } from './reference';
import { grpcMatchProblems, httpMatchProblems } from './route-match';
import { linkerdParentsOf, routeKinds } from './route-parents';

/** A route for Linkerd's proxies names the ports that it needs, and absolute paths. */
export const validLinkerdRoute: Check = {
  id: 'valid-linkerd-route',
  severity: 'error',
  profile: 'baseline',
  why: "Linkerd's policy webhook rejects the route.",
  kinds: [...routeKinds, 'policy.linkerd.io/HTTPRoute'],
  run: function* ({ manifest }, { cluster }) {
    if (!isForLinkerd(manifest, cluster)) return;
    for (const { field, kind } of linkerdParentsOf(manifest)) {
      if (kind === 'policy.linkerd.io/EgressNetwork' && !field.at('port').isSet) {
        yield required(
          field.at('port'),
          'an EgressNetwork is targeted by port',
          'name the port that the traffic goes to',
        );
      }
    }
    const rules = Field.root(manifest).at('spec', 'rules');
    const isLayer4 = manifest.kind === 'TCPRoute' || manifest.kind === 'TLSRoute';
    if (isLayer4 && rules.items().length !== 1) {
      yield invalid(rules, 'must have exactly one rule', 'make one route for each rule', rules.items().length);
    }
    if (!isLayer4) for (const rule of rules.items()) yield* ruleProblems(rule, manifest.kind);
    // Those of the Gateway API are judged by its definitions.
    if (manifest.apiVersion.startsWith('policy.linkerd.io/')) {
      for (const rule of rules.items()) yield* timeoutProblems(rule.at('timeouts'));
    }
  },
};

/** Service parents are for any mesh, so that they count where the cluster runs Linkerd. */
function isForLinkerd(route: Manifest, { mesh }: ClusterFacts): boolean {
  return linkerdParentsOf(route).some(({ kind }) => kind !== '/Service' || mesh?.product === 'linkerd');
}

function* ruleProblems(rule: Field, kind: string): Iterable<Problem> {
  for (const match of rule.at('matches').items()) {
    yield* kind === 'GRPCRoute' ? grpcMatchProblems(match) : httpMatchProblems(match);
  }
  for (const backend of rule.at('backendRefs').items()) {
    const isService = !backend.at('kind').isSet || referencedKind(backend) === '/Service';
    if (isService && (backend.at('port').number ?? 0) === 0) {
      yield required(backend.at('port'), 'a Service is reached by port', 'name the port of the Service');
    }
  }
  for (const filter of rule.at('filters').items()) yield* redirectProblems(filter.at('requestRedirect', 'path'));
}

function* timeoutProblems(timeouts: Field): Iterable<Problem> {
  const [request, backend] = [timeouts.at('request'), timeouts.at('backendRequest')];
  for (const timeout of [request, backend]) {
    if (timeout.text?.startsWith('-') === true) yield invalid(timeout, 'must not be negative', 'write how long');
  }
  const [whole, part] = [request, backend].map(({ text }) => parseGoDuration(text ?? ''));
  if (whole !== undefined && part !== undefined && part > whole) {
    yield invalid(backend, `must not be greater than the request timeout, ${request.text ?? ''}`, 'shorten it');
  }
}

function* redirectProblems(path: Field): Iterable<Problem> {
  if (path.map === undefined) return;
  const replacement = [path.at('replaceFullPath'), path.at('replacePrefixMatch')].find(({ isSet }) => isSet);
  if (replacement === undefined) {
    yield forbidden(path, 'says nothing', 'set replaceFullPath or replacePrefixMatch, or leave "path" out');
  } else if (replacement.text !== undefined && !replacement.text.startsWith('/')) {
    yield invalid(replacement, 'must be an absolute path', 'begin it with "/"');
  }
}
