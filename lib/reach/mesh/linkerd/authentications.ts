import { Field } from '../../../manifest/objects/field';
import { findObject, namespaceOf } from '../../../manifest/objects/find-object';
import type { LocatedManifest } from '../../../manifest/objects/manifest';
import type { ManifestSet } from '../../../manifest/objects/manifest-set';
import { parseAddress, parseCidr, subtractRanges, type AddressRange } from '../../../manifest/network/address-range';
import { addressesIn, allClients, everyClient, noClient, someClients, type ClientMatch } from '../client-match';
import { identities, linkerdMember, type IdentityDomain } from './linkerd-identity';

const group = 'policy.linkerd.io';

/**
 * Whom an AuthorizationPolicy lets in: those that every one of its authentications means, everyone where it asks for
 * none. Undefined where it refers to something that is not there: the policy is then ignored.
 */
export function authenticatedClients(
  policy: LocatedManifest,
  manifests: ManifestSet,
  domain: IdentityDomain,
): ClientMatch | undefined {
  const home = namespaceOf(policy.manifest);
  const references = Field.root(policy.manifest).at('spec', 'requiredAuthenticationRefs').items();
  const clients = references.map((reference): ClientMatch | undefined => {
    const namespace = reference.at('namespace').text ?? home;
    const name = reference.at('name').text ?? '';
    switch ((reference.at('kind').text ?? '').toLowerCase()) {
      case 'serviceaccount':
        return identities([linkerdMember(domain, namespace, name).identity]);
      case 'meshtlsauthentication': {
        const found = findObject(manifests, { group, kind: 'MeshTLSAuthentication', namespace, name });
        return found && meshTlsClients(found, domain);
      }
      case 'networkauthentication': {
        const found = findObject(manifests, { group, kind: 'NetworkAuthentication', namespace, name });
        return found && addressesIn(networksOf(Field.root(found.manifest).at('spec', 'networks')));
      }
      default:
        return undefined;
    }
  });
  return clients.every((each) => each !== undefined) ? allClients(clients) : undefined;
}

function meshTlsClients({ manifest }: LocatedManifest, domain: IdentityDomain): ClientMatch {
  const spec = Field.root(manifest).at('spec');
  const spelledOut = spec
    .at('identities')
    .items()
    .flatMap(({ text }) => (text === undefined ? [] : [text]));
  const referenced = spec
    .at('identityRefs')
    .items()
    .flatMap((reference): string[] => {
      const name = reference.at('name').text;
      const namespace = reference.at('namespace').text ?? namespaceOf(manifest);
      switch (reference.at('kind').text) {
        case 'ServiceAccount':
          return name === undefined ? [] : [linkerdMember(domain, namespace, name).identity];
        case 'Namespace':
          return [`*.${name ?? namespaceOf(manifest)}.${domain}`];
        default:
          return [];
      }
    });
  const all = [...spelledOut, ...referenced];
  return all.length === 0 ? noClient : identities(all);
}

/** Blocks without their exceptions. What is no block stands for no address. */
function networksOf(list: Field): readonly AddressRange[] {
  return list.items().flatMap((network) => {
    const block = rangeOf(network.at('cidr').text);
    const holes = network
      .at('except')
      .items()
      .flatMap(({ text }) => rangeOf(text) ?? []);
    return block === undefined ? [] : subtractRanges(block, holes);
  });
}

/** Whom a ServerAuthorization lets in: an identity, or any address, of its networks where it names some. */
export function serverAuthorizationClients({ manifest }: LocatedManifest, domain: IdentityDomain): ClientMatch {
  const client = Field.root(manifest).at('spec', 'client');
  const meshTls = client.at('meshTLS');
  const accounts = meshTls
    .at('serviceAccounts')
    .items()
    .flatMap((account) => {
      const name = account.at('name').text;
      const namespace = account.at('namespace').text ?? namespaceOf(manifest);
      return name === undefined ? [] : [linkerdMember(domain, namespace, name).identity];
    });
  const named = meshTls
    .at('identities')
    .items()
    .flatMap(({ text }) => (text === undefined ? [] : [text]));
  const who: readonly ClientMatch[] =
    client.at('unauthenticated').boolean === true || meshTls.at('unauthenticatedTLS').boolean === true
      ? [everyClient]
      : [identities([...accounts, ...named])];
  const networks = client.at('networks');
  return allClients([someClients(who), ...(networks.items().length === 0 ? [] : [addressesIn(networksOf(networks))])]);
}

function rangeOf(text: string | undefined): AddressRange | undefined {
  if (text === undefined) return undefined;
  return text.includes('/') ? parseCidr(text) : parseAddress(text);
}
