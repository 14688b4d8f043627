import { Fleet } from '../../lib';
import { Boutique } from './boutique';
import { clusters } from './clusters';
import { settings } from './settings';

export const onlineBoutique = new Fleet({ name: 'online-boutique', clusters, graphs: true }).deploy(
  (cluster) => new Boutique(cluster, 'boutique', settings.for(cluster)),
);
