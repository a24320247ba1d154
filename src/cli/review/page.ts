import type { PageForm, ReviewPage } from '../../review/forms/page.js';
import { printReport } from '../console.js';

const nothing = { findings: [], groups: [], machines: [], files: [], sizes: [], notes: [] };

/** Prints a page of what there is to say; what makes it is loaded only then. */
export async function printPage(form: PageForm, page: Partial<ReviewPage> & Pick<ReviewPage, 'title'>): Promise<void> {
  const { pageWriters } = await import('../../review/forms/write-page.js');
  printReport(pageWriters[form]({ ...nothing, ...page }));
}
