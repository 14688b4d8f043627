import type { JsonObject } from '../../../lib/manifest/objects/json';
import { ManifestSet } from '../../../lib/manifest/objects/manifest-set';
import { readAuthorizationPolicies } from '../../../lib/reach/mesh/istio/authorization-policy';
import { readPeerAuthentications } from '../../../lib/reach/mesh/istio/peer-authentication';

const authorizationPolicies = (spec: JsonObject) => readAuthorizationPolicies(manifests('AuthorizationPolicy', spec));
const peerAuthentications = (spec: JsonObject) => readPeerAuthentications(manifests('PeerAuthentication', spec));

function manifests(kind: string, spec: JsonObject): ManifestSet {
  const metadata = { name: 'p', namespace: 'a' };
  return new ManifestSet([{ manifest: { apiVersion: 'security.istio.io/v1', kind, metadata, spec } }]);
}

describe('an AuthorizationPolicy is refused', () => {
  test.each<[string, JsonObject, string]>([
    [
      'for a port that is none, beside an entry that is no text',
      { rules: [{ to: [{ operation: { ports: [80, 'http'] } }] }] },
      'spec.rules[0].to[0].operation.ports[1]  Invalid value: "http": must be between 1 and 65535, inclusive',
    ],
    [
      'for a block that is none, beside an entry that is no text',
      { rules: [{ from: [{ source: { ipBlocks: [10, '10.0.0.0/64'] } }] }] },
      'spec.rules[0].from[0].source.ipBlocks[1]  Invalid value: "10.0.0.0/64": must be an IP address or a CIDR',
    ],
    [
      'for a block that is none among those that a condition excludes',
      { rules: [{ when: [{ key: 'source.ip', notValues: ['10.0.0'] }] }] },
      'spec.rules[0].when[0].notValues[0]  Invalid value: "10.0.0": must be an IP address or a CIDR',
    ],
    ['for a misspelt field', { rules: [{ form: [] }] }, 'spec.rules[0].form  Invalid value: unknown field "form"'],
  ])('%s', (_, spec, problem) => {
    expect(authorizationPolicies(spec).problems.map(({ path, message }) => `${path}  ${message}`)).toContain(problem);
  });
  test('but not for a null, which the API server drops', () => {
    const { policies, problems } = authorizationPolicies({
      action: null,
      targetRef: null,
      selector: null,
      rules: null,
    });
    expect(problems).toEqual([]);
    expect(policies).toMatchObject([{ action: 'ALLOW', targets: [], rules: [] }]);
  });
});

test('a PeerAuthentication is refused for a port that is none, and not for a null', () => {
  const { policies, problems } = peerAuthentications({
    mtls: { mode: null },
    portLevelMtls: { http: { mode: 'STRICT' }, '80': { mode: 'DISABLE' } },
  });
  expect(problems.map(({ path }) => path)).toEqual(['spec.portLevelMtls[http]']);
  expect(policies).toMatchObject([{ ports: new Map([[80, 'DISABLE']]) }]);
  expect(policies[0]).not.toHaveProperty('mode');
});
