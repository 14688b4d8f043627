/**
 * Custom resources whose deletion takes data along, by `group/Kind`, and what goes. Whether an operator keeps the volumes
 * depends on its settings: nothing here is sure to be lost, and nothing is sure to stay.
 */
export const dataHolders: Readonly<Record<string, string>> = {
  'acid.zalan.do/postgresql': 'the operator deletes the database with it',
  'cassandra.datastax.com/CassandraDatacenter': 'the operator deletes the claims of its pods with it',
  'cdi.kubevirt.io/DataVolume': 'the claim that it fills is deleted with it',
  'ceph.rook.io/CephBlockPool': 'the pool is deleted with it',
  'ceph.rook.io/CephCluster': 'the storage of the cluster may be deleted with it',
  'ceph.rook.io/CephFilesystem': 'the file system is deleted with it',
  'clickhouse.altinity.com/ClickHouseInstallation': 'the operator may delete the claims of its pods with it',
  'elasticsearch.k8s.elastic.co/Elasticsearch': 'the operator deletes the claims of its pods with it',
  'kafka.strimzi.io/Kafka': 'the claims of its brokers may be deleted with it',
  'kafka.strimzi.io/KafkaNodePool': 'the claims of its nodes may be deleted with it',
  'kafka.strimzi.io/KafkaTopic': 'the topic and its messages are deleted with it',
  'kubevirt.io/VirtualMachine': 'the disks of its dataVolumeTemplates are deleted with it',
  'longhorn.io/Volume': 'the volume is deleted with it',
  'minio.min.io/Tenant': 'the claims of its servers may be deleted with it',
  'mysql.oracle.com/InnoDBCluster': 'the database cluster is deleted with it',
  'opensearch.opster.io/OpenSearchCluster': 'the claims of its nodes may be deleted with it',
  'postgresql.cnpg.io/Cluster': 'the operator deletes the claims of its instances with it',
  'postgresql.cnpg.io/Database': 'the database is dropped with it where databaseReclaimPolicy is delete',
  'pxc.percona.com/PerconaXtraDBCluster': 'the claims of its nodes are deleted with it where a finalizer says so',
  'rabbitmq.com/RabbitmqCluster': 'the operator deletes the claims of its nodes with it',
  'redis.redis.opstreelabs.in/RedisCluster': 'the claims of its nodes may be deleted with it',
  'snapshot.storage.k8s.io/VolumeSnapshot': 'the snapshot is deleted with it, unless its class retains it',
  'snapshot.storage.k8s.io/VolumeSnapshotContent': 'the snapshot is deleted with it, unless deletionPolicy is Retain',
};
