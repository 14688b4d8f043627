import type { ClusterSpec } from '../../../imports/postgresql.cnpg.io';
import type { Manifest } from '../../manifest/objects/manifest';
import type { Plain } from '../../manifest/objects/plain';
import type { DatabaseModel } from '../database-backend';
import type { DatabaseStorage } from '../database-props';
import { volumeSize } from '../volume-size';
import { barmanPlugin, bucketName } from './backup';
import { instanceLabels } from './instance-labels';

/** The servers of a database. What the definition fills in is said where it would show as a difference. */
export function emitCluster(model: DatabaseModel): Manifest {
  const { name, namespace, instances, version, image, storage, resources, parameters, tls, backup, restore } = model;
  const { walSize, storageClassName } = storage;
  const { synchronousReplicas = 0, durability = 'required' } = model.highAvailability ?? {};
  const roles = rolesOf(model);
  const spec: Plain<ClusterSpec> = {
    affinity: {
      enablePodAntiAffinity: true,
      // Servers that share a node are lost with it.
      podAntiAffinityType: model.cluster.environment.tier === 'production' ? 'required' : 'preferred',
      topologyKey: 'kubernetes.io/hostname',
    },
    bootstrap: bootstrapOf(model),
    ...(tls === undefined
      ? {}
      : { certificates: { serverCASecret: tls.caSecretName, serverTLSSecret: tls.secretName } }),
    enablePDB: true,
    ...(restore === undefined
      ? {}
      : { externalClusters: [{ name: restore.from, plugin: restoredBy(model, restore.from) }] }),
    imageName: image ?? `ghcr.io/cloudnative-pg/postgresql:${version}`,
    instances,
    ...(roles.length === 0 ? {} : { managed: { roles } }),
    ...(backup === undefined ? {} : { plugins: [archivedBy(model)] }),
    postgresql: {
      ...(parameters === undefined ? {} : { parameters: { ...parameters } }),
      ...(synchronousReplicas === 0
        ? {}
        : { synchronous: { dataDurability: durability, method: 'any', number: synchronousReplicas } }),
    },
    ...(resources === undefined ? {} : { resources: { ...resources } }),
    storage: volumeOf(storage.size, storageClassName),
    ...(model.spreadsZones ? { topologySpreadConstraints: [zonesOf(name)] } : {}),
    ...(walSize === undefined ? {} : { walStorage: volumeOf(walSize, storageClassName) }),
  };
  return { apiVersion: 'postgresql.cnpg.io/v1', kind: 'Cluster', metadata: { name, namespace }, spec };
}

function bootstrapOf({ database, restore }: DatabaseModel) {
  const application = { database, owner: database };
  if (restore === undefined) return { initdb: application };
  const target = restore.at === undefined ? {} : { recoveryTarget: { targetTime: restore.at } };
  return { recovery: { ...application, source: restore.from, ...target } };
}

function rolesOf({ users = [] }: DatabaseModel) {
  return users.map((user) => ({
    connectionLimit: -1,
    ensure: 'present' as const,
    inherit: true,
    login: true,
    name: user.name,
    passwordSecret: { name: user.secretName },
  }));
}

function archivedBy(model: DatabaseModel) {
  const parameters = { barmanObjectName: bucketName(model, 'backup') };
  return { enabled: true, isWALArchiver: true, name: barmanPlugin, parameters };
}

function restoredBy(model: DatabaseModel, serverName: string) {
  const parameters = { barmanObjectName: bucketName(model, 'restore'), serverName };
  return { enabled: true, isWALArchiver: false, name: barmanPlugin, parameters };
}

function volumeOf(size: DatabaseStorage['size'], storageClass: string | undefined) {
  return {
    resizeInUseVolumes: true,
    size: volumeSize(size),
    ...(storageClass === undefined ? {} : { storageClass }),
  };
}

function zonesOf(name: string) {
  return {
    labelSelector: { matchLabels: instanceLabels(name) },
    maxSkew: 1,
    topologyKey: 'topology.kubernetes.io/zone',
    whenUnsatisfiable: 'ScheduleAnyway',
  };
}
