import type { Field } from '../../manifest/objects/field';
import type { Check } from '../check';
import { duplicate, emptyText, forbidden, invalid, invalidByEach, missingText, required } from '../field-error';
import type { Problem } from '../finding';
import { dnsLabelErrors } from '../../manifest/grammar/dns-name';
import { fieldRefProblems, resourceFieldRefProblems } from './fields/downward-api';
import { hasBackstep, volumeFileErrors } from './grammar/path-syntax';
import { podCheck } from '../pod-check';
import { volumeSources } from './fields/volume-sources';

/** Each volume has a name of its own and at most one source (none is an emptyDir), and the source says what it needs to be found. */
export const validVolume: Check = podCheck({
  id: 'valid-volume',
  severity: 'error',
  profile: 'baseline',
  why: 'The API server rejects the pod: a volume that comes from two places, or from a place without a name, cannot be mounted.',
  problems: function* ({ spec }) {
    const names = new Set<string>();
    for (const volume of spec.at('volumes').items()) {
      if (volume.map === undefined) continue;
      yield* nameProblems(volume.at('name'), names);
      yield* sourceCountProblems(volume);
      yield* sourceProblems(volume);
    }
  },
});

function* nameProblems(name: Field, names: Set<string>): Iterable<Problem> {
  yield* emptyText(name, 'give the volume a name');
  if (name.text === undefined || name.text === '') return;
  yield* invalidByEach(name, dnsLabelErrors(name.text), 'use lower-case letters, digits and hyphens');
  if (names.has(name.text)) yield duplicate(name, 'give every volume a name of its own');
  names.add(name.text);
}

function* sourceCountProblems(volume: Field): Iterable<Problem> {
  const { map = {} } = volume;
  const [, ...others] = volumeSources.filter((source) => map[source] !== undefined && volume.at(source).isSet);
  for (const other of others) {
    yield forbidden(volume.at(other), 'may not specify more than 1 volume type', 'make two volumes of them');
  }
}

function* sourceProblems(volume: Field): Iterable<Problem> {
  const [secret, configMap, projected] = [volume.at('secret'), volume.at('configMap'), volume.at('projected')];
  const [downwardAPI, hostPath, nfs] = [volume.at('downwardAPI'), volume.at('hostPath'), volume.at('nfs')];
  if (secret.map !== undefined) yield* missingText(secret.at('secretName'), 'name the Secret');
  if (configMap.map !== undefined) yield* missingText(configMap.at('name'), 'name the ConfigMap');
  yield* emptyText(volume.at('persistentVolumeClaim', 'claimName'), 'name the PersistentVolumeClaim');
  for (const source of [secret, configMap, downwardAPI, projected]) {
    if (!source.isSet) continue;
    yield* modeProblems(source.at('defaultMode'));
    yield* itemProblems(source, source === downwardAPI);
  }
  yield* projectedProblems(projected);
  const ephemeral = volume.at('ephemeral');
  const claim = ephemeral.at('volumeClaimTemplate');
  if (ephemeral.map !== undefined && !claim.isSet) yield required(claim, '', 'say what volume to claim');
  yield* emptyText(hostPath.at('path'), 'name a folder of the node');
  if (hasBackstep(hostPath.at('path').text ?? '')) {
    yield invalid(hostPath.at('path'), "must not contain '..'", 'use an absolute path without ..');
  }
  const nfsPath = nfs.at('path').text;
  if (nfsPath !== undefined && !nfsPath.startsWith('/')) {
    yield invalid(nfs.at('path'), 'must be an absolute path', 'start the path with /');
  }
}

function* projectedProblems(projected: Field): Iterable<Problem> {
  for (const source of projected.at('sources').items()) {
    for (const name of ['secret', 'configMap']) {
      if (source.at(name).map !== undefined) yield* missingText(source.at(name, 'name'), 'name the object');
    }
    for (const name of ['secret', 'configMap', 'downwardAPI']) {
      yield* itemProblems(source.at(name), name === 'downwardAPI');
    }
    const token = source.at('serviceAccountToken');
    yield* emptyText(token.at('path'), 'name the file');
    yield* invalidByEach(
      token.at('path'),
      volumeFileErrors(token.at('path').text ?? ''),
      'name a file within the volume',
    );
    const seconds = token.at('expirationSeconds');
    if (seconds.number !== undefined && seconds.number < 600) {
      yield invalid(seconds, 'may not specify a duration less than 10 minutes', 'use 600 or more');
    }
  }
}

function* itemProblems(source: Field, isDownward: boolean): Iterable<Problem> {
  for (const item of source.at('items').items()) {
    const path = item.at('path');
    yield* emptyText(path, 'name the file');
    yield* invalidByEach(path, volumeFileErrors(path.text ?? ''), 'name a file within the volume');
    yield* modeProblems(item.at('mode'));
    if (!isDownward) {
      yield* emptyText(item.at('key'), 'name the key to read');
      continue;
    }
    yield* fieldRefProblems(item.at('fieldRef'), 'volume');
    yield* resourceFieldRefProblems(item.at('resourceFieldRef'));
    const container = item.at('resourceFieldRef', 'containerName');
    if (item.at('resourceFieldRef').map !== undefined) yield* missingText(container, 'name the container');
    if (!item.at('fieldRef').isSet && !item.at('resourceFieldRef').isSet) {
      yield required(item, 'one of fieldRef and resourceFieldRef is required', 'say what the file holds');
    }
  }
}

function* modeProblems(mode: Field): Iterable<Problem> {
  if (mode.number !== undefined && (mode.number < 0 || mode.number > 0o777)) {
    const rule = 'must be a number between 0 and 0777 (octal), both inclusive';
    yield invalid(mode, rule, 'write the mode as octal with a leading zero (0444), or as a decimal number (292)');
  }
}
