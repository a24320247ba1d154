/** Where the systems' last days are taken from; the page of each is named with it. */
export const lifecycles = 'endoflife-date/endoflife.date a70eca33 (2026-08-22) products/';
