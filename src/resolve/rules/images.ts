import { diagnose } from '../../spec/diagnose.js';
import type { Diagnostic } from '../../spec/diagnostic.js';
import { imageReason } from '../../spec/image-reference.js';
import { isOf, kubeletScopes } from './kubelet-said.js';
import type { Spec } from './rule.js';

/** The pod sandbox's image, where a kubelet is told of it by its flag; the schema sees to the other places. */
export function imageRules(spec: Spec): Diagnostic[] {
  return kubeletScopes(spec).flatMap((scope) => {
    const image = scope.said('', 'pod-infra-container-image');
    if (image === undefined || !isOf(scope, image.path)) return [];
    const value = String(image.value);
    const reason = imageReason(value);
    return reason === undefined ? [] : [diagnose('image-malformed', image.path, { value, reason })];
  });
}
