import { Field } from '../../manifest/objects/field';
import type { LocatedManifest } from '../../manifest/objects/manifest';
import { consulNameOf } from './config-entry';

/** A service, or a subset of one, that a router, splitter or resolver sends requests to. */
export interface ConsulServiceReference {
  readonly service: string;
  /** Where the service is named; the place that could name it where it is the object's own. */
  readonly field: Field;
  readonly subset: Field;
}

/** Everything that a router, splitter or resolver sends requests to in its own datacenter. */
export function serviceReferencesOf(object: LocatedManifest): readonly ConsulServiceReference[] {
  const own = consulNameOf(object) ?? '';
  return targetsOf(object)
    .filter((target) => !target.at('peer').isSet && !target.at('datacenter').isSet && !target.at('namespace').isSet)
    .map((target) => ({
      service: nonEmpty(target.at('service').text) ?? own,
      field: target.at('service'),
      subset: target.at('serviceSubset'),
    }));
}

function targetsOf({ manifest }: LocatedManifest): readonly Field[] {
  const spec = Field.root(manifest).at('spec');
  switch (manifest.kind) {
    case 'ServiceRouter':
      return spec
        .at('routes')
        .items()
        .map((route) => route.at('destination'));
    case 'ServiceSplitter':
      return spec.at('splits').items();
    case 'ServiceResolver':
      return [
        ...(spec.at('redirect').map === undefined ? [] : [spec.at('redirect')]),
        ...spec
          .at('failover')
          .entries()
          .flatMap(([, failover]) => [failover, ...failover.at('targets').items()]),
      ];
    default:
      return [];
  }
}

function nonEmpty(text: string | undefined): string | undefined {
  return text === '' ? undefined : text;
}
