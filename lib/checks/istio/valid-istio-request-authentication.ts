import { Field } from '../../manifest/objects/field';
import type { Check } from '../check';
import { emptyText, invalid, invalidWhole, required } from '../field-error';
import type { Problem } from '../finding';
import { durationProblems } from './rules/duration';
import { isKeySet } from './rules/key-set';
import { targetProblems } from './rules/target';
import { hasHost, isUrlText, schemeOf } from './rules/url';

/** Each rule for tokens says whose they are, where the keys come from, and where the tokens stand. */
export const validIstioRequestAuthentication: Check = {
  id: 'valid-istio-request-authentication',
  severity: 'error',
  profile: 'baseline',
  why: "Istio's validation webhook rejects the RequestAuthentication, so that no token is verified.",
  kinds: ['security.istio.io/RequestAuthentication'],
  run: function* ({ manifest }) {
    const spec = Field.root(manifest).at('spec');
    yield* targetProblems(spec);
    for (const rule of spec.at('jwtRules').items()) yield* ruleProblems(rule);
  },
};

function* ruleProblems(rule: Field): Iterable<Problem> {
  const [issuer, uri] = [rule.at('issuer').text ?? '', uriOf(rule)];
  if (issuer === '' && (uri.text ?? '') === '')
    yield required(rule.at('issuer'), 'a token has an issuer, or keys at jwksUri', 'name the issuer');
  if ((uri.text ?? '') !== '' && !isKeyUri(uri.text ?? ''))
    yield invalid(
      uri,
      'must be a URL of http or https',
      'write for instance https://example.com/.well-known/jwks.json',
    );
  yield* keyProblems(rule.at('jwks'));
  for (const audience of rule.at('audiences').items()) yield* emptyText(audience, 'name the audience, or remove it');
  for (const header of rule.at('fromHeaders').items()) {
    if ((header.at('name').text ?? '') === '') yield required(header.at('name'), '', 'name the header');
  }
  for (const place of ['fromParams', 'fromCookies'].flatMap((name) => rule.at(name).items())) {
    yield* emptyText(place, 'name where the token stands, or remove it');
  }
  for (const copy of rule.at('outputClaimToHeaders').items()) yield* copyProblems(copy);
  yield* durationProblems(rule.at('timeout'));
}

/** The field has two names. */
function uriOf(rule: Field): Field {
  return rule.at('jwks_uri').isSet ? rule.at('jwks_uri') : rule.at('jwksUri');
}

function isKeyUri(uri: string): boolean {
  return ['http', 'https'].includes(schemeOf(uri) ?? '') && isUrlText(uri) && hasHost(uri);
}

function* copyProblems(copy: Field): Iterable<Problem> {
  const [header, claim] = [copy.at('header'), copy.at('claim')];
  for (const field of [header, claim]) {
    if ((field.text ?? '') === '') yield required(field, 'a claim is copied to a header', 'name both');
  }
  if ((header.text ?? '') !== '' && (claim.text ?? '') !== '' && !/^[-_A-Za-z0-9]+$/.test(header.text ?? '')) {
    yield invalid(header, "must consist of letters, digits, '-' and '_'", 'correct the name');
  }
}

function* keyProblems(jwks: Field): Iterable<Problem> {
  if ((jwks.text ?? '') !== '' && !isKeySet(jwks.text ?? ''))
    yield invalidWhole(jwks, 'is no JSON Web Key Set', 'write {"keys": [ … ]}');
}
