import { Field } from '../../manifest/objects/field';
import { parseGoDuration } from '../../schema/structure/go-duration';
import type { Check } from '../check';
import { invalid, invalidWhole, required, unsupported } from '../field-error';
import type { Problem } from '../finding';
import { durationProblems } from './duration';
import { saysSomething } from './one-of';

const discoveryTypes = ['STRICT_DNS', 'STATIC', 'LOGICAL_DNS', 'EDS', 'ORIGINAL_DST'];

/** A provider of tokens has its keys from one place, and names where tokens stand. */
export const validConsulJwtProvider: Check = {
  id: 'valid-consul-jwt-provider',
  severity: 'error',
  profile: 'baseline',
  why: 'Consul rejects the JWTProvider, and no intention can ask for its tokens.',
  kinds: ['consul.hashicorp.com/JWTProvider'],
  run: function* ({ manifest }) {
    const spec = Field.root(manifest).at('spec');
    yield* keyProblems(spec.at('jsonWebKeySet'));
    for (const location of spec.at('locations').items()) yield* locationProblems(location);
    const forwarding = spec.at('forwarding');
    if (forwarding.isSet && !saysSomething(forwarding.at('headerName'))) {
      yield required(forwarding.at('headerName'), 'a token is forwarded in a header', 'name the header');
    }
  },
};

function* keyProblems(keys: Field): Iterable<Problem> {
  yield* exactlyOne(keys, ['local', 'remote'], ({ isSet }) => isSet);
  const [local, remote] = [keys.at('local'), keys.at('remote')];
  if (local.isSet) yield* localProblems(local);
  if (remote.isSet) yield* remoteProblems(remote);
}

function* localProblems(local: Field): Iterable<Problem> {
  yield* exactlyOne(local, ['jwks', 'filename'], saysSomething);
  const text = (local.at('jwks').text ?? '').replace(/[\r\n]/g, '');
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text) || text.length % 4 !== 0) {
    yield invalidWhole(local.at('jwks'), 'must be base64', 'encode the key set');
  }
}

function* remoteProblems(remote: Field): Iterable<Problem> {
  const uri = remote.at('uri');
  if (!saysSomething(uri)) yield required(uri, '', 'say where the keys are');
  else if (!/^([a-z][a-z0-9+.-]*:|\/)/i.test(uri.text ?? ''))
    yield invalid(uri, 'is no URI', 'write for instance https://example.com/keys');
  yield* durationProblems(remote.at('cacheDuration'));
  const backOff = remote.at('retryPolicy', 'retryPolicyBackOff');
  const [base, max] = [backOff.at('baseInterval'), backOff.at('maxInterval')];
  yield* durationProblems(base);
  yield* durationProblems(max);
  const [shortest, longest] = [base, max].map(({ text }) => parseGoDuration(text ?? '') ?? 0n);
  if (longest !== undefined && shortest !== undefined && longest !== 0n && shortest > longest) {
    yield invalid(max, 'must not be below baseInterval', 'correct one of the two');
  }
  if (remote.at('jwksCluster').isSet) yield* clusterProblems(remote.at('jwksCluster'));
}

function* clusterProblems(cluster: Field): Iterable<Problem> {
  const [type, certificates] = [cluster.at('discoveryType'), cluster.at('tlsCertificates')];
  if (!discoveryTypes.includes(type.text ?? '')) yield unsupported(type, discoveryTypes, 'use a supported type');
  yield* durationProblems(cluster.at('connectTimeout'));
  if (!certificates.isSet) return;
  yield* exactlyOne(certificates, ['trustedCA', 'caCertificateProviderInstance'], ({ isSet }) => isSet);
  const authority = certificates.at('trustedCA');
  if (authority.isSet)
    yield* exactlyOne(authority, ['filename', 'environmentVariable', 'inlineString', 'inlineBytes'], saysSomething);
}

function* locationProblems(location: Field): Iterable<Problem> {
  const places = ['header', 'queryParam', 'cookie'];
  yield* exactlyOne(location, places, ({ isSet }) => isSet);
  for (const place of places.map((name) => location.at(name)).filter(({ isSet }) => isSet)) {
    if (!saysSomething(place.at('name'))) yield required(place.at('name'), '', 'name where the token stands');
  }
}

function* exactlyOne(owner: Field, names: readonly string[], isGiven: (field: Field) => boolean): Iterable<Problem> {
  const given = names.map((name) => owner.at(name)).filter(isGiven);
  if (given.length === 1) return;
  const rule = `exactly one of ${names.join(', ')} must be set`;
  if (given.length === 0) yield required(owner, rule, 'set one');
  else yield invalidWhole(owner, rule, 'keep one of them');
}
