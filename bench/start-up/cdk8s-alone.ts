import 'cdk8s';
import 'cdk8s-plus-28';

// Loads both packages and does nothing: what no program on them can be faster than.
