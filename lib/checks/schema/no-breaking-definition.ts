import { Field } from '../../manifest/objects/field';
import type { LocatedManifest } from '../../manifest/objects/manifest';
import { identityOf } from '../../manifest/objects/object-identity';
import { compareDefinitions, type DefinitionDifference } from '../../schema/evolution/compare-definitions';
import { isDefinition } from '../../schema/facts/facts-from-definition';
import type { Check } from '../check';
import type { Problem } from '../finding';

/** A definition changes so that objects that are stored stay what they are, and may be written again. */
export const noBreakingDefinition: Check = {
  id: 'no-breaking-definition',
  severity: 'error',
  profile: 'baseline',
  why:
    'The API server takes the new definition, and refuses objects that it has stored when they are next written, or drops ' +
    'their values without a word; with the definition itself it deletes all of them.',
  assumptions: ['The last committed tree is what the cluster has; what objects its controllers made is not known.'],
  kinds: ['apiextensions.k8s.io/CustomResourceDefinition'],
  acceptedByName: true,
  run: function* ({ manifest }, { previous }) {
    const before = previous?.get(identityOf(manifest))?.manifest;
    if (before === undefined || !isDefinition(before) || !isDefinition(manifest)) return;
    const root = Field.root(manifest);
    for (const difference of compareDefinitions(before, manifest)) {
      const words = severeWords[difference.effect];
      if (words === undefined) continue;
      yield {
        path: pathOf(difference, root),
        message: `Forbidden: ${words}: ${difference.about === 'definition' ? '' : `${difference.path}: `}${difference.message}`,
        fix: fixOf(manifest.metadata.name ?? ''),
        ...(difference.effect === 'breaks-clients' ? { severity: 'warning' as const } : {}),
      };
    }
  },
  gone: (object) => [leaving(object)],
};

/** What each effect comes to. */
const severeWords: Readonly<Partial<Record<DefinitionDifference['effect'], string>>> = {
  refused: 'the API server refuses the change',
  'loses-data': 'loses data of stored objects',
  'breaks-objects': 'may refuse stored objects when they are next written',
  'breaks-clients': 'breaks clients',
};

function pathOf({ about, path }: DefinitionDifference, root: Field): string {
  if (about === 'definition') return path;
  const [name] = path.split(' ');
  const versions = root.at('spec', 'versions').items();
  const version = versions.find((one) => one.at('name').text === name);
  if (version === undefined) return 'spec.versions';
  return about === 'version' ? version.path : version.at('schema', 'openAPIV3Schema').path;
}

function leaving({ manifest }: LocatedManifest): Problem {
  const name = manifest.metadata.name ?? '';
  return {
    path: 'metadata.name',
    message: `Forbidden: the definition ${name} leaves the tree, and every object of its kind is deleted with it`,
    fix: fixOf(name),
  };
}

function fixOf(name: string): string {
  return (
    'add a version beside the old one, and convert; or accept it by name: ' +
    `suppressions: [{ check: 'no-breaking-definition', object: { kind: 'CustomResourceDefinition', name: '${name}' }, reason, expires }]`
  );
}
