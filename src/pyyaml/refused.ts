/** Why PyYAML, and so cloud-init, loads a document in no way. */
export class Refused extends Error {}
