import { appendTo } from '../../../manifest/objects/append-to';
import { Field } from '../../../manifest/objects/field';
import type { LocatedManifest } from '../../../manifest/objects/manifest';
import type { ManifestSet } from '../../../manifest/objects/manifest-set';
import { policyName } from '../../policies/policy-name';
import type { RequestAtom, RequestMatch } from '../request-match';
import type { TextPattern } from '../text-pattern';

/** What one client may ask of one service: in the end, one intention decides for a pair. */
export interface Intention {
  /** `ServiceIntentions shop/cart spec.sources[0]`. */
  readonly name: string;
  /** Name of a service, or `*`. */
  readonly source: string;
  readonly destination: string;
  /** First match first; a whole connection is allowed or denied by one that matches every request. */
  readonly permissions: readonly Permission[];
}

export interface Permission {
  readonly name: string;
  readonly action: 'Allow' | 'Deny';
  readonly request: RequestMatch;
}

/**
 * Every intention about clients of this cluster, by the destination that it names; the one that decides first goes first:
 * that for a name before that for `*`. What names a destination decides before what is for all of them, `*`.
 */
export function readIntentions(manifests: ManifestSet): ReadonlyMap<string, readonly Intention[]> {
  const intentions = manifests.ofKind('consul.hashicorp.com', 'ServiceIntentions').flatMap(intentionsOf);
  const named = intentions.filter(({ source }) => source !== '*');
  const forAll = intentions.filter(({ source }) => source === '*');
  const byDestination = new Map<string, Intention[]>();
  for (const intention of [...named, ...forAll]) appendTo(byDestination, intention.destination, intention);
  return byDestination;
}

function intentionsOf({ manifest }: LocatedManifest): readonly Intention[] {
  const spec = Field.root(manifest).at('spec');
  const destination = spec.at('destination', 'name').text;
  if (destination === undefined) return [];
  const tokens = tokenConditions(spec);
  return spec
    .at('sources')
    .items()
    .flatMap((source): Intention[] => {
      const name = `${policyName(manifest)} ${source.path}`;
      const from = source.at('name').text;
      // Clients of other clusters are not in the tree.
      if (from === undefined || source.at('peer').isSet || source.at('samenessGroup').isSet) return [];
      const permissions = source.at('permissions').items();
      const whole: Permission = { name, action: actionOf(source), request: { atoms: [], when: tokens } };
      return [
        {
          name,
          source: from,
          destination,
          permissions:
            permissions.length === 0
              ? [whole]
              : permissions.map((permission) => permissionOf(permission, manifest, tokens)),
        },
      ];
    });
}

function permissionOf(permission: Field, manifest: LocatedManifest['manifest'], tokens: readonly string[]): Permission {
  const http = permission.at('http');
  const methods = http
    .at('methods')
    .items()
    .flatMap(({ text }) => (text === undefined ? [] : [text]));
  const atoms: readonly RequestAtom[] = [
    ...pathAtoms(http),
    ...(methods.length === 0 ? [] : [{ attribute: 'method' as const, patterns: methods.map(exact), negated: false }]),
  ];
  const headers = http.at('header').items().map(headerCondition);
  const action = actionOf(permission);
  // What a token would have to say is asked for before anything is allowed.
  const when = [...headers, ...(action === 'Allow' ? [...tokens, ...tokenConditions(permission)] : [])];
  return { name: `${policyName(manifest)} ${permission.path}`, action, request: { atoms, when } };
}

function pathAtoms(http: Field): readonly RequestAtom[] {
  const kinds = { pathExact: 'exact', pathPrefix: 'prefix', pathRegex: 'regex' } as const;
  return Object.entries(kinds).flatMap(([name, kind]): readonly RequestAtom[] => {
    const text = http.at(name).text ?? '';
    // Every path begins with a slash.
    if (text === '' || (kind === 'prefix' && text === '/')) return [];
    return [{ attribute: 'path', patterns: [{ kind, text }], negated: false }];
  });
}

function headerCondition(header: Field): string {
  const name = header.at('name').text ?? '';
  const said = ['exact', 'prefix', 'suffix', 'contains', 'regex'].find((word) => header.at(word).isSet);
  const text =
    said === undefined ? `header ${name} is present` : `header ${name} ${said} ${header.at(said).text ?? ''}`;
  return header.at('invert').boolean === true ? `not (${text})` : text;
}

function tokenConditions(holder: Field): readonly string[] {
  const providers = holder
    .at('jwt', 'providers')
    .items()
    .map((provider) => provider.at('name').text ?? '');
  return providers.length === 0 ? [] : [`the request carries a valid token of ${providers.join(' or ')}`];
}

function actionOf(holder: Field): 'Allow' | 'Deny' {
  return holder.at('action').text === 'allow' ? 'Allow' : 'Deny';
}

function exact(text: string): TextPattern {
  return { kind: 'exact', text };
}
