import { readFileSync, readdirSync } from 'node:fs';
import { validCustomResourceDefinition } from '../../lib/checks/api-server/valid-custom-resource-definition';
import { ManifestSet } from '../../lib/manifest/objects/manifest-set';
import { readManifests } from '../../lib/reader/read-manifests';
import { sharedProducts } from '../schema/shared-definitions';
import { describeWithShared, shared } from '../shared-folder';
import { facts } from './facts';
import { findingsOf } from './fixture';

describeWithShared('valid-custom-resource-definition', () => {
  test.each(sharedProducts())('accepts the definitions of %s', (product) => {
    const files = readdirSync(shared('crds', product)).filter((name) => name.endsWith('.yaml'));
    const read = files.flatMap((file) => {
      const { manifests, findings } = readManifests(file, readFileSync(shared('crds', product, file), 'utf8'));
      expect(findings).toEqual([]);
      return manifests;
    });
    const manifests = new ManifestSet(read);
    const context = { cluster: facts({ kubernetesVersion: '1.36' }), manifests };
    expect(read.length).toBeGreaterThan(0);
    expect(findingsOf(validCustomResourceDefinition, context)).toEqual([]);
  });
});
